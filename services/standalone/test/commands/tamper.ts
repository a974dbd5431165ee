import { dataFile } from '@huitang/engine-embedded';
import Database from 'libsql';

/** Changes a folder's data from outside, as a failing disk or somebody with an editor would. */
export function tamper(dir: string, statement: string): void {
  const database = new Database(dataFile(dir));
  database.exec(statement);
  database.close();
}

/** The number that a statement selects as `n`. */
export function count(dir: string, statement: string): number {
  const database = new Database(dataFile(dir));
  const [row] = database.prepare(statement).all([]);
  database.close();
  return Number((row as { n: unknown }).n);
}
