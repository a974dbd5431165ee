import type { Journal } from './journal.ts';
import { compareTexts, createTable, placeOf, type Table } from './table.ts';

export interface RecordRow {
  readonly key: string;
  /** JSON text. */
  readonly value: string;
  readonly dueAt: number | undefined;
  readonly expiresAt: number | undefined;
}

/** One set of records. */
export interface RecordRows {
  /** Also what has expired. */
  get(key: string): RecordRow | undefined;
  set(row: RecordRow): void;
  delete(key: string): boolean;
  /** Those with a time, the longest due first. */
  byDue(): readonly RecordRow[];
  /** Those with an expiry, by key. */
  expiring(): readonly RecordRow[];
  /** By key, those beginning with `prefix` and coming after `afterKey`. */
  from(prefix: string, afterKey: string): Iterable<RecordRow>;
  isEmpty(): boolean;
}

/** Sorted when it is asked for after a change: a poll that finds nothing new costs nothing. */
function kept(table: Table<RecordRow>, make: () => readonly RecordRow[]): () => readonly RecordRow[] {
  let revision = -1;
  let rows: readonly RecordRow[] = [];
  return () => {
    if (revision !== table.revision()) rows = make();
    revision = table.revision();
    return rows;
  };
}

export function createRecordRows(journal: Journal): RecordRows {
  const table = createTable<RecordRow>(journal);
  function* from(prefix: string, afterKey: string): Iterable<RecordRow> {
    const keys = table.keys();
    let place = placeOf(keys, afterKey > prefix ? afterKey : prefix);
    if (afterKey !== '' && keys[place] === afterKey) place += 1;
    for (let key = keys[place]; key?.startsWith(prefix); key = keys[place]) {
      const row = table.get(key);
      if (row) yield row;
      place += 1;
    }
  }
  return {
    get: table.get,
    set: (row) => table.set(row.key, row),
    delete: table.delete,
    byDue: kept(table, () =>
      table
        .values()
        .filter(({ dueAt }) => dueAt !== undefined)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || compareTexts(a.key, b.key)),
    ),
    expiring: kept(table, () => table.values().filter(({ expiresAt }) => expiresAt !== undefined)),
    from,
    isEmpty: () => table.size() === 0,
  };
}
