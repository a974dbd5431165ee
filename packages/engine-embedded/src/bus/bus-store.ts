import type { BusMessage, ParkedStream } from '@huitang/runtime';
import type { Store } from '../store.ts';

/** A message at its place in the one order of publishing. */
export interface Published extends BusMessage {
  readonly offset: number;
  /** The body as JSON, once somebody has asked for it. */
  parsed?: unknown;
}

/** What the bus keeps on disk. Writes are durable when they resolve. */
export interface BusStore {
  /** Within a job of the store. */
  insert(messages: readonly BusMessage[]): readonly Published[];
  after(offset: number, limit: number): readonly Published[];
  body(offset: number): string;
  lastOffset(): number;
  countAfter(offset: number, topics: readonly string[]): number;
  position(group: string): number;
  savePosition(group: string, position: number): Promise<void>;
  forget(group: string): Promise<void>;
  parked(): Promise<readonly ParkedStream[]>;
  /** Subjects that are set aside, or those set free and not yet delivered. */
  parkedSubjects(group: string, released: boolean): readonly string[];
  parkedOffsets(group: string, subject: string): readonly number[];
  /** Sets messages aside; `error` belongs to the first of them, null keeps what is known. */
  park(group: string, subject: string, offsets: readonly number[], error: string | null): Promise<void>;
  release(group: string, subject: string): Promise<readonly number[]>;
  unpark(group: string, subject: string, offset: number): Promise<void>;
}

const messageStatements = ({ sql }: Store) => ({
  insert: sql.prepare('INSERT INTO messages (topic, key, subject, body) VALUES (?, ?, ?, ?)'),
  after: sql.prepare<Published>(
    'SELECT offset, topic, key, subject, body FROM messages WHERE offset > ? ORDER BY offset LIMIT ?',
  ),
  body: sql.prepare<{ body: string }>('SELECT body FROM messages WHERE offset = ?'),
  // Not the table's end, which may be damaged while all before it can be read.
  last: sql.prepare<{ last: number }>("SELECT seq AS last FROM sqlite_sequence WHERE name = 'messages'"),
  count: sql.prepare<{ n: number }>('SELECT count(*) AS n FROM messages WHERE topic = ? AND offset > ?'),
});

const groupStatements = ({ sql }: Store) => ({
  position: sql.prepare<{ position: number }>('SELECT position FROM group_positions WHERE name = ?'),
  save: sql.prepare('INSERT OR REPLACE INTO group_positions (name, position) VALUES (?, ?)'),
  forgetPosition: sql.prepare('DELETE FROM group_positions WHERE name = ?'),
  forgetParked: sql.prepare('DELETE FROM parked WHERE name = ?'),
  parked: sql.prepare<ParkedStream>(
    `SELECT name AS "group", subject, count(*) AS messages, coalesce(max(error), '') AS error FROM parked
     WHERE released = 0 GROUP BY name, subject ORDER BY name, subject`,
  ),
  subjects: sql.prepare<{ subject: string }>(
    'SELECT DISTINCT subject FROM parked WHERE name = ? AND released = ? ORDER BY subject',
  ),
  offsets: sql.prepare<{ offset: number }>('SELECT offset FROM parked WHERE name = ? AND subject = ? ORDER BY offset'),
  park: sql.prepare(
    `INSERT INTO parked (name, subject, offset, released, error) VALUES (?, ?, ?, 0, ?)
     ON CONFLICT DO UPDATE SET released = 0, error = coalesce(excluded.error, parked.error)`,
  ),
  release: sql.prepare('UPDATE parked SET released = 1, error = NULL WHERE name = ? AND subject = ?'),
  unpark: sql.prepare('DELETE FROM parked WHERE name = ? AND subject = ? AND offset = ?'),
});

type Messages = Pick<BusStore, 'insert' | 'after' | 'body' | 'lastOffset' | 'countAfter'>;

function messagesIn(store: Store): Messages {
  const { insert, after, body, last, count } = messageStatements(store);
  return {
    insert: (messages) =>
      messages.map((message) => {
        const { topic, key, subject, body: text } = message;
        // All have room for it from the start, and so the same shape.
        return { ...message, offset: insert.insert([topic, key, subject, text]), parsed: undefined };
      }),
    after: (offset, limit) => after.all([offset, limit]),
    body: (offset) => body.get([offset])?.body ?? '',
    lastOffset: () => last.get([])?.last ?? 0,
    countAfter: (offset, topics) => topics.reduce((sum, topic) => sum + (count.get([topic, offset])?.n ?? 0), 0),
  };
}

export function busStore(store: Store): BusStore {
  const groups = groupStatements(store);
  const parkedOffsets = (group: string, subject: string): readonly number[] =>
    groups.offsets.all([group, subject]).map(({ offset }) => offset);
  return {
    ...messagesIn(store),
    position: (group) => groups.position.get([group])?.position ?? 0,
    async savePosition(group, position) {
      await store.write(() => groups.save.run([group, position]));
    },
    async forget(group) {
      await store.write(() => {
        groups.forgetPosition.run([group]);
        groups.forgetParked.run([group]);
      });
    },
    parked: () => store.read(() => groups.parked.all([])),
    parkedSubjects: (group, released) => groups.subjects.all([group, released ? 1 : 0]).map(({ subject }) => subject),
    parkedOffsets,
    async park(group, subject, offsets, error) {
      await store.write(() => {
        for (const offset of offsets) {
          groups.park.run([group, subject, offset, offset === offsets[0] ? error : null]);
        }
      });
    },
    release: (group, subject) =>
      store.write(() => {
        groups.release.run([group, subject]);
        return parkedOffsets(group, subject);
      }),
    async unpark(group, subject, offset) {
      await store.write(() => groups.unpark.run([group, subject, offset]));
    },
  };
}
