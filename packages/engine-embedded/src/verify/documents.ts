import type { Sql } from '../sql.ts';
import { type Bytes, jsonIn, shownText } from '../stored-text.ts';
import { attempt, type Findings } from './findings.ts';

interface DocumentRow {
  readonly key: Bytes;
  readonly value: Bytes;
}

function readEach(sql: Sql, { problem }: Findings, what: string, select: string): void {
  for (const { key, value } of sql.prepare<DocumentRow>(select).each([])) {
    if (jsonIn(value) === undefined) problem(`${what} ${shownText(key)} cannot be read`);
  }
}

/** Everything else that is kept as JSON: records, the vault, and the documents of the read models. */
export function checkDocuments(sql: Sql, findings: Findings): void {
  const check = (what: string, select: string): void =>
    attempt(sql, findings, () => readEach(sql, findings, what, select));
  check('the record', "SELECT CAST(name || '/' || key AS BLOB) AS key, CAST(value AS BLOB) AS value FROM records");
  check("the vault's", 'SELECT CAST(subject AS BLOB) AS key, CAST(fields AS BLOB) AS value FROM vault');
  check(
    'the document',
    `SELECT CAST(name || '/' || id AS BLOB) AS key, CAST(doc AS BLOB) AS value
     FROM by_id_documents JOIN by_id_collections ON number = collection WHERE doc IS NOT NULL`,
  );
  const views = sql.prepare<{ name: Bytes }>('SELECT CAST(name AS BLOB) AS name FROM view_definitions');
  for (const name of views.all([]).map((row) => shownText(row.name))) {
    check(
      'the document',
      `SELECT CAST('${name}/' || id AS BLOB) AS key, CAST(doc AS BLOB) AS value FROM "view:${name}" WHERE doc IS NOT NULL`,
    );
  }
}
