import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@huitang/runtime';
import { openSql } from './sql.ts';
import { resultCodeOf, resultCodes } from './sqlite/result-code.ts';
import { asFault } from './storage-fault.ts';

/**
 * Takes the folder for this process, creating it if need be; the returned function gives it back. The lock is an
 * operating system's file lock that SQLite holds on `huitang.lock`, so it ends with the process, however that ends.
 * Throws `folder-in-use` when somebody has it.
 */
export function lockFolder(dir: string): () => void {
  // Contact data lies in it: nobody else of this machine reads what is made here.
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const sql = openSql(join(dir, 'huitang.lock'));
  try {
    sql.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    sql.close();
    if (resultCodeOf(error) === resultCodes.busy) {
      const message = `the data folder ${dir} is in use by another process; stop it first, or choose another folder`;
      throw new Fault('folder-in-use', message, { retriable: false, cause: error });
    }
    throw asFault(error, sql.file);
  }
  return () => {
    // A closed connection may live on until its statements are collected; its lock must not.
    sql.exec('ROLLBACK');
    sql.close();
  };
}
