import type { BusMessage } from '@huitang/runtime';
import { frozenJson } from '../durable/frozen.ts';
import type { Journal } from '../durable/journal.ts';
import { createTable } from '../durable/table.ts';
import { createParkedRows, type ParkedRows } from './parked-rows.ts';

/** A message at its place in a partition. */
export interface Message extends BusMessage {
  readonly offset: number;
  /** Parsed once for all groups. Throws when the body is no JSON. */
  json(): unknown;
}

export interface Partition {
  readonly name: string;
  /** In order; those from `end` on are not to be seen yet. */
  readonly messages: readonly Message[];
  end(): number;
}

/** What was published by one call, by partition. */
export type Published = ReadonlyMap<Partition, number>;

/** What the bus keeps: messages for ever, how far each group has come, and what it has set aside. */
export interface Broker {
  /** Those that a topic's messages can be in, as far as there are any. */
  partitionsOf(topics: readonly string[]): readonly Partition[];
  /** What a body says, frozen: read once, however often it is published. Throws when it is no JSON. */
  read(body: string): unknown;
  /** An effect. */
  publish(messages: readonly BusMessage[]): Published;
  /** Nothing can take them back any more: they may be delivered. */
  arrived(published: Published): void;
  /** The next offset for a group. */
  committed(groupId: string, partition: Partition): number;
  /** An effect. */
  commit(groupId: string, partition: Partition, next: number): void;
  /** An effect: what a group that fills `filled` is called until it is rewound; kept as what it is called now. */
  subscribed(group: string, filled: string): string;
  /** What a group is called now: by whoever subscribed last. */
  groupId(group: string): string;
  /** The group that has this name now; undefined for a name it had before it was rewound. */
  groupOf(groupId: string): string | undefined;
  /** An effect: the group begins anew under another name, and what it had set aside is forgotten. */
  rewind(group: string): void;
  readonly parked: ParkedRows;
}

interface StoredPartition extends Partition {
  readonly messages: Message[];
  visible: number;
}

function createReader(): (body: string) => unknown {
  const known = new Map<string, unknown>();
  return (body) => {
    const value = known.get(body) ?? frozenJson(body);
    known.set(body, value);
    return value;
  };
}

const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};

function createPartition(name: string): StoredPartition {
  const partition: StoredPartition = { name, messages: [], visible: 0, end: () => partition.visible };
  return partition;
}

export interface BrokerContext {
  readonly journal: Journal;
  /** Partitions of each topic; 0 for one sequence of all topics, as in a file. */
  readonly partitions: number;
  /** Hears of the body of whatever arrived. */
  readonly told: (body: string) => void;
  /** Something arrived. */
  readonly wake: (partition: Partition) => void;
}

/** Where messages lie. */
function createPartitions(count: number) {
  const all = new Map<string, StoredPartition>();
  const numbers = Array.from({ length: count }, (_, number) => number);
  const ofTopics = new Map<string, readonly StoredPartition[]>();
  const named = (name: string): StoredPartition => {
    const partition = all.get(name) ?? createPartition(name);
    all.set(name, partition);
    return partition;
  };
  return {
    named,
    home: ({ topic, key }: BusMessage) => named(count === 0 ? 'all' : `${topic}/${hashOf(key) % count}`),
    of(topics: readonly string[]): readonly StoredPartition[] {
      if (count === 0) return [named('all')];
      const key = topics.join();
      const known =
        ofTopics.get(key) ?? topics.flatMap((topic) => numbers.map((number) => named(`${topic}/${number}`)));
      ofTopics.set(key, known);
      return known;
    },
  };
}

function createGroups(journal: Journal) {
  const offsets = createTable<number>(journal);
  const rewound = createTable<number>(journal);
  const filled = createTable<string>(journal);
  const idOf = (group: string, what: string): string => `${group}@${what}.${rewound.get(group) ?? 0}`;
  const keyOf = (groupId: string, { name }: Partition): string => `${groupId}|${name}`;
  const groupId = (group: string): string => idOf(group, filled.get(group) ?? '');
  return {
    committed: (groupId: string, partition: Partition) => offsets.get(keyOf(groupId, partition)) ?? 0,
    commit: (groupId: string, partition: Partition, next: number) => offsets.set(keyOf(groupId, partition), next),
    groupId,
    groupOf(id: string): string | undefined {
      const group = id.slice(0, id.lastIndexOf('@'));
      return groupId(group) === id ? group : undefined;
    },
    subscribed(group: string, what: string): string {
      if (filled.get(group) !== what) filled.set(group, what);
      return idOf(group, what);
    },
    renew: (group: string) => rewound.set(group, (rewound.get(group) ?? 0) + 1),
  };
}

export function createBroker({ journal, partitions, told, wake }: BrokerContext): Broker {
  const homes = createPartitions(partitions);
  const { renew, ...groups } = createGroups(journal);
  const parked = createParkedRows(journal);
  const read = createReader();

  function add(message: BusMessage): StoredPartition {
    const { body } = message;
    const home = homes.home(message);
    const { messages } = home;
    messages.push({ ...message, offset: messages.length, json: () => read(body) });
    journal.changed(() => {
      messages.pop();
      home.visible = Math.min(home.visible, messages.length);
    });
    return home;
  }

  return {
    ...groups,
    parked,
    read,
    partitionsOf: homes.of,
    publish(messages) {
      const published = new Map<Partition, number>();
      for (const message of messages) {
        const partition = add(message);
        published.set(partition, partition.messages.length);
      }
      return published;
    },
    arrived(published) {
      for (const [{ name }, end] of published) {
        const partition = homes.named(name);
        for (const { body } of partition.messages.slice(partition.visible, end)) told(body);
        partition.visible = Math.max(partition.visible, end);
        wake(partition);
      }
    },
    rewind(group) {
      parked.forget(groups.groupId(group));
      renew(group);
    },
  };
}
