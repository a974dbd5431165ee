import {
  type Collection,
  type CollectionDefinition,
  checkedCollectionName,
  checkedKey,
  endOfPrefix,
  Fault,
} from '@huitang/runtime';
import { trusted } from 'mongoose';
import { faulting } from '../storage-fault.ts';
import { byIdModel } from './by-id-model.ts';
import type { OpenCollection } from './collection.ts';
import { definitionText } from './generations.ts';
import { holdGeneration } from './held-generation.ts';
import { type StoredDocument, type ViewDocument, viewDocument } from './view-document.ts';
import type { ViewStore } from './view-store.ts';

/** What a by-id collection's documents begin with: its name, or, when it hangs on something, that of its generation. */
function placeOf(store: ViewStore, definition: CollectionDefinition) {
  const name = checkedCollectionName(definition.name);
  // Nothing but a name defines it, so it is never made anew.
  if (definition.of === undefined) {
    return { on: <R>(call: (place: string) => Promise<R>) => faulting(() => call(name)), stillUsed: async () => {} };
  }
  return holdGeneration(store, name, definitionText(definition), async ({ _id }) => _id);
}

/** Documents that are only ever asked for by id: all such collections share one, by `<name>/<id>`. */
export function byIdCollection<T extends object>(
  store: ViewStore,
  definition: CollectionDefinition,
): OpenCollection<T> {
  const { database, guard, writing } = store;
  const model = byIdModel(database);
  const { on, stillUsed, ...named } = placeOf(store, definition);
  const placed = (place: string, next: StoredDocument): StoredDocument => ({ ...next, _id: `${place}/${next._id}` });
  const write = (next: StoredDocument): Promise<boolean> => on((place) => guard.replace(model, placed(place, next)));
  const collection: Collection<T> = {
    ...named,
    isNew: false,
    get: (id) =>
      on(async (place) => {
        const found = await model.findOne({ _id: `${place}/${id}` }).lean<ViewDocument>();
        // A name stands for one type: what is in the text was a T when it was written.
        return typeof found?.doc === 'string' ? (JSON.parse(found.doc) as T) : undefined;
      }),
    put: async (id, document, at) => write(viewDocument(checkedKey(id), document, at)),
    async putAll(documents) {
      const all = documents.map(({ id, document, at }) => viewDocument(checkedKey(id), document, at));
      if (all.length === 0) return;
      const inPlace = (place: string) => all.map((next) => placed(place, next));
      await on((place) => guard.replaceAll(model, inPlace(place)));
    },
    remove: async (id, at) => write(viewDocument(checkedKey(id), null, at)),
    find: async () => {
      throw new Fault('invalid-query', `${definition.name} is defined to be read by id only`, { retriable: false });
    },
    clear: () =>
      on(async (place) => {
        const own = trusted({ $gte: `${place}/`, $lt: endOfPrefix(`${place}/`) });
        await writing(() => model.deleteMany({ _id: own }));
      }),
  };
  return { collection, verify: stillUsed };
}
