import Database from 'libsql';
import { asFault } from './storage-fault.ts';

export type Value = string | number | null;

export interface Statement<Row> {
  all(values: readonly Value[]): readonly Row[];
  get(values: readonly Value[]): Row | undefined;
  /** How many rows it changed. */
  run(values: readonly Value[]): number;
  /** The rowid it gave. */
  insert(values: readonly Value[]): number;
  each(values: readonly Value[]): Iterable<Row>;
}

/** One connection; everything on it is synchronous. */
export interface Sql {
  readonly file: string;
  /** Statements are kept by their text, so a text must not carry values. */
  prepare<Row>(text: string): Statement<Row>;
  exec(text: string): void;
  inTransaction(): boolean;
  close(): void;
}

const STATEMENTS_MAX = 1_000;

/** libsql ends the whole process when it is given a boolean; a type that does not hold at run time must not do that. */
function checked(values: readonly unknown[]): readonly unknown[] {
  for (const value of values) if (typeof value === 'boolean') throw new TypeError('a boolean cannot be bound');
  return values;
}

function statement<Row>(database: Database.Database, text: string): Statement<Row> {
  const prepared = database.prepare(text);
  return {
    // Rows come untyped; each statement's caller states the columns that its text selects.
    all: (values) => prepared.all(checked(values)) as Row[],
    get: (values) => prepared.get(checked(values)) as Row | undefined,
    run: (values) => prepared.run(checked(values)).changes,
    insert: (values) => Number(prepared.run(checked(values)).lastInsertRowid),
    each: (values) => prepared.iterate(checked(values)) as Iterable<Row>,
  };
}

/** Opens or creates a database file. Throws a `Fault` that names it. */
export function openSql(file: string): Sql {
  let database: Database.Database;
  try {
    database = new Database(file);
  } catch (error) {
    throw asFault(error, file);
  }
  const statements = new Map<string, Statement<unknown>>();
  return {
    file,
    prepare<Row>(text: string) {
      let known = statements.get(text);
      if (!known) {
        if (statements.size >= STATEMENTS_MAX) statements.clear();
        known = statement(database, text);
        statements.set(text, known);
      }
      // The same text always selects the same columns.
      return known as Statement<Row>;
    },
    exec(text) {
      database.exec(text);
    },
    inTransaction: () => database.inTransaction,
    close() {
      statements.clear();
      database.close();
    },
  };
}
