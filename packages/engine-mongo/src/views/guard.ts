import { type Model, trusted } from 'mongoose';
import type { Server } from '../server.ts';
import { isDuplicateKey } from '../storage-fault.ts';
import type { StoredDocument, ViewDocument } from './view-document.ts';

export type ViewModel = Model<ViewDocument>;

/** Puts a document in the place of an earlier one; false when what is there is not earlier, and then nothing changed. */
export type Guard = (model: ViewModel, next: StoredDocument) => Promise<boolean>;

/** One statement looks and replaces, so of rivals the last one of the stream stays, whoever comes first. */
async function replaceEarlier(model: ViewModel, next: StoredDocument): Promise<boolean> {
  const { _id, stream, version, index } = next;
  // A position counts only within its own stream.
  const earlier = [
    { stream: trusted({ $ne: stream }) },
    { version: trusted({ $lt: version }) },
    { version, index: trusted({ $lt: index }) },
  ];
  const filter = { _id, $or: earlier };
  try {
    await model.replaceOne(filter, next, { upsert: true });
    return true;
  } catch (error) {
    // Nothing matched, and inserting met what is there: something later, or a rival's insert of a moment ago.
    if (!isDuplicateKey(error)) throw error;
    return (await model.replaceOne(filter, next)).matchedCount > 0;
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

export const guardFor = ({ findsByIdOnly }: Server): Guard => (findsByIdOnly ? compareAndReplace : replaceEarlier);
