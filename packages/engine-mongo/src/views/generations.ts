import { type CollectionDefinition, Fault } from '@huitang/runtime';
import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf, SCHEMA_OPTIONS } from '../connection.ts';
import { isDuplicateKey } from '../storage-fault.ts';

/** One making of a collection: each changed definition gets a collection of its own, so it is empty and nobody else's. */
export interface Generation {
  /** `<name>@<number>`. */
  readonly _id: string;
  readonly name: string;
  readonly number: number;
  /** What decides whether it is the same: fields and indexes as JSON text. */
  readonly definition: string;
  /** True from the first `clear` on: its consumer has started from the beginning. */
  readonly begun: boolean;
}

const generationSchema = new Schema<Generation>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    number: { type: Number, required: true },
    definition: { type: String, required: true },
    begun: { type: Boolean, required: true },
  },
  SCHEMA_OPTIONS,
);

export const definitionText = ({ fields, indexes }: CollectionDefinition): string =>
  JSON.stringify({ fields, indexes });

/** The database's collection of a generation. */
export const storedName = ({ name, number }: Pick<Generation, 'name' | 'number'>): string => `view.${name}@${number}`;

/** The newest of each name. */
export function newestOf(generations: readonly Generation[]): ReadonlyMap<string, Generation> {
  const newest = new Map<string, Generation>();
  for (const one of generations) {
    const known = newest.get(one.name);
    if (!known || known.number < one.number) newest.set(one.name, one);
  }
  return newest;
}

export type GenerationModel = Model<Generation>;

export const generationModel = (database: Connection): GenerationModel =>
  modelOf(database, 'view-generations', generationSchema);

const ATTEMPTS_MAX = 10;

/**
 * The generation of a definition: the newest one where that is defined so, else a new one. Two processes that start at
 * once with the same change agree on one, because its number is taken once.
 */
export async function generationFor(model: GenerationModel, name: string, definition: string): Promise<Generation> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const newest = newestOf(await model.find({ name }).lean<Generation[]>()).get(name);
    if (newest?.definition === definition) return newest;
    const number = (newest?.number ?? 0) + 1;
    const next: Generation = { _id: `${name}@${number}`, name, number, definition, begun: false };
    try {
      await model.insertOne(next);
      return next;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  const message = `collection ${name} is defined anew by others ${ATTEMPTS_MAX} times in a row`;
  throw new Fault('storage-unavailable', message, { retriable: true });
}

/** Removes the collections of generations whose successor is in use. */
export async function dropOutdated(database: Connection, newest: ReadonlyMap<string, Generation>): Promise<void> {
  const begun = [...newest.values()].filter((one) => one.begun && one.number > 1);
  if (begun.length === 0) return;
  const there = new Set((await database.listCollections()).map(({ name }) => name));
  for (const { name, number } of begun) {
    for (let earlier = 1; earlier < number; earlier += 1) {
      const outdated = storedName({ name, number: earlier });
      if (there.has(outdated)) await database.dropCollection(outdated);
    }
  }
}
