import type { Ids, Records } from '@huitang/runtime';

/** A consumer group since it last began from the beginning. Another generation is another group to Kafka. */
export interface GroupId {
  readonly group: string;
  /** Empty for the first one. */
  readonly generation: string;
}

export const groupIdText = ({ group, generation }: GroupId): string =>
  generation === '' ? group : `${group}@${generation}`;

/**
 * Which generation each group is in: how often somebody has rewound it, and what its consumer says it fills. Forgetting
 * offsets needs nobody's leave: members of another one go on undisturbed.
 */
export interface Generations {
  /** Of who subscribes now and fills `filled`; kept as the one that the group is in. */
  subscribed(group: string, filled: string | undefined): Promise<GroupId>;
  /** The one subscribed last: what counts for who is not subscribed himself. */
  current(group: string): Promise<GroupId>;
  /** From the next subscription on the group starts from the beginning. */
  renew(group: string): Promise<void>;
}

interface Kept {
  readonly generation: string;
}

export function generationsIn(records: Records, ids: Ids): Generations {
  const set = records.set<Kept>('kafka-generations');
  // No group's name has a space.
  const filledKey = (group: string): string => `${group} filled`;
  const kept = async (key: string): Promise<string> => (await set.get(key))?.generation ?? '';
  const idOf = async (group: string, filled: string): Promise<GroupId> => {
    const rewound = await kept(group);
    return { group, generation: [filled, rewound].filter((part) => part !== '').join('.') };
  };
  return {
    async subscribed(group, filled = '') {
      if ((await kept(filledKey(group))) !== filled) await set.put(filledKey(group), { generation: filled });
      return idOf(group, filled);
    },
    current: async (group) => idOf(group, await kept(filledKey(group))),
    // Not a count: two who rewind at the same time each get what they have asked for.
    renew: (group) => set.put(group, { generation: ids.uuid() }),
  };
}
