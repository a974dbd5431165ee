import {
  type Clock,
  checkedKey,
  checkedSetName,
  endOfPrefix,
  type RecordOptions,
  type RecordSet,
  type Records,
  type StoredRecord,
} from '@huitang/runtime';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { modelOf, SCHEMA_OPTIONS } from './connection.ts';
import { ensureIndexes, type IndexSpec, verifyIndexes } from './indexes.ts';
import { once } from './once.ts';
import type { Server } from './server.ts';
import { faulting, isDuplicateKey } from './storage-fault.ts';
import type { Writing } from './writing.ts';

interface RecordDocument {
  /** `<set>/<key>`. */
  readonly _id: string;
  readonly set: string;
  /** JSON text. */
  readonly value: string;
  readonly dueAt: number | null;
  readonly expiresAt: number | null;
}

const schema = new Schema<RecordDocument>(
  {
    _id: { type: String, required: true },
    set: { type: String, required: true },
    value: { type: String, required: true },
    dueAt: { type: Number, default: null },
    expiresAt: { type: Number, default: null },
  },
  SCHEMA_OPTIONS,
);

const indexes: readonly IndexSpec[] = [
  { name: 'due', fields: ['set', 'dueAt', '_id'] },
  { name: 'expiry', fields: ['set', 'expiresAt'] },
];

type RecordModel = Model<RecordDocument>;

interface Keeping {
  readonly model: RecordModel;
  readonly clock: Clock;
  readonly writing: Writing;
  readonly server: Pick<Server, 'findsByIdOnly'>;
}

const isGone = ({ expiresAt }: Pick<RecordDocument, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && expiresAt <= now;

const notExpired = (now: number) => [{ expiresAt: null }, { expiresAt: trusted({ $gt: now }) }];

function replace(model: RecordModel, record: RecordDocument): Promise<unknown> {
  return model.replaceOne({ _id: record._id }, record, { upsert: true });
}

async function put(model: RecordModel, record: RecordDocument): Promise<void> {
  try {
    await replace(model, record);
  } catch (error) {
    // A rival inserted it at the same moment: now it is there to be replaced.
    if (!isDuplicateKey(error)) throw error;
    await replace(model, record);
  }
}

/** The key being taken is the answer; but what has expired counts as gone also before expire() took it away. */
async function insertIfAbsent(model: RecordModel, record: RecordDocument, now: number): Promise<boolean> {
  try {
    await model.insertOne(record);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const there = await model.findOne({ _id: record._id }).lean<RecordDocument>();
  if (!there || !isGone(there, now)) return false;
  // The expiry it was seen with is part of what is asked for, so of two rivals one finds nothing to replace.
  const { matchedCount } = await model.replaceOne({ _id: record._id, expiresAt: there.expiresAt }, record);
  return matchedCount > 0;
}

/**
 * One statement looks and replaces. FerretDB looks through the whole collection for anything but an `_id`: there it is
 * read by that and compared here, while nothing else of this process is written.
 */
async function replaceValue(
  { model, clock, server }: Keeping,
  expected: string,
  record: RecordDocument,
): Promise<boolean> {
  const { _id } = record;
  const now = clock.now();
  if (!server.findsByIdOnly) {
    const { matchedCount } = await model.replaceOne({ _id, value: expected, $or: notExpired(now) }, record);
    return matchedCount > 0;
  }
  const there = await model.findOne({ _id }).lean<RecordDocument>();
  if (there?.value !== expected || isGone(there, now)) return false;
  return (await model.replaceOne({ _id }, record)).matchedCount > 0;
}

function recordSet<T>(keeping: Keeping, name: string): RecordSet<T> {
  const { model, clock, writing } = keeping;
  const start = `${name}/`;
  const documentOf = (key: string, value: T, { dueAt, expiresAt }: RecordOptions): RecordDocument => ({
    _id: start + checkedKey(key),
    set: name,
    value: JSON.stringify(value),
    dueAt: dueAt ?? null,
    expiresAt: expiresAt ?? null,
  });
  // A set's name stands for one type: what is in the text was a T when it was written.
  const shown = ({ _id, value, dueAt, expiresAt }: RecordDocument): StoredRecord<T> => ({
    key: _id.slice(start.length),
    value: JSON.parse(value) as T,
    ...(dueAt !== null && { dueAt }),
    ...(expiresAt !== null && { expiresAt }),
  });
  const changing = <R>(change: () => Promise<R>): Promise<R> => faulting(() => writing(change));
  return {
    async insertIfAbsent(key, value, options = {}) {
      const record = documentOf(key, value, options);
      return changing(() => insertIfAbsent(model, record, clock.now()));
    },
    get: (key) =>
      faulting(async () => {
        const found = await model.findOne({ _id: start + key }).lean<RecordDocument>();
        return found && !isGone(found, clock.now()) ? shown(found).value : undefined;
      }),
    async put(key, value, options = {}) {
      const record = documentOf(key, value, options);
      await changing(() => put(model, record));
    },
    async compareAndSet(key, expected, value, options = {}) {
      const record = documentOf(key, value, options);
      const before = JSON.stringify(expected);
      return changing(() => replaceValue(keeping, before, record));
    },
    remove: (key) =>
      changing(async () => {
        await model.deleteOne({ _id: start + key });
      }),
    due: (now, limit) =>
      faulting(async () => {
        const due = { set: name, dueAt: trusted({ $lte: now }), $or: notExpired(now) };
        const found = model.find(due).sort({ dueAt: 1, _id: 1 }).limit(limit);
        return (await found.lean<RecordDocument[]>()).map(shown);
      }),
    list: (prefix, limit, afterKey = '') =>
      faulting(async () => {
        const keys = { $gte: start + prefix, $gt: start + afterKey, $lt: endOfPrefix(start + prefix) };
        const found = model.find({ _id: trusted(keys), $or: notExpired(clock.now()) }).sort({ _id: 1 });
        return (await found.limit(limit).lean<RecordDocument[]>()).map(shown);
      }),
    expire: (now) =>
      changing(async () => {
        const { deletedCount } = await model.deleteMany({ set: name, expiresAt: trusted({ $lte: now }) });
        return deletedCount;
      }),
  };
}

export interface OpenRecords {
  readonly records: Records;
  prepare(): Promise<void>;
  verify(): Promise<void>;
}

/** Durable state of one service: one collection for all sets. */
export function openRecords(database: Connection, { clock, writing, server }: Omit<Keeping, 'model'>): OpenRecords {
  const model = modelOf(database, 'records', schema);
  const keeping = { model, clock, writing, server };
  return {
    records: {
      set<T extends object>(name: string) {
        checkedSetName(name);
        return recordSet<T>(keeping, name);
      },
      sets: () => faulting(async () => (await model.distinct('set')).sort()),
    },
    prepare: once(() => ensureIndexes(model.collection, indexes)),
    verify: () => verifyIndexes(model.collection, indexes),
  };
}
