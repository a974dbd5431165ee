import {
  type Clock,
  checkedKey,
  checkedSetName,
  endOfPrefix,
  type RecordOptions,
  type RecordSet,
  type Records,
  type StoredRecord,
} from '@huitang/runtime';
import type { Value } from './sql.ts';
import type { Store } from './store.ts';

interface Row {
  readonly key: string;
  readonly value: string;
  readonly due_at: number | null;
  readonly expires_at: number | null;
}

const statementsOf = ({ sql }: Store) => ({
  // What has expired counts as gone also before expire() took it away.
  insert: sql.prepare(
    `INSERT INTO records (name, key, value, due_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT DO UPDATE SET value = excluded.value, due_at = excluded.due_at, expires_at = excluded.expires_at
     WHERE records.expires_at <= ?6`,
  ),
  put: sql.prepare('INSERT OR REPLACE INTO records (name, key, value, due_at, expires_at) VALUES (?, ?, ?, ?, ?)'),
  replace: sql.prepare(
    `UPDATE records SET value = ?4, due_at = ?5, expires_at = ?6
     WHERE name = ?1 AND key = ?2 AND value = ?3 AND (expires_at IS NULL OR expires_at > ?7)`,
  ),
  get: sql.prepare<{ value: string }>(
    'SELECT value FROM records WHERE name = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)',
  ),
  remove: sql.prepare('DELETE FROM records WHERE name = ? AND key = ?'),
  due: sql.prepare<Row>(
    `SELECT key, value, due_at, expires_at FROM records
     WHERE name = ?1 AND due_at <= ?2 AND due_at IS NOT NULL AND (expires_at IS NULL OR expires_at > ?2)
     ORDER BY due_at, key LIMIT ?3`,
  ),
  list: sql.prepare<Row>(
    `SELECT key, value, due_at, expires_at FROM records
     WHERE name = ?1 AND key >= max(?2, ?3) AND key <> ?3 AND key < ?4 AND (expires_at IS NULL OR expires_at > ?5)
     ORDER BY key LIMIT ?6`,
  ),
  expire: sql.prepare('DELETE FROM records WHERE name = ? AND expires_at <= ? AND expires_at IS NOT NULL'),
});

// What is in the column was a T when it was written: a set's name stands for one type.
const storedRecord = <T>({ key, value, due_at, expires_at }: Row): StoredRecord<T> => ({
  key,
  value: JSON.parse(value) as T,
  ...(due_at !== null && { dueAt: due_at }),
  ...(expires_at !== null && { expiresAt: expires_at }),
});

// One look into the key for each set, however many entries they have.
const setsIn = ({ sql }: Store): readonly string[] => {
  const next = sql.prepare<{ name: string }>('SELECT name FROM records WHERE name > ? ORDER BY name LIMIT 1');
  const names: string[] = [];
  for (let row = next.all([''])[0]; row; row = next.all([row.name])[0]) names.push(row.name);
  return names;
};

function recordSet<T>(store: Store, clock: Clock, name: string): RecordSet<T> {
  const { insert, put, replace, get, remove, due, list, expire } = statementsOf(store);
  const row = (key: string, value: T, { dueAt, expiresAt }: RecordOptions): Value[] => [
    name,
    checkedKey(key),
    JSON.stringify(value),
    dueAt ?? null,
    expiresAt ?? null,
  ];
  const keyOf = (key: string): string => `record/${name}/${key}`;
  return {
    async insertIfAbsent(key, value, options = {}) {
      const values = [...row(key, value, options), clock.now()];
      return store.write(() => insert.run(values) > 0, keyOf(key));
    },
    get: (key) =>
      store.read(() => {
        const found = get.get([name, key, clock.now()]);
        return found && (JSON.parse(found.value) as T);
      }, keyOf(key)),
    async put(key, value, options = {}) {
      const values = row(key, value, options);
      await store.write(() => put.run(values), keyOf(key));
    },
    async compareAndSet(key, expected, value, options = {}) {
      const [, , ...next] = row(key, value, options);
      const values = [name, key, JSON.stringify(expected), ...next, clock.now()];
      return store.write(() => replace.run(values) > 0, keyOf(key));
    },
    async remove(key) {
      await store.write(() => remove.run([name, key]));
    },
    due: (now, limit) => store.read(() => due.all([name, now, limit]).map((found) => storedRecord<T>(found))),
    list: (prefix, limit, afterKey = '') =>
      store.read(() =>
        list
          .all([name, prefix, afterKey, endOfPrefix(prefix), clock.now(), limit])
          .map((found) => storedRecord<T>(found)),
      ),
    expire: (now) => store.write(() => expire.run([name, now])),
  };
}

export const records = (store: Store, clock: Clock): Records => ({
  set<T extends object>(name: string) {
    checkedSetName(name);
    return recordSet<T>(store, clock, name);
  },
  sets: () => store.read(() => setsIn(store)),
});
