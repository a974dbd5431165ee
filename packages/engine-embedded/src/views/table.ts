import type { CollectionDefinition } from '@huitang/runtime';
import type { Sql } from '../sql.ts';
import { asFault } from '../storage-fault.ts';
import type { Shape } from './definition.ts';

const names = (columns: readonly { readonly column: string }[]): string =>
  columns.map(({ column }) => `${column}, `).join('');

/** Columns of fields have no type, so SQLite compares them as they are. A tombstone has no `doc`. */
function createStatements({ name, table, columns, scalarIndexes, listIndexes }: Shape): readonly string[] {
  // Documents nobody searches are found by id alone: one tree instead of two.
  const layout = columns.length === 0 ? ' WITHOUT ROWID' : '';
  return [
    `CREATE TABLE ${table} (id TEXT NOT NULL PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
       idx INTEGER NOT NULL, ${names(columns)}doc TEXT)${layout}`,
    ...scalarIndexes.map(
      (index, number) =>
        `CREATE INDEX "view:${name}:index:${number}" ON ${table} (${names(index)}id) WHERE doc IS NOT NULL`,
    ),
    ...listIndexes.map(
      ({ table: own, rest }) =>
        `CREATE TABLE ${own} (value TEXT NOT NULL, ${names(rest)}id TEXT NOT NULL,
           PRIMARY KEY (value, ${names(rest)}id)) WITHOUT ROWID`,
    ),
  ];
}

function dropAll(sql: Sql, name: string): void {
  const own = `view:${name}`;
  const tables = sql
    .prepare<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name = ? OR substr(name, 1, ?) = ?)",
    )
    .all([own, own.length + 6, `${own}:list:`]);
  for (const table of tables) sql.exec(`DROP TABLE "${table.name}"`);
}

/** Makes the tables be as defined; true while nobody has begun to fill them since they were made. */
export function ensureTables(sql: Sql, shape: Shape, definition: CollectionDefinition): boolean {
  const { name, fields, indexes } = definition;
  const wanted = JSON.stringify({ fields, indexes });
  try {
    const known = sql
      .prepare<{ definition: string; pending: number }>(
        'SELECT definition, pending FROM view_definitions WHERE name = ?',
      )
      .get([name]);
    if (known?.definition === wanted) return known.pending === 1;
    sql.exec('BEGIN IMMEDIATE');
    try {
      dropAll(sql, name);
      for (const statement of createStatements(shape)) sql.exec(statement);
      sql
        .prepare('INSERT OR REPLACE INTO view_definitions (name, definition, pending) VALUES (?, ?, 1)')
        .run([name, wanted]);
      sql.exec('COMMIT');
    } catch (error) {
      if (sql.inTransaction()) sql.exec('ROLLBACK');
      throw error;
    }
    return true;
  } catch (error) {
    throw asFault(error, sql.file);
  }
}
