import type { RecordSet, Records } from '@huitang/runtime';
import type { GroupId } from './group-id.ts';

export interface ParkedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly body: string;
}

/** A stream that is set aside for a group, or set free and not yet delivered to its end. */
export interface ParkedSubject extends GroupId {
  readonly subject: string;
  readonly topic: string;
  readonly partition: number;
  readonly error: string;
  readonly released: boolean;
}

/** What groups have set aside, as Records: it outlives processes, and whoever has the partition delivers it. */
export interface ParkedMessages {
  /** `error` null keeps what is known. */
  park(id: GroupId, subject: string, messages: readonly ParkedMessage[], error: string | null): Promise<void>;
  /** Those of one generation of a group, or of all. */
  subjects(id?: GroupId): Promise<readonly ParkedSubject[]>;
  messages(id: GroupId, subject: string): Promise<readonly ParkedMessage[]>;
  release(id: GroupId, subject: string): Promise<void>;
  /** A message has been handled; with its last one the subject is as any other. */
  unpark(id: GroupId, subject: string, message: ParkedMessage): Promise<void>;
  /** Everything of a group, of all its generations. */
  forget(group: string): Promise<void>;
}

const PAGE = 500;
const OFFSET_DIGITS = 16;

// Parts are encoded, so that no key begins with the key of something else.
const keyOf = (...parts: readonly string[]): string => parts.map((part) => `${encodeURIComponent(part)}/`).join('');

const subjectKey = ({ group, generation }: GroupId, subject: string): string => keyOf(group, generation, subject);

const messageKey = (id: GroupId, subject: string, { offset, partition }: ParkedMessage): string =>
  `${subjectKey(id, subject)}${String(offset).padStart(OFFSET_DIGITS, '0')}.${partition}`;

async function allOf<T>(set: RecordSet<T>, prefix: string): Promise<{ key: string; value: T }[]> {
  const all: { key: string; value: T }[] = [];
  for (let after: string | undefined; ; ) {
    const page = await set.list(prefix, PAGE, after);
    for (const { key, value } of page) all.push({ key, value });
    after = page.at(-1)?.key;
    if (page.length < PAGE) return all;
  }
}

export function parkedMessagesIn(records: Records): ParkedMessages {
  const kept = records.set<ParkedMessage>('kafka-parked');
  const marks = records.set<ParkedSubject>('kafka-parked-subjects');
  return {
    async park(id, subject, messages, error) {
      const [first] = messages;
      if (!first) return;
      const key = subjectKey(id, subject);
      const { topic, partition } = first;
      const known = error === null ? await marks.get(key) : undefined;
      // The mark first: a message without one would be delivered and stay here for ever.
      const mark = { ...id, subject, topic, partition, error: error ?? '', released: false };
      // What only joins those that are parked leaves the mark alone: somebody may have set them free a moment ago.
      if (!known) await marks.put(key, mark);
      for (const message of messages) await kept.put(messageKey(id, subject, message), message);
    },
    async subjects(id) {
      const found = await allOf(marks, id ? keyOf(id.group, id.generation) : '');
      return found.map(({ value }) => value);
    },
    messages: async (id, subject) => (await allOf(kept, subjectKey(id, subject))).map(({ value }) => value),
    async release(id, subject) {
      const key = subjectKey(id, subject);
      const mark = await marks.get(key);
      if (mark && !mark.released) await marks.put(key, { ...mark, released: true });
    },
    async unpark(id, subject, message) {
      await kept.remove(messageKey(id, subject, message));
      const [left] = await kept.list(subjectKey(id, subject), 1);
      if (!left) await marks.remove(subjectKey(id, subject));
    },
    async forget(group) {
      for (const { key } of await allOf(marks, keyOf(group))) await marks.remove(key);
      for (const { key } of await allOf(kept, keyOf(group))) await kept.remove(key);
    },
  };
}
