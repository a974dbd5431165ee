import {
  type Collection,
  type CollectionDefinition,
  checkedKey,
  encodeCursor,
  type Page,
  type Query,
  type SourcePosition,
  scalarValue,
  textsValue,
} from '@huitang/runtime';
import { trusted } from 'mongoose';
import { modelOf } from '../connection.ts';
import { ensureIndexes, verifyIndexes } from '../indexes.ts';
import { type Field, type Shape, shapeOf } from './definition.ts';
import { definitionText, storedName } from './generations.ts';
import type { ViewModel } from './guard.ts';
import { holdGeneration } from './held-generation.ts';
import { type Comparison, type PlannedQuery, planQuery } from './query.ts';
import { type StoredFields, type ViewDocument, viewDocument, viewSchema } from './view-document.ts';
import type { ViewStore } from './view-store.ts';

export interface OpenCollection<T> {
  readonly collection: Collection<T>;
  /** Rejects when an index is not there. Called again and again, it also keeps the collection from being outdated. */
  verify(): Promise<void>;
}

// A name stands for one type: what is in the text was a T when it was written.
const shownIn = <T>(found: Pick<ViewDocument, 'doc'> | null): T | undefined =>
  found?.doc === null || found?.doc === undefined ? undefined : (JSON.parse(found.doc) as T);

const asTrusted = (comparisons: Readonly<Record<string, Comparison>>) =>
  Object.fromEntries(Object.entries(comparisons).map(([path, comparison]) => [path, trusted({ ...comparison })]));

const filterOf = ({ all, after }: PlannedQuery) => ({
  $and: [{ shown: true }, ...all.map(asTrusted), ...(after ? [{ $or: after.map(asTrusted) }] : [])],
});

async function findIn<T extends object>(model: ViewModel, shape: Shape, query: Query): Promise<Page<T>> {
  const plan = planQuery(shape, query);
  const found = await model
    .find(filterOf(plan))
    .sort({ ...plan.sort })
    .limit(plan.limit + 1)
    .select('doc')
    .lean<Pick<ViewDocument, '_id' | 'doc'>[]>();
  const shown = found.slice(0, plan.limit);
  const items = shown.map((one) => shownIn<T>(one)).filter((one) => one !== undefined);
  const last = items.at(-1);
  const id = shown.at(-1)?._id;
  if (found.length <= plan.limit || !last || id === undefined) return { items };
  const fields = last as Readonly<Record<string, unknown>>;
  const values = plan.sortFields.map((field) => scalarValue(shape.name, field, fields[field.field]));
  return { items, cursor: encodeCursor({ values, id }) };
}

const storedValue = (name: string, field: Field, value: unknown) =>
  field.kind === 'texts' ? textsValue(name, field, value) : scalarValue(name, field, value);

function fieldsOf({ name, fields }: Shape, document: object): StoredFields {
  // A document's own properties by name; what it is otherwise is nobody's business here.
  const own = document as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field.path, storedValue(name, field, own[field.field])]));
}

/** A collection that is searched: its own one in the database, with every index declared. */
export function openCollection<T extends object>(
  store: ViewStore,
  definition: CollectionDefinition,
): OpenCollection<T> {
  const { database, writing, guard } = store;
  const shape = shapeOf(definition);
  const { on, generation, stillUsed } = holdGeneration(store, shape.name, definitionText(definition), async (one) => {
    const model = modelOf(database, storedName(one), viewSchema(shape.fields));
    await ensureIndexes(model.collection, shape.indexes);
    return model;
  });
  const stored = (id: string, document: T, at: SourcePosition) =>
    viewDocument(checkedKey(id), document, at, fieldsOf(shape, document));
  const collection: Collection<T> = {
    isNew: false,
    generation,
    get: (id) => on(async (model) => shownIn<T>(await model.findOne({ _id: id }).lean<ViewDocument>())),
    async put(id, document, at) {
      // Taken down before anything is waited for: whoever put it may go on to change it.
      const next = stored(id, document, at);
      return on((model) => guard.replace(model, next));
    },
    async putAll(documents) {
      const all = documents.map(({ id, document, at }) => stored(id, document, at));
      if (all.length > 0) await on((model) => guard.replaceAll(model, all));
    },
    remove: async (id, at) => {
      const next = viewDocument(checkedKey(id), null, at);
      return on((model) => guard.replace(model, next));
    },
    find: (query) => on((model) => findIn<T>(model, shape, query)),
    clear: () =>
      on((model) =>
        writing(async () => {
          await model.deleteMany({});
        }),
      ),
  };
  return {
    collection,
    async verify() {
      await on((model) => verifyIndexes(model.collection, shape.indexes));
      await stillUsed();
    },
  };
}
