import { type CommitLog, createCommitLog } from './commit-log.ts';
import type { Journal } from './journal.ts';
import { createRecordRows, type RecordRows } from './record-rows.ts';
import { createTable, type Table } from './table.ts';
import { createViewStore, type ViewStore } from './view-rows.ts';

/** Everything that outlives processes, but for the bus. */
export interface Durable {
  /** The log of a service. */
  log(service: string): CommitLog;
  logs(): ReadonlyMap<string, CommitLog>;
  records(database: string, set: string): RecordRows;
  /** The sets of a database that have something in them, ascending. */
  recordSets(database: string): readonly string[];
  views(database: string): ViewStore;
  readonly vault: Table<Readonly<Record<string, string>>>;
}

function made<V>(create: () => V) {
  const all = new Map<string, V>();
  return {
    all,
    of(name: string): V {
      const known = all.get(name) ?? create();
      all.set(name, known);
      return known;
    },
  };
}

/** `inOneFile`: one process has all of it. */
export function createDurable(journal: Journal, inOneFile: boolean): Durable {
  const logs = made(() => createCommitLog(journal, inOneFile));
  const databases = made(() => made(() => createRecordRows(journal)));
  const views = made(() => createViewStore(journal, !inOneFile));
  return {
    log: logs.of,
    logs: () => logs.all,
    records: (database, set) => databases.of(database).of(set),
    recordSets: (database) =>
      [...databases.of(database).all].flatMap(([name, rows]) => (rows.isEmpty() ? [] : [name])).sort(),
    views: views.of,
    vault: createTable(journal),
  };
}
