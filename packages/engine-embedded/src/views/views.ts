import {
  type Collection,
  type CollectionDefinition,
  encodeCursor,
  Fault,
  type Page,
  type Query,
  scalarValue,
  type Views,
} from '@huitang/runtime';
import type { Store } from '../store.ts';
import { byIdCollection, noneRecent } from './by-id.ts';
import { type Shape, shapeOf } from './definition.ts';
import { putEach } from './put-each.ts';
import { planQuery } from './query.ts';
import { ensureTables } from './table.ts';
import { viewWriter } from './write.ts';

interface DocRow {
  readonly id: string;
  readonly doc: string;
}

function findIn<T extends object>({ sql }: Store, shape: Shape, query: Query): Page<T> {
  const { text, values, sort, limit } = planQuery(shape, query);
  const rows = sql.prepare<DocRow>(text).all(values);
  const shown = rows.slice(0, limit);
  // What is in the column was a T when it was written: a collection's name stands for one type.
  const items = shown.map(({ doc }) => JSON.parse(doc) as T);
  const last = items.at(-1);
  const lastId = shown.at(-1)?.id;
  if (rows.length <= limit || !last || lastId === undefined) return { items };
  const fields = last as Readonly<Record<string, unknown>>;
  const ended = sort.map((column) => scalarValue(shape.name, column, fields[column.field]));
  return { items, cursor: encodeCursor({ values: ended, id: lastId }) };
}

function openCollection<T extends object>(store: Store, definition: CollectionDefinition): Collection<T> {
  const { sql } = store;
  const shape = shapeOf(definition);
  let isNew = ensureTables(sql, shape, definition);
  const begun = sql.prepare('UPDATE view_definitions SET pending = 0 WHERE name = ?');
  const writer = viewWriter(sql, shape);
  const get = sql.prepare<{ doc: string | null }>(`SELECT doc FROM ${shape.table} WHERE id = ?`);
  // Async, so that a document which does not fit its definition rejects instead of throwing.
  const put: Collection<T>['put'] = async (id, document, at) => store.write(writer.write(id, document, at));
  return {
    get isNew() {
      return isNew;
    },
    get: (id) =>
      store.read(() => {
        const doc = get.get([id])?.doc;
        return doc === undefined || doc === null ? undefined : (JSON.parse(doc) as T);
      }),
    put,
    putAll: (documents) => putEach(put, documents),
    async remove(id, at) {
      return store.write(writer.write(id, null, at));
    },
    find: (query) => store.read(() => findIn<T>(store, shape, query)),
    async clear() {
      await store.write(() => {
        writer.clear();
        begun.run([shape.name]);
      });
      isNew = false;
    },
  };
}

/** Read models: a table each, with an index or a table for every index declared. */
export function views(store: Store): Views {
  const recent = noneRecent();
  const open = new Map<string, { readonly asked: string; readonly collection: unknown }>();
  return {
    collection<T extends object>(definition: CollectionDefinition) {
      const asked = JSON.stringify(definition);
      const known = open.get(definition.name);
      if (!known) {
        const collection = definition.byIdOnly
          ? byIdCollection<T>(store, definition, recent)
          : openCollection<T>(store, definition);
        open.set(definition.name, { asked, collection });
        return collection;
      }
      if (known.asked !== asked) {
        const message = `collection ${definition.name} is in use with another definition`;
        throw new Fault('invalid-definition', message, { retriable: false });
      }
      // A name stands for one type, so this is what the first call made.
      return known.collection as Collection<T>;
    },
  };
}
