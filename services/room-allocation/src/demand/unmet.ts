import {
  type AllocationDisplaced,
  type AllocationGranted,
  type AllocationRefused,
  type Demanded,
  minuteOf,
  type Reason,
  type SearchFoundNothing,
} from '@huitang/contracts';
import type { Collection, EventMeta, Platform } from '@huitang/runtime';

/** One question that was not answered as its asker wished. */
export interface Unmet {
  readonly center: string;
  /** The activity's id; the search's own for a search. */
  readonly asker: string;
  readonly revision: number;
  readonly outcome: 'refused' | 'moved' | 'found-nothing' | 'displaced';
  readonly demanded: Demanded;
  readonly reasons: readonly Reason[];
  /** The preferred start, in minutes; what reports are asked by. */
  readonly start: number;
  /** Of what was refused: whether other organizations had what it lacked; absent where it was not told. */
  readonly hadByOthers?: boolean;
}

export const unmetCollection = ({ views }: Pick<Platform, 'views'>): Collection<Unmet> =>
  views.collection<Unmet>({
    name: 'room-allocation-unmet',
    fields: { center: 'text', start: 'number' },
    indexes: [['center', 'start']],
  });

const startOf = ({ starts }: Demanded): number => minuteOf(starts[0] ?? '');

/** Keeps, per stream and asker, the newest answer that says something about demand. */
export function demandReaders(unmet: Collection<Unmet>) {
  const put = (meta: EventMeta, row: Unmet): Promise<unknown> =>
    unmet.put(`${meta.source.stream}|${row.asker}`, row, meta.source);

  return {
    async refused(event: AllocationRefused, meta: EventMeta) {
      const { activityId, revision, centerId, reasons, demanded, hadByOthers } = event;
      if (!demanded) return;
      const start = startOf(demanded);
      await put(meta, {
        ...{ center: centerId, asker: activityId, revision, outcome: 'refused', demanded, reasons, start },
        ...(hadByOthers !== undefined && { hadByOthers }),
      });
    },
    async granted({ activityId, revision, centerId, reasons, demanded }: AllocationGranted, meta: EventMeta) {
      if (!demanded) return;
      const start = startOf(demanded);
      await put(meta, { center: centerId, asker: activityId, revision, outcome: 'moved', demanded, reasons, start });
    },
    /** What was taken away from somebody counts, whether or not there was something to hold instead. */
    async displaced({ activityId, revision, centerId, because, demanded }: AllocationDisplaced, meta: EventMeta) {
      if (!demanded) return;
      const start = startOf(demanded);
      const reasons = [because];
      await put(meta, {
        center: centerId,
        asker: activityId,
        revision,
        outcome: 'displaced',
        demanded,
        reasons,
        start,
      });
    },
    async foundNothing({ centerId, demanded, reasons }: SearchFoundNothing, meta: EventMeta) {
      const start = startOf(demanded);
      await put(meta, {
        center: centerId,
        asker: meta.id,
        revision: 1,
        outcome: 'found-nothing',
        demanded,
        reasons,
        start,
      });
    },
  };
}
