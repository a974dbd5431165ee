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

type OpensDatabase = new (file: string) => DatabaseSync;

/** The class has had both names: the second is an alias since Node 26.11. */
interface Sqlite {
  readonly Database?: OpensDatabase;
  readonly DatabaseSync?: OpensDatabase;
}

/** From these on it is a release candidate at least; before, whoever loads it is warned of an experiment. */
const SINCE: Readonly<Record<number, number>> = { 24: 15, 25: 7 };

/** Whether a Node of this version, such as `24.15.0`, usually has a SQLite to be used. */
export function hasSqlite(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const since = SINCE[major];
  return since === undefined ? major > 25 : minor >= since;
}

/** Undefined where Node was built without, or told to do without. */
const found = (): Sqlite | undefined => process.getBuiltinModule('node:sqlite') as Sqlite | undefined;

/** Looked for only where loading it warns of nothing. */
export const isNodeSqliteThere = (): boolean => hasSqlite(process.versions.node) && found() !== undefined;

const nameIn = (sqlite: Sqlite | undefined): keyof Sqlite => (sqlite?.Database ? 'Database' : 'DatabaseSync');

function prepared(statement: StatementSync): Prepared {
  return {
    all: (values) => statement.all(...values),
    get: (values) => statement.get(...values),
    run: (values) => statement.run(...values),
    iterate: (values) => statement.iterate(...values),
  };
}

function open(file: string): Connection {
  const sqlite = found();
  const Opened = sqlite?.[nameIn(sqlite)];
  if (!Opened) throw new Error('this Node has no SQLite: it is asked for only where `isNodeSqliteThere`');
  const database = new Opened(file);
  return {
    prepare: (text) => prepared(database.prepare(text)),
    exec: (text) => database.exec(text),
    inTransaction: () => database.isOpen && database.isTransaction,
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** The SQLite that newer Nodes bring with them: nothing to install, and a call costs half of what it does elsewhere. */
export const nodeSqlite: Driver = {
  name: 'node:sqlite',
  open,
  requiredAs: () => ({ module: 'node:sqlite', member: nameIn(found()) }),
};
