import type { Ids, Records } from '@huitang/runtime';

/** A consumer group since it last began from the beginning. Another generation is another group to Kafka. */
export interface GroupId {
  readonly group: string;
  /** Empty for the first one. */
  readonly generation: string;
}

export const groupIdText = ({ group, generation }: GroupId): string =>
  generation === '' ? group : `${group}@${generation}`;

/** Which generation each group is in. Forgetting offsets needs nobody's leave: members of the old one go on undisturbed. */
export interface Generations {
  current(group: string): Promise<GroupId>;
  /** From the next subscription on the group starts from the beginning. */
  renew(group: string): Promise<void>;
}

export function generationsIn(records: Records, ids: Ids): Generations {
  const set = records.set<{ readonly generation: string }>('kafka-generations');
  return {
    async current(group) {
      return { group, generation: (await set.get(group))?.generation ?? '' };
    },
    // Not a count: two who rewind at the same time each get what they have asked for.
    renew: (group) => set.put(group, { generation: ids.uuid() }),
  };
}
