import { Fault } from '@huitang/runtime';
import { type Model, Schema, trusted } from 'mongoose';
import { SCHEMA_OPTIONS } from '../connection.ts';
import type { IndexSpec } from '../indexes.ts';
import { faulting, isDuplicateKey } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { type CommitDocument, keyOf } from './commit-document.ts';
import type { CommitModel } from './commits.ts';

/** A commit's place in the order that everything is read in: 1, 2, 3 … without gaps, given once. */
export interface PlaceDocument {
  readonly _id: number;
  /** The commit's key. */
  readonly commit: string;
}

export type PlaceModel = Model<PlaceDocument>;

export const placeSchema = new Schema<PlaceDocument>(
  { _id: { type: Number, required: true }, commit: { type: String, required: true } },
  SCHEMA_OPTIONS,
);

export const placeIndexes: readonly IndexSpec[] = [{ name: 'commit', fields: ['commit'], unique: true }];

const BATCH_COMMITS = 500;
/** FerretDB 1.24.2 never answers a call that has 100 changes in it, and then nobody who writes to that database. */
const PLACED_AT_ONCE = 50;
const ATTEMPTS_MAX = 50;

type Unplaced = Pick<CommitDocument, '_id' | 'stream' | 'version'>;

/**
 * Those of a batch that may have a place now: a commit's predecessor comes first. A scan may have passed the predecessor's
 * place before it was inserted; then the commit waits for the next batch.
 */
async function placeable(commits: CommitModel, batch: readonly Unplaced[]): Promise<readonly string[]> {
  const keys = new Set<string>();
  for (const { _id, stream, version } of batch) {
    const before = keyOf(stream, version - 1);
    if (version === 1 || keys.has(before)) keys.add(_id);
    else {
      const found = await commits.findOne({ _id: before }).lean<CommitDocument>();
      if (found && found.unplaced === undefined) keys.add(_id);
    }
  }
  return [...keys];
}

async function lastPlace(places: PlaceModel): Promise<number> {
  const last = await places.findOne().sort({ _id: -1 }).lean<PlaceDocument>();
  return last?._id ?? 0;
}

/** Gives each key a place, if it has none. Rivals take the same number or the same commit: then it is looked again. */
async function giveEachAPlace(places: PlaceModel, keys: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const placed = await places.find({ commit: trusted({ $in: [...keys] }) }).lean<PlaceDocument[]>();
    const have = new Set(placed.map(({ commit }) => commit));
    const missing = keys.filter((key) => !have.has(key));
    if (missing.length === 0) return;
    const last = await lastPlace(places);
    try {
      // In order: it ends at the first that is taken, so there is never a gap.
      await places.insertMany(
        missing.map((commit, index) => ({ _id: last + 1 + index, commit })),
        { ordered: true },
      );
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new Fault('storage-unavailable', `places are taken by others ${ATTEMPTS_MAX} times in a row`, {
    retriable: true,
  });
}

/** Gives places to commits that have none, a batch of them; false when every commit has one. */
export function placeBatch(commits: CommitModel, places: PlaceModel, writing: Writing): Promise<boolean> {
  return faulting(async () => {
    const batch = await commits
      .find({ unplaced: trusted({ $gt: '' }) })
      .sort({ unplaced: 1 })
      .limit(BATCH_COMMITS)
      .select('_id stream version')
      .lean<Unplaced[]>();
    const keys = await placeable(commits, batch);
    for (let next = 0; next < keys.length; next += PLACED_AT_ONCE) {
      const some = keys.slice(next, next + PLACED_AT_ONCE);
      await writing(() => giveEachAPlace(places, some));
      const updates = some.map((key) => ({ updateOne: { filter: { _id: key }, update: { $unset: { unplaced: 1 } } } }));
      await writing(() => commits.bulkWrite(updates, { ordered: false }));
    }
    return batch.length > 0;
  });
}
