import type { CenterId, LocalDate, RoundGivenUp, RoundOpened, RoundPublished } from '@huitang/contracts';
import type { Collection, EventMeta, Platform } from '@huitang/runtime';

/** The newest round of a day, as lists have it. */
export interface ListedRound {
  readonly centerId: CenterId;
  readonly date: LocalDate;
  readonly number: number;
}

export const roundsCollection = ({ views }: Pick<Platform, 'views'>): Collection<ListedRound> =>
  views.collection<ListedRound>({
    name: 'room-allocation-rounds',
    fields: { centerId: 'text', date: 'text' },
    indexes: [['centerId', 'date']],
  });

/** Keeps which days have, or had, a round: what has become of it is read from the day. */
export const roundReader =
  (listed: Collection<ListedRound>) =>
  async ({ centerId, date, number }: RoundOpened | RoundPublished | RoundGivenUp, meta: EventMeta): Promise<void> => {
    await listed.put(meta.source.stream, { centerId, date, number }, meta.source);
  };
