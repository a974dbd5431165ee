import type { KindDescribed, KindId } from '@huitang/contracts';
import type { Collection, EventMeta, Platform } from '@huitang/runtime';

/** What is known here of the kinds of activities, as scheduling tells it. */
export type Kinds = Collection<KindDescribed>;

export const kindsCollection = ({ views }: Pick<Platform, 'views'>): Kinds =>
  views.collection<KindDescribed>({ name: 'room-allocation-kinds', fields: {}, indexes: [] });

export const kindReader =
  (kinds: Kinds) =>
  async (event: KindDescribed, meta: EventMeta): Promise<void> => {
    await kinds.put(event.kindId, event, meta.source);
  };

/** Undefined for no kind, and for one that nobody has told of. */
export const kindOf = async (kinds: Kinds, id: KindId | undefined): Promise<KindDescribed | undefined> =>
  id === undefined ? undefined : kinds.get(id);
