export type Value = string | number | null;

/** A statement that is ready; values are bound in the order of its question marks. */
export interface Prepared {
  all(values: readonly Value[]): unknown[];
  get(values: readonly Value[]): unknown;
  run(values: readonly Value[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  iterate(values: readonly Value[]): Iterable<unknown>;
}

/** One open file. What it throws has SQLite's result code where `result-code.ts` looks for it. */
export interface Connection {
  prepare(text: string): Prepared;
  exec(text: string): void;
  inTransaction(): boolean;
  /** May be called again. */
  close(): void;
}

/**
 * A class that takes a file's name, has `prepare`, `exec` and `close`, and whose statements have `run` and `all`, with
 * values one by one, as a script in another thread requires it.
 */
export interface RequiredAs {
  readonly module: string;
  readonly member: string | undefined;
}

/** A SQLite and its binding to Node. */
export interface Driver {
  readonly name: string;
  /** Opens or creates a file. */
  open(file: string): Connection;
  requiredAs(): RequiredAs;
}
