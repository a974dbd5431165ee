import type { Driver } from './driver.ts';
import { libsql } from './libsql.ts';
import { isNodeSqliteThere, nodeSqlite } from './node-sqlite.ts';

/**
 * The SQLite of this process. There is one: two in one process would undo each other's locks of a file
 * (sqlite.org/howtocorrupt.html, section 2.2.1).
 */
export const sqlite: Driver = isNodeSqliteThere() ? nodeSqlite : libsql;
