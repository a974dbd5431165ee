import { type Collection, type CollectionDefinition, checkedKey, endOfPrefix, Fault } from '@huitang/runtime';
import { trusted } from 'mongoose';
import { modelOf } from '../connection.ts';
import { faulting } from '../storage-fault.ts';
import type { ViewStore } from './collection.ts';
import { checkedName } from './definition.ts';
import { type StoredDocument, type ViewDocument, viewDocument, viewSchema } from './view-document.ts';

const schema = viewSchema([]);

/** Documents that are only ever asked for by id: all such collections share one, by `<name>/<id>`. */
export function byIdCollection<T extends object>(
  { database, guard, writing }: ViewStore,
  definition: CollectionDefinition,
): Collection<T> {
  const name = checkedName(definition.name);
  const model = modelOf(database, 'by-id', schema);
  const write = (next: StoredDocument): Promise<boolean> => faulting(() => writing(() => guard(model, next)));
  return {
    // Nothing but a name defines it, so it is never made anew.
    isNew: false,
    get: (id) =>
      faulting(async () => {
        const found = await model.findOne({ _id: `${name}/${id}` }).lean<ViewDocument>();
        // A name stands for one type: what is in the text was a T when it was written.
        return typeof found?.doc === 'string' ? (JSON.parse(found.doc) as T) : undefined;
      }),
    put: async (id, document, at) => write(viewDocument(`${name}/${checkedKey(id)}`, document, at)),
    remove: async (id, at) => write(viewDocument(`${name}/${checkedKey(id)}`, null, at)),
    find: async () => {
      throw new Fault('invalid-query', `${name} is defined to be read by id only`, { retriable: false });
    },
    async clear() {
      const own = trusted({ $gte: `${name}/`, $lt: endOfPrefix(`${name}/`) });
      await faulting(() => writing(async () => model.deleteMany({ _id: own })));
    },
  };
}
