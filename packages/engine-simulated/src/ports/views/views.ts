import {
  type Collection,
  type CollectionDefinition,
  checkedCollectionName,
  checkedKey,
  Fault,
  type Page,
  type PlacedDocument,
  type Query,
  type SourcePosition,
  type Views,
} from '@huitang/runtime';
import { replaceEarlier, type ViewRow, type ViewRows, type ViewStore } from '../../durable/view-rows.ts';
import type { Caller } from '../../storage/calls.ts';
import type { Storage } from '../../storage/storage.ts';
import { cursorAt, rowAt } from './cursor.ts';
import { fieldsOf } from './fields.ts';
import { planOf } from './query.ts';

interface ViewsContext {
  readonly caller: Caller;
  readonly storage: Storage;
  readonly store: ViewStore;
}

// A name stands for one type: what is in the text was a T when it was written.
const shown = <T>(row: ViewRow | undefined): T | undefined =>
  row?.text === undefined || row.text === null ? undefined : (JSON.parse(row.text) as T);

function findIn<T>(definition: CollectionDefinition, { rows }: ViewRows, query: Query): Page<T> {
  const { fits, compare, sort, limit } = planOf(definition, query);
  const from = query.cursor === undefined ? undefined : rowAt(query.cursor, sort);
  const found = rows
    .values()
    .filter((row) => row.text !== null && fits(row) && (!from || compare(row, from) > 0))
    .sort(compare);
  const page = found.slice(0, limit);
  const items = page.map((row) => shown<T>(row)).filter((item) => item !== undefined);
  const last = page.at(-1);
  return found.length > limit && last ? { items, cursor: cursorAt(last, sort) } : { items };
}

/** The making of a collection that a process has open: the newest there was when it first used it. */
interface Held {
  now(): ViewRows;
  renew(): void;
}

function hold({ store }: ViewsContext, definition: CollectionDefinition): Held {
  let held: ViewRows | undefined;
  return {
    now() {
      held ??= store.of(definition);
      return held;
    },
    renew() {
      held = store.renew(definition);
    },
  };
}

/** As engine-mongo: where several processes may be, each definition has documents of its own. */
function generationOf({ caller, storage }: ViewsContext, { name, byIdOnly, of }: CollectionDefinition, held: Held) {
  if (storage.kind === 'one-file' || (byIdOnly && of === undefined)) return {};
  const call = <T>(what: string, effect: () => T): Promise<T> => storage.write(caller, { what, key: name, effect });
  return {
    generation: {
      name: () => call('views.generation', () => held.now().name),
      renew: () => call('views.renew', () => held.renew()),
    },
  };
}

/** What is read and written of a collection. */
function accessTo<T extends object>({ caller, storage }: ViewsContext, definition: CollectionDefinition, held: Held) {
  const { name, byIdOnly } = definition;
  const rowOf = (id: string, document: object | null, { stream, version, index }: SourcePosition): ViewRow => ({
    id: checkedKey(id),
    source: { stream, version, index },
    text: document && JSON.stringify(document),
    fields: document ? fieldsOf(definition, document) : {},
  });
  const replace = (id: string, document: object | null, at: SourcePosition) => {
    const row = rowOf(id, document, at);
    const what = document ? 'views.put' : 'views.remove';
    return storage.write(caller, { what, key: `${name}/${id}`, effect: () => replaceEarlier(held.now(), row) });
  };
  return {
    get: (id: string) =>
      storage.read(caller, {
        what: 'views.get',
        key: `${name}/${id}`,
        effect: () => shown<T>(held.now().rows.get(id)),
      }),
    // Async, so that a document which does not fit its definition rejects instead of throwing.
    put: async (id: string, document: T, at: SourcePosition) => replace(id, document, at),
    async putAll(documents: readonly PlacedDocument<T>[]) {
      const rows = documents.map(({ id, document, at }) => rowOf(id, document, at));
      if (rows.length === 0) return;
      const replaceSome = (isDone: () => boolean): void => {
        for (const row of rows) if (isDone()) replaceEarlier(held.now(), row);
      };
      await storage.write(caller, {
        what: 'views.putAll',
        key: `${name}/${rows.map(({ id }) => id).join(' ')}`,
        effect: () => replaceSome(() => true),
        partly: replaceSome,
      });
    },
    remove: async (id: string, at: SourcePosition) => replace(id, null, at),
    async find(query: Query) {
      if (byIdOnly) throw new Fault('invalid-query', `${name} is defined to be read by id only`, { retriable: false });
      return storage.read(caller, {
        what: 'views.find',
        key: name,
        effect: () => findIn<T>(definition, held.now(), query),
      });
    },
  };
}

function openCollection<T extends object>(context: ViewsContext, definition: CollectionDefinition): Collection<T> {
  const { caller, storage } = context;
  const { name, byIdOnly } = definition;
  const held = hold(context, definition);
  const { generation } = generationOf(context, definition, held);
  // As it was when the process began, until this process clears it.
  let isNew = !byIdOnly && !generation && !held.now().begun();
  return {
    get isNew() {
      return isNew;
    },
    ...(generation && { generation }),
    ...accessTo<T>(context, definition, held),
    async clear() {
      await storage.write(caller, {
        what: 'views.clear',
        key: name,
        effect() {
          held.now().rows.clear();
          held.now().begin();
        },
      });
      isNew = false;
    },
  };
}

/** The read models of one process's database. */
export function views(caller: Caller, storage: Storage, store: ViewStore): Views {
  const open = new Map<string, { readonly asked: string; readonly collection: unknown }>();
  return {
    collection<T extends object>(definition: CollectionDefinition) {
      // In one file a name has one making, whatever it hangs on.
      const { of, ...own } = definition;
      checkedCollectionName(own.name);
      const wanted = storage.kind === 'one-file' ? own : definition;
      const key = storage.kind === 'one-file' || of === undefined ? own.name : `${own.name} of ${of}`;
      const asked = JSON.stringify(wanted);
      const known = open.get(key);
      if (!known) {
        const collection = openCollection<T>({ caller, storage, store }, wanted);
        open.set(key, { asked, collection });
        return collection;
      }
      if (known.asked !== asked) {
        const message = `collection ${own.name} is in use with another definition`;
        throw new Fault('invalid-definition', message, { retriable: false });
      }
      // A name stands for one type, so this is what the first call made.
      return known.collection as Collection<T>;
    },
  };
}
