import { type Model, trusted } from 'mongoose';
import type { Server } from '../server.ts';
import { isDuplicateKey } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import type { StoredDocument, ViewDocument } from './view-document.ts';

export type ViewModel = Model<ViewDocument>;

/** Puts documents in the place of earlier ones, when the turn of each change comes. */
export interface Guard {
  /** False when what is there is not earlier, and then nothing changed. */
  replace(model: ViewModel, next: StoredDocument): Promise<boolean>;
  /** The same with many, whatever comes of each. */
  replaceAll(model: ViewModel, all: readonly StoredDocument[]): Promise<void>;
}

function earlierThan({ _id, stream, version, index }: StoredDocument) {
  // A position counts only within its own stream.
  const earlier = [
    { stream: trusted({ $ne: stream }) },
    { version: trusted({ $lt: version }) },
    { version, index: trusted({ $lt: index }) },
  ];
  return { _id, $or: earlier };
}

/** One statement looks and replaces, so of rivals the last one of the stream stays, whoever comes first. */
async function replaceEarlier(model: ViewModel, next: StoredDocument): Promise<boolean> {
  const filter = earlierThan(next);
  try {
    await model.replaceOne(filter, next, { upsert: true });
    return true;
  } catch (error) {
    // Nothing matched, and inserting met what is there: something later, or a rival's insert of a moment ago.
    if (!isDuplicateKey(error)) throw error;
    return (await model.replaceOne(filter, next)).matchedCount > 0;
  }
}

/**
 * As `replaceEarlier` with each, in one call: whatever is missing is inserted, whatever is earlier is replaced, in any order.
 * Done twice it changes nothing more, so a rival's insert at the same moment has it done once more.
 */
async function replaceEarlierOnes(model: ViewModel, all: readonly StoredDocument[]): Promise<void> {
  const inserting = all.map(({ _id, ...rest }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
  }));
  const replacing = all.map((next) => ({ replaceOne: { filter: earlierThan(next), replacement: next } }));
  // Otherwise mongoose leaves out what does not fit its schema, and says nothing.
  const write = () => model.bulkWrite([...inserting, ...replacing], { ordered: false, throwOnValidationError: true });
  try {
    await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await write();
  }
}

const isEarlier = (old: ViewDocument, next: ViewDocument): boolean =>
  old.stream !== next.stream || old.version < next.version || (old.version === next.version && old.index < next.index);

/**
 * On FerretDB a filtered replace reads, then writes by `_id`, and reads the whole collection for that. So it is read by
 * `_id` and compared here, while nothing else of this process is written: no worse than what FerretDB does, and quick.
 */
async function compareAndReplace(model: ViewModel, next: StoredDocument): Promise<boolean> {
  const old = await model.findOne({ _id: next._id }).select('stream version index').lean<ViewDocument>();
  if (old && !isEarlier(old, next)) return false;
  await model.replaceOne({ _id: next._id }, next, { upsert: true });
  return true;
}

export function guardFor({ findsByIdOnly }: Server, writing: Writing): Guard {
  if (!findsByIdOnly) {
    return {
      replace: (model, next) => writing(() => replaceEarlier(model, next)),
      replaceAll: (model, all) => writing(() => replaceEarlierOnes(model, all)),
    };
  }
  const replace: Guard['replace'] = (model, next) => writing(() => compareAndReplace(model, next));
  return {
    replace,
    // Each when its turn comes, so that others have theirs in between.
    replaceAll: async (model, all) => void (await Promise.all(all.map((next) => replace(model, next)))),
  };
}
