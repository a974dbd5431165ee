import { type CollectionDefinition, Fault } from '@huitang/runtime';
import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf, SCHEMA_OPTIONS } from '../connection.ts';
import { isDuplicateKey } from '../storage-fault.ts';

/** One making of a collection: each definition gets one of its own, so it begins empty and is nobody else's. */
export interface Generation {
  /** `<name>@<number>`; never given twice. */
  readonly _id: string;
  readonly name: string;
  readonly number: number;
  /** What decides whether it is the same, as JSON text. */
  readonly definition: string;
  /** Milliseconds: when a process said last that it uses it. */
  readonly usedAt: number;
  /** Its documents are gone, or going: nobody opens it any more. */
  readonly dropped: boolean;
}

const generationSchema = new Schema<Generation>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    number: { type: Number, required: true },
    definition: { type: String, required: true },
    usedAt: { type: Number, required: true },
    dropped: { type: Boolean, required: true },
  },
  SCHEMA_OPTIONS,
);

export const definitionText = ({ fields, indexes, of }: CollectionDefinition): string =>
  JSON.stringify({ fields, indexes, of });

/** The database's collection of a generation. */
export const storedName = ({ _id }: Pick<Generation, '_id'>): string => `view.${_id}`;

export type GenerationModel = Model<Generation>;

export const generationModel = (database: Connection): GenerationModel =>
  modelOf(database, 'view-generations', generationSchema);

const ATTEMPTS_MAX = 10;

/** Rivals take the same number: then it is looked again, because one of them may have made what is wanted. */
async function untilAgreed(name: string, attempt: () => Promise<Generation | undefined>): Promise<Generation> {
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts += 1) {
    const agreed = await attempt();
    if (agreed) return agreed;
  }
  const message = `collection ${name} is defined anew by others ${ATTEMPTS_MAX} times in a row`;
  throw new Fault('storage-unavailable', message, { retriable: true });
}

async function insertNext(
  model: GenerationModel,
  all: readonly Generation[],
  wanted: Pick<Generation, 'name' | 'definition' | 'usedAt'>,
): Promise<Generation | undefined> {
  const number = 1 + Math.max(0, ...all.map((one) => one.number));
  const next: Generation = { ...wanted, _id: `${wanted.name}@${number}`, number, dropped: false };
  try {
    await model.insertOne(next);
    return next;
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}

/** Says that it is used at `now`; false when it has been dropped meanwhile. */
export async function use(model: GenerationModel, { _id }: Pick<Generation, '_id'>, now: number): Promise<boolean> {
  const { matchedCount } = await model.updateOne({ _id, dropped: false }, { $set: { usedAt: now } });
  return matchedCount > 0;
}

/**
 * The newest generation of a definition, or a first one, in use from now on. Processes that start at once with the same
 * definition agree on one, because its number is taken once; those with another one have, and keep, one of their own.
 */
export const generationFor = (
  model: GenerationModel,
  name: string,
  definition: string,
  now: number,
): Promise<Generation> =>
  untilAgreed(name, async () => {
    const all = await model.find({ name }).lean<Generation[]>();
    const own = all.filter((one) => one.definition === definition && !one.dropped);
    const newest = own.sort((a, b) => a.number - b.number).at(-1);
    if (!newest) return insertNext(model, all, { name, definition, usedAt: now });
    return (await use(model, newest, now)) ? newest : undefined;
  });

/** Another generation of the same definition: whoever opens it from now on begins with an empty one. */
export const renewedGeneration = (
  model: GenerationModel,
  name: string,
  definition: string,
  now: number,
): Promise<Generation> =>
  untilAgreed(name, async () =>
    insertNext(model, await model.find({ name }).lean<Generation[]>(), { name, definition, usedAt: now }),
  );
