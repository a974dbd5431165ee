import type { Connection, Value } from './sqlite/driver.ts';
import { sqlite } from './sqlite/used.ts';
import { asFault } from './storage-fault.ts';

export type { Value };

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

/** A type may not hold at run time: with a boolean libsql ends the whole process, and newer Nodes take it for a number. */
function checked(values: readonly Value[]): readonly Value[] {
  for (const value of values) if (typeof value === 'boolean') throw new TypeError('a boolean cannot be bound');
  return values;
}

function statement<Row>(connection: Connection, text: string): Statement<Row> {
  const prepared = connection.prepare(text);
  return {
    // Rows come untyped; each statement's caller states the columns that its text selects.
    all: (values) => prepared.all(checked(values)) as Row[],
    get: (values) => prepared.get(checked(values)) as Row | undefined,
    run: (values) => Number(prepared.run(checked(values)).changes),
    insert: (values) => Number(prepared.run(checked(values)).lastInsertRowid),
    each: (values) => prepared.iterate(checked(values)) as Iterable<Row>,
  };
}

/** Opens or creates a database file. Throws a `Fault` that names it. */
export function openSql(file: string): Sql {
  let connection: Connection;
  try {
    connection = sqlite.open(file);
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
        known = statement(connection, text);
        statements.set(text, known);
      }
      // The same text always selects the same columns.
      return known as Statement<Row>;
    },
    exec(text) {
      connection.exec(text);
    },
    inTransaction: () => connection.inTransaction(),
    close() {
      statements.clear();
      connection.close();
    },
  };
}
