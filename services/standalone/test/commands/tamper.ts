import { dataFile } from '@huitang/engine-embedded';
import { openSql } from '@huitang/engine-embedded/testing';

/** Changes a folder's data from outside, as a failing disk or somebody with an editor would. */
export function tamper(dir: string, statement: string): void {
  const sql = openSql(dataFile(dir));
  sql.exec(statement);
  sql.close();
}

/** The number that a statement selects as `n`. */
export function count(dir: string, statement: string): number {
  const sql = openSql(dataFile(dir));
  const row = sql.prepare<{ n: number }>(statement).get([]);
  sql.close();
  return Number(row?.n);
}
