import type { Connection, Driver, Prepared, Value } from './driver.ts';

/** Of `node:sqlite`, what is used here (nodejs.org/api/sqlite.html): the types of the oldest Node do not know it. */
interface StatementSync {
  all(...values: readonly Value[]): unknown[];
  get(...values: readonly Value[]): unknown;
  run(...values: readonly Value[]): ReturnType<Prepared['run']>;
  iterate(...values: readonly Value[]): Iterable<unknown>;
}

interface DatabaseSync {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(text: string): StatementSync;
  exec(text: string): void;
  close(): void;
}

interface Sqlite {
  readonly DatabaseSync: new (file: string) => DatabaseSync;
}

/** From these on it is a release candidate at least; before, whoever loads it is warned of an experiment. */
const SINCE: Readonly<Record<number, number>> = { 24: 15, 25: 7 };

/** Whether a Node of this version, such as `24.15.0`, has a SQLite to be used. */
export function hasSqlite(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const since = SINCE[major];
  return since === undefined ? major > 25 : minor >= since;
}

function prepared(statement: StatementSync): Prepared {
  return {
    all: (values) => statement.all(...values),
    get: (values) => statement.get(...values),
    run: (values) => statement.run(...values),
    iterate: (values) => statement.iterate(...values),
  };
}

function open(file: string): Connection {
  // There since `hasSqlite`.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as Sqlite;
  const database = new DatabaseSync(file);
  return {
    prepare: (text) => prepared(database.prepare(text)),
    exec: (text) => database.exec(text),
    inTransaction: () => database.isTransaction,
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** The SQLite that newer Nodes bring with them: nothing to install, and a call costs half of what it does elsewhere. */
export const nodeSqlite: Driver = {
  name: 'node:sqlite',
  open,
  forThreads: () => ({ module: 'node:sqlite', member: 'DatabaseSync' }),
};
