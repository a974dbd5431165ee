import { checkedKey, type SourcePosition } from '@huitang/runtime';
import type { Sql, Value } from '../sql.ts';
import type { ListIndex, Shape } from './definition.ts';
import { columnValue } from './field-value.ts';

/** Jobs that change one collection. */
export interface ViewWriter {
  /** The job that shows `document`, or with null its absence; false when the change is not after what is shown. */
  write(id: string, document: object | null, at: SourcePosition): () => boolean;
  clear(): void;
}

type OldRow = Readonly<Record<string, Value>>;

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** One statement checks the position and writes; a document's position counts only within its own stream. */
function upsertText({ table, columns }: Shape): string {
  const own = ['stream', 'version', 'idx', ...columns.map(({ column }) => column), 'doc'];
  return `INSERT INTO ${table} (id, ${own.join(', ')}) VALUES (${marks(own.length + 1)})
    ON CONFLICT (id) DO UPDATE SET ${own.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE ${table}.stream <> excluded.stream OR (${table}.version, ${table}.idx) < (excluded.version, excluded.idx)`;
}

interface ListWriter {
  /** Replaces what the index has of a document by what it should have. */
  replace(id: string, old: OldRow | undefined, now: OldRow | undefined): void;
  clear(): void;
}

function listWriter(sql: Sql, { table, list, rest }: ListIndex): ListWriter {
  const insert = sql.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${marks(rest.length + 2)})`);
  const others = rest.map(({ column }) => ` AND ${column} = ?`).join('');
  const remove = sql.prepare(`DELETE FROM ${table} WHERE value = ?${others} AND id = ?`);
  const clear = sql.prepare(`DELETE FROM ${table}`);
  // The column holds the JSON of a list of texts, or nothing when the document was removed.
  const valuesOf = (row: OldRow | undefined): readonly string[] => {
    const text = row?.[list.field];
    return typeof text === 'string' ? (JSON.parse(text) as string[]) : [];
  };
  const restOf = (row: OldRow | undefined): Value[] => rest.map(({ field }) => row?.[field] ?? null);
  return {
    replace(id, old, now) {
      const before = restOf(old);
      const after = restOf(now);
      const moved = after.some((value, place) => value !== before[place]);
      if (!moved && old?.[list.field] === now?.[list.field]) return;
      const had = valuesOf(old);
      const has = valuesOf(now);
      for (const value of had) if (moved || !has.includes(value)) remove.run([value, ...before, id]);
      for (const value of has) if (moved || !had.includes(value)) insert.run([value, ...after, id]);
    },
    clear: () => clear.run([]),
  };
}

export function viewWriter(sql: Sql, shape: Shape): ViewWriter {
  const { name, table, columns, listIndexes } = shape;
  const upsert = sql.prepare(upsertText(shape));
  const clear = sql.prepare(`DELETE FROM ${table}`);
  const lists = listIndexes.map((index) => listWriter(sql, index));
  const shown = columns.map(({ field, column }) => `${column} AS "${field}"`);
  const old =
    lists.length > 0 ? sql.prepare<OldRow>(`SELECT ${shown.join(', ')} FROM ${table} WHERE id = ?`) : undefined;

  return {
    write(id, document, { stream, version, index }) {
      checkedKey(id);
      // A document's own properties by name; what it is otherwise is nobody's business here.
      const fields = document as Readonly<Record<string, unknown>> | null;
      const values = columns.map((column) => (fields ? columnValue(name, column, fields[column.field]) : null));
      const row = [id, stream, version, index, ...values, document && JSON.stringify(document)];
      if (!old) return () => upsert.run(row) > 0;
      const now = document
        ? Object.fromEntries(columns.map(({ field }, place) => [field, values[place] ?? null]))
        : undefined;
      return () => {
        const before = old.get([id]);
        if (upsert.run(row) === 0) return false;
        for (const list of lists) list.replace(id, before, now);
        return true;
      };
    },
    clear() {
      clear.run([]);
      for (const list of lists) list.clear();
    },
  };
}
