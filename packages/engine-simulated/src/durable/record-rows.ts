import type { Journal } from './journal.ts';
import { compareTexts, createTable, firstNot, placeOf } from './table.ts';

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
  /** Those due at a moment, the longest due first. */
  dueBy(at: number): readonly RecordRow[];
  /** Those that have expired at a moment, the first to go first. */
  expiredBy(at: number): readonly RecordRow[];
  /** By key, those beginning with `prefix` and coming after `afterKey`. */
  from(prefix: string, afterKey: string): Iterable<RecordRow>;
  isEmpty(): boolean;
}

/** Those of some rows that have a time, the earliest first: kept in order, since polls ask again and again. */
function byTime(timeOf: (row: RecordRow) => number | undefined) {
  const rows: RecordRow[] = [];
  const compare = (a: RecordRow, b: RecordRow): number =>
    (timeOf(a) ?? 0) - (timeOf(b) ?? 0) || compareTexts(a.key, b.key);
  const placeIn = (row: RecordRow): number => firstNot(rows, (other) => compare(other, row) < 0);
  return {
    upTo: (at: number): readonly RecordRow[] =>
      rows.slice(
        0,
        firstNot(rows, (row) => (timeOf(row) ?? 0) <= at),
      ),
    written(before: RecordRow | undefined, after: RecordRow | undefined): void {
      if (before && timeOf(before) !== undefined) rows.splice(placeIn(before), 1);
      if (after && timeOf(after) !== undefined) rows.splice(placeIn(after), 0, after);
    },
  };
}

export function createRecordRows(journal: Journal): RecordRows {
  const due = byTime(({ dueAt }) => dueAt);
  const expiring = byTime(({ expiresAt }) => expiresAt);
  const table = createTable<RecordRow>(journal, (before, after) => {
    due.written(before, after);
    expiring.written(before, after);
  });
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
    dueBy: due.upTo,
    expiredBy: expiring.upTo,
    from,
    isEmpty: () => table.size() === 0,
  };
}
