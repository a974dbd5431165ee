import { type Collection, type CollectionDefinition, checkedCollectionName, checkedKey, Fault } from '@huitang/runtime';
import { LRUCache } from 'lru-cache';
import type { Sql } from '../sql.ts';
import { asFault } from '../storage-fault.ts';
import type { Store } from '../store.ts';
import { putEach } from './put-each.ts';

interface DocRow {
  readonly collection: number;
  readonly doc: string | null;
}

const RECENT_MAX = 1_000;

/** What all collections have under an id, by collection: they are asked one after the other, and mostly in vain. */
export type Recent = LRUCache<string, ReadonlyMap<number, string | null>>;

export const noneRecent = (): Recent => new LRUCache({ max: RECENT_MAX });

/** What a collection is called in its rows; a name keeps its number. */
function numberOf(sql: Sql, name: string): number {
  try {
    const known = sql.prepare<{ number: number }>('SELECT number FROM by_id_collections WHERE name = ?').get([name]);
    return known?.number ?? sql.prepare('INSERT INTO by_id_collections (name) VALUES (?)').insert([name]);
  } catch (error) {
    throw asFault(error, sql.file);
  }
}

const statementsOf = ({ sql }: Store) => ({
  ofId: sql.prepare<DocRow>('SELECT collection, doc FROM by_id_documents WHERE id = ?'),
  // A stream of the document's own name is left out: most are, and these rows are the most written ones there are.
  upsert: sql.prepare(
    `INSERT INTO by_id_documents (id, collection, stream, version, idx, doc) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT DO UPDATE SET stream = excluded.stream, version = excluded.version, idx = excluded.idx, doc = excluded.doc
     WHERE by_id_documents.stream IS NOT excluded.stream
        OR (by_id_documents.version, by_id_documents.idx) < (excluded.version, excluded.idx)`,
  ),
  clear: sql.prepare('DELETE FROM by_id_documents WHERE collection = ?'),
});

/**
 * Documents that are only ever asked for by id. They share a table whose first key is the id, so that what several
 * groups keep of one stream lies on one page, and is written to the disk together.
 */
export function byIdCollection<T extends object>(
  store: Store,
  { name }: CollectionDefinition,
  recent: Recent,
): Collection<T> {
  const number = numberOf(store.sql, checkedCollectionName(name));
  const { ofId, upsert, clear } = statementsOf(store);
  const documentsOf = (id: string): ReadonlyMap<number, string | null> => {
    const known = recent.get(id) ?? new Map(ofId.all([id]).map(({ collection, doc }) => [collection, doc]));
    recent.set(id, known);
    return known;
  };
  const write = async (id: string, doc: string | null, at: { stream: string; version: number; index: number }) => {
    const stream = at.stream === id ? null : at.stream;
    const row = [checkedKey(id), number, stream, at.version, at.index, doc];
    return store.write(() => {
      // Also when it is rolled back: then it is read again, and no harm done.
      recent.delete(id);
      return upsert.run(row) > 0;
    });
  };
  const put: Collection<T>['put'] = (id, document, at) => write(id, JSON.stringify(document), at);
  return {
    // Nothing but a name defines it, so it is never made anew.
    isNew: false,
    get: (id) =>
      store.read(() => {
        const doc = documentsOf(id).get(number);
        // What is in the column was a T when it was written: a collection's name stands for one type.
        return doc === undefined || doc === null ? undefined : (JSON.parse(doc) as T);
      }),
    put,
    putAll: (documents) => putEach(put, documents),
    remove: (id, at) => write(id, null, at),
    find: async () => {
      throw new Fault('invalid-query', `${name} is defined to be read by id only`, { retriable: false });
    },
    async clear() {
      await store.write(() => {
        recent.clear();
        return clear.run([number]);
      });
    },
  };
}
