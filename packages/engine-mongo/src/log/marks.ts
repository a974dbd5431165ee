import { needsPublishing } from '@huitang/runtime';
import { type Model, Schema, trusted } from 'mongoose';
import { SCHEMA_OPTIONS } from '../connection.ts';
import { isDuplicateKey } from '../storage-fault.ts';
import { type CommitDocument, commitOf } from './commit-document.ts';
import type { CommitModel, Commits } from './commits.ts';

/** Which commits have public events that are not published yet. */
export interface Marks {
  /** Inserts a commit together with its mark. */
  insert(document: CommitDocument): Promise<void>;
  /** Those marked, by key, after `after`. */
  list(limit: number, after: string): Promise<readonly CommitDocument[]>;
  /** Unconditional, so it may be done twice and by anybody. */
  clear(keys: readonly string[]): Promise<void>;
}

/** The mark is a field of the commit: one insert, and a sparse index to find it by. */
export const marksInCommits = (model: CommitModel): Marks => ({
  insert: async (document) => {
    await model.insertOne(document);
  },
  list: (limit, after) =>
    model
      .find({ unpublished: trusted({ $gt: after }) })
      .sort({ unpublished: 1 })
      .limit(limit)
      .lean<CommitDocument[]>(),
  async clear(keys) {
    await model.bulkWrite(
      keys.map((key) => ({ updateOne: { filter: { _id: key }, update: { $unset: { unpublished: 1 } } } })),
      { ordered: false },
    );
  },
});

interface OutboxDocument {
  /** The key of a commit that is, or may yet be. */
  readonly _id: string;
}

export const outboxSchema = new Schema<OutboxDocument>({ _id: { type: String, required: true } }, SCHEMA_OPTIONS);

async function intend(outbox: Model<OutboxDocument>, key: string): Promise<void> {
  try {
    await outbox.insertOne({ _id: key });
  } catch (error) {
    // A rival means to append the same version; whichever commit gets it, its key is there.
    if (!isDuplicateKey(error)) throw error;
  }
}

const AT_ONCE = 16;

/**
 * On FerretDB, which would search every commit for the marked ones: their keys lie in a collection that stays short. A key
 * is there before its commit, and goes only after that has been published, so none is missed; one without a commit waits.
 */
export function marksInOutbox(model: CommitModel, commits: Commits, outbox: Model<OutboxDocument>): Marks {
  return {
    async insert({ unpublished, ...document }) {
      if (unpublished !== undefined) await intend(outbox, unpublished);
      await model.insertOne(document);
    },
    async list(limit, after) {
      const keys = await outbox
        .find({ _id: trusted({ $gt: after }) })
        .sort({ _id: 1 })
        .lean<OutboxDocument[]>();
      const found: CommitDocument[] = [];
      for (let next = 0; next < keys.length && found.length < limit; next += AT_ONCE) {
        const page = await Promise.all(keys.slice(next, next + AT_ONCE).map(({ _id }) => commits.byKey(_id)));
        found.push(...page.filter((one) => one !== undefined).filter((one) => needsPublishing(commitOf(one))));
      }
      return found.slice(0, limit);
    },
    async clear(keys) {
      await outbox.deleteMany({ _id: trusted({ $in: [...keys] }) });
    },
  };
}
