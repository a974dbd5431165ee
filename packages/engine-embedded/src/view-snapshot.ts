import { openSnapshot } from './snapshot.ts';
import type { Sql } from './sql.ts';
import { type Bytes, shownText } from './stored-text.ts';

/** One document of a collection, as the JSON text it is kept as. */
export interface ViewDocument {
  readonly id: string;
  readonly doc: string;
}

/** The read models of a file at one moment. */
export interface ViewSnapshot {
  /** Every document of a collection, in the order of the UTF-8 bytes of their ids; none of one that is not there. */
  documents(collection: string): Iterable<ViewDocument>;
  close(): void;
}

interface DocumentRow {
  readonly id: Bytes;
  readonly doc: Bytes;
}

const COLUMNS = 'CAST(id AS BLOB) AS id, CAST(doc AS BLOB) AS doc';

/** The rows of a collection with a table of its own, or of one among those that share a table. */
function rowsOf(sql: Sql, collection: string): Iterable<DocumentRow> {
  const [byId] = sql
    .prepare<{ number: number }>('SELECT number FROM by_id_collections WHERE name = ?')
    .all([collection]);
  if (byId) {
    const select = `SELECT ${COLUMNS} FROM by_id_documents AS d WHERE collection = ? AND doc IS NOT NULL ORDER BY d.id`;
    return sql.prepare<DocumentRow>(select).each([byId.number]);
  }
  const table = `view:${collection}`;
  const known = sql.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").all([table]);
  if (known.length === 0) return [];
  return sql
    .prepare<DocumentRow>(`SELECT ${COLUMNS} FROM "${table}" AS d WHERE doc IS NOT NULL ORDER BY d.id`)
    .each([]);
}

/** To be closed when read: until then the file cannot give back the space of what is replaced. */
export function viewSnapshot(file: string): ViewSnapshot {
  const sql = openSnapshot(file);
  function* documents(collection: string): Iterable<ViewDocument> {
    for (const { id, doc } of rowsOf(sql, collection)) yield { id: shownText(id), doc: shownText(doc) };
  }
  return { documents, close: () => sql.close() };
}
