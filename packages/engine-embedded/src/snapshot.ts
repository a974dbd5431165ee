import { existsSync } from 'node:fs';
import { Fault } from '@huitang/runtime';
import { knownVersion } from './schema.ts';
import { openSql, type Sql } from './sql.ts';
import { asFault } from './storage-fault.ts';

const SETTINGS = ['busy_timeout = 5000', 'query_only = ON', 'temp_store = MEMORY'];

function beginReading(sql: Sql): void {
  for (const setting of SETTINGS) sql.prepare(`PRAGMA ${setting}`).all([]);
  sql.exec('BEGIN');
  // The moment is that of the first read.
  if (knownVersion(sql) > 0) return;
  throw new Fault('not-our-data', `${sql.file} is no database of Huitang`, { retriable: false });
}

/**
 * A connection that shows the file as it is now for as long as it stays open, and changes nothing, also while another
 * process has the folder and writes. Throws `no-data` when there is no such file, `not-our-data` when it is another's.
 */
export function openSnapshot(file: string): Sql {
  if (!existsSync(file)) throw new Fault('no-data', `there is no ${file}`, { retriable: false });
  const sql = openSql(file);
  try {
    beginReading(sql);
  } catch (error) {
    sql.close();
    throw asFault(error, file);
  }
  return {
    ...sql,
    close() {
      // A closed connection may live on until its statements are collected; its hold on the write-ahead log must not.
      if (sql.inTransaction()) sql.exec('ROLLBACK');
      sql.close();
    },
  };
}
