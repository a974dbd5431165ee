import {
  checkedKey,
  checkedSetName,
  endOfPrefix,
  type RecordOptions,
  type RecordSet,
  type Records,
  type StoredRecord,
} from '@huitang/runtime';
import type { RecordRow, RecordRows } from '../durable/record-rows.ts';
import type { Caller } from '../storage/calls.ts';
import type { Storage } from '../storage/storage.ts';

export interface RecordsContext {
  readonly caller: Caller;
  readonly storage: Storage;
  /** The sets of this process's database, made when first asked for. */
  readonly rowsOf: (name: string) => RecordRows;
  readonly names: () => readonly string[];
  readonly now: () => number;
}

// A set's name stands for one type: what is in the text was a T when it was written.
const shown = <T>({ key, value, dueAt, expiresAt }: RecordRow): StoredRecord<T> => ({
  key,
  value: JSON.parse(value) as T,
  ...(dueAt !== undefined && { dueAt }),
  ...(expiresAt !== undefined && { expiresAt }),
});

const isGone = ({ expiresAt }: RecordRow, now: number): boolean => expiresAt !== undefined && expiresAt <= now;

function firstOf<T>(rows: Iterable<RecordRow>, limit: number, fits: (row: RecordRow) => boolean): StoredRecord<T>[] {
  const found: StoredRecord<T>[] = [];
  for (const row of rows) {
    if (found.length >= limit) break;
    if (fits(row)) found.push(shown(row));
  }
  return found;
}

/** The clock is read at the call, as the engines do. */
function recordSet<T>({ caller, storage, rowsOf, now }: RecordsContext, name: string): RecordSet<T> {
  const rows = rowsOf(name);
  const rowOf = (key: string, value: T, { dueAt, expiresAt }: RecordOptions): RecordRow => ({
    key: checkedKey(key),
    value: JSON.stringify(value),
    dueAt,
    expiresAt,
  });
  const write = <R>(what: string, key: string, effect: () => R): Promise<R> =>
    storage.write(caller, { what, key: `${name}/${key}`, writes: `record/${name}/${key}`, effect });
  const read = <R>(what: string, key: string, effect: () => R): Promise<R> =>
    storage.read(caller, { what, key: `${name}/${key}`, effect });
  return {
    async insertIfAbsent(key, value, options = {}) {
      const row = rowOf(key, value, options);
      const at = now();
      return write('records.insertIfAbsent', key, () => {
        const there = rows.get(key);
        if (there && !isGone(there, at)) return false;
        rows.set(row);
        return true;
      });
    },
    get(key) {
      const at = now();
      return storage.read(caller, {
        what: 'records.get',
        key: `${name}/${key}`,
        of: `record/${name}/${key}`,
        effect() {
          const row = rows.get(key);
          return row && !isGone(row, at) ? shown<T>(row).value : undefined;
        },
      });
    },
    async put(key, value, options = {}) {
      const row = rowOf(key, value, options);
      return write('records.put', key, () => rows.set(row));
    },
    async compareAndSet(key, expected, value, options = {}) {
      const [row, before, at] = [rowOf(key, value, options), JSON.stringify(expected), now()];
      return write('records.compareAndSet', key, () => {
        const there = rows.get(key);
        if (!there || isGone(there, at) || there.value !== before) return false;
        rows.set(row);
        return true;
      });
    },
    remove: (key) => write('records.remove', key, () => void rows.delete(key)),
    due: (at, limit) => read('records.due', '', () => firstOf<T>(rows.dueBy(at), limit, (row) => !isGone(row, at))),
    list(prefix, limit, afterKey = '') {
      const at = now();
      const end = endOfPrefix(prefix);
      return read('records.list', prefix, () =>
        firstOf<T>(rows.from(prefix, afterKey), limit, (row) => row.key < end && !isGone(row, at)),
      );
    },
    expire: (at) =>
      write('records.expire', '', () => {
        const gone = rows.expiredBy(at);
        for (const { key } of gone) rows.delete(key);
        return gone.length;
      }),
  };
}

export const records = (context: RecordsContext): Records => ({
  set<T extends object>(name: string) {
    checkedSetName(name);
    return recordSet<T>(context, name);
  },
  sets: () => context.storage.read(context.caller, { what: 'records.sets', key: '', effect: context.names }),
});
