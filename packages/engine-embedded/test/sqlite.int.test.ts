import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSql } from '../src/sql.ts';
import type { Driver } from '../src/sqlite/driver.ts';
import { libsql } from '../src/sqlite/libsql.ts';
import { hasSqlite, isNodeSqliteThere, nodeSqlite } from '../src/sqlite/node-sqlite.ts';
import { resultCodeOf, resultCodes } from '../src/sqlite/result-code.ts';
import { sqlite } from '../src/sqlite/used.ts';
import { newFolder, removeFolder } from './open-engine.ts';

let dir: string;
beforeEach(() => {
  dir = newFolder();
});
afterEach(() => removeFolder(dir));

const caught = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('which SQLite is used', () => {
  test.each([
    ['20.19.0', false],
    ['22.23.3', false],
    ['24.14.1', false],
    ['24.15.0', true],
    ['25.6.0', false],
    ['25.7.0', true],
    ['26.0.0', true],
    ['30.1.2', true],
  ])("Node's own in %s: %s", (version, has) => {
    expect(hasSqlite(version)).toBe(has);
  });

  test('in this process', () => {
    expect(sqlite.name).toBe(isNodeSqliteThere() ? 'node:sqlite' : 'libsql');
  });
});

const drivers: readonly Driver[] = isNodeSqliteThere() ? [nodeSqlite, libsql] : [libsql];

describe.each(drivers)('SQLite through $name', (driver) => {
  test('binds values in order, and answers rows, changes and row ids', () => {
    const database = driver.open(join(dir, 'a.db'));
    database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, size REAL)');
    const insert = database.prepare('INSERT INTO t (name, size) VALUES (?, ?)');
    expect(insert.run(['会堂', 0.5])).toMatchObject({ changes: 1, lastInsertRowid: 1 });
    expect(insert.run([null, 2 ** 40])).toMatchObject({ changes: 1, lastInsertRowid: 2 });
    const select = database.prepare('SELECT name, size FROM t WHERE id >= ? ORDER BY id');
    // libsql adds how long it took.
    expect(select.get([1])).toMatchObject({ name: '会堂', size: 0.5 });
    expect(select.get([3])).toBeUndefined();
    const rows = [
      { name: '会堂', size: 0.5 },
      { name: null, size: 2 ** 40 },
    ];
    expect(select.all([1])).toEqual(rows);
    expect([...select.iterate([1])]).toEqual(rows);
    database.close();
    database.close();
  });

  test('says whether a transaction is open', () => {
    const database = driver.open(join(dir, 'a.db'));
    expect(database.inTransaction()).toBe(false);
    database.exec('BEGIN');
    expect(database.inTransaction()).toBe(true);
    database.exec('ROLLBACK');
    expect(database.inTransaction()).toBe(false);
    database.close();
    expect(database.inTransaction()).toBe(false);
  });

  test("has SQLite's result code in what it throws", () => {
    const [one, other] = [driver.open(join(dir, 'a.db')), driver.open(join(dir, 'a.db'))];
    one.exec('BEGIN EXCLUSIVE');
    expect(resultCodeOf(caught(() => other.exec('BEGIN EXCLUSIVE')))).toBe(resultCodes.busy);
    one.exec('ROLLBACK');
    one.exec('CREATE TABLE t (a TEXT); PRAGMA max_page_count = 3');
    const fill = () => one.prepare('INSERT INTO t VALUES (?)').run(['x'.repeat(100_000)]);
    expect(resultCodeOf(caught(fill))).toBe(resultCodes.full);
    one.close();
    other.close();
  });

  test('reads a file that the other has written', () => {
    // One after the other, and the first without a statement that could keep its connection open: a process that has a
    // file open with both loses its locks.
    const writer = drivers.find((other) => other !== driver) ?? driver;
    const written = writer.open(join(dir, 'a.db'));
    written.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')");
    written.close();
    const read = driver.open(join(dir, 'a.db'));
    expect(read.prepare('SELECT a FROM t').all([])).toEqual([{ a: 'x' }]);
    read.close();
  });
});

test('a boolean is refused, whichever it is', () => {
  const sql = openSql(join(dir, 'a.db'));
  sql.exec('CREATE TABLE t (a TEXT)');
  // Types do not hold at run time where something foreign comes in.
  const boolean = true as unknown as string;
  const insert = sql.prepare('INSERT INTO t VALUES (?)');
  expect(() => insert.run([boolean])).toThrow('a boolean cannot be bound');
  sql.close();
});
