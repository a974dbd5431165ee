import { endOfPrefix } from '@huitang/runtime';
import { type Connection, trusted } from 'mongoose';
import { byIdModel } from './by-id-model.ts';
import { type Generation, type GenerationModel, storedName } from './generations.ts';

/**
 * Nobody has said for so long that a generation is in use, so nobody shows it: longer than an upgrade of one process after
 * the other may take, and than a night in which none runs. Milliseconds.
 */
export const UNUSED_MAX_MS = 24 * 60 * 60_000;

/** All but the one of each name used last, as far as they have not been used for long. */
function outdatedOf(generations: readonly Generation[], now: number): readonly Generation[] {
  const there = generations.filter(({ dropped }) => !dropped);
  const usedLast = new Map<string, Generation>();
  for (const one of there) {
    const known = usedLast.get(one.name);
    if (!known || known.usedAt <= one.usedAt) usedLast.set(one.name, one);
  }
  return there.filter((one) => usedLast.get(one.name) !== one && one.usedAt + UNUSED_MAX_MS <= now);
}

/** Marked first, and only where nobody has begun to use it meanwhile: so none is emptied that somebody fills. */
async function markDropped(model: GenerationModel, { _id, usedAt }: Generation): Promise<boolean> {
  const { matchedCount } = await model.updateOne({ _id, usedAt, dropped: false }, { $set: { dropped: true } });
  return matchedCount > 0;
}

/** Removes the documents of outdated generations; their numbers stay taken, as other things are named after them. */
export async function dropOutdated(database: Connection, model: GenerationModel, now: number): Promise<void> {
  const outdated = outdatedOf(await model.find().lean<Generation[]>(), now);
  if (outdated.length === 0) return;
  const there = new Set((await database.listCollections()).map(({ name }) => name));
  for (const one of outdated) {
    if (!(await markDropped(model, one))) continue;
    if (there.has(storedName(one))) await database.dropCollection(storedName(one));
    else {
      const own = trusted({ $gte: `${one._id}/`, $lt: endOfPrefix(`${one._id}/`) });
      await byIdModel(database).deleteMany({ _id: own });
    }
  }
}
