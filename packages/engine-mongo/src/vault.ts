import { checkedKey, endOfPrefix, type Vault } from '@huitang/runtime';
import { type Connection, Schema, trusted } from 'mongoose';
import { modelOf, SCHEMA_OPTIONS } from './connection.ts';
import { decodeField, encodeField } from './field-name.ts';
import { faulting, isDuplicateKey } from './storage-fault.ts';
import type { Writing } from './writing.ts';

interface SubjectDocument {
  /** The subject. */
  readonly _id: string;
  /** By encoded name. */
  readonly fields: Readonly<Record<string, string>>;
}

const schema = new Schema<SubjectDocument>(
  { _id: { type: String, required: true }, fields: Schema.Types.Mixed },
  SCHEMA_OPTIONS,
);

const shown = (fields: SubjectDocument['fields']): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [decodeField(name), text]));

/** Personal data by subject: one document each, whose fields are set one by one, so that writers do not undo each other. */
export function openVault(database: Connection, writing: Writing): Vault {
  const model = modelOf(database, 'subjects', schema);
  const set = (subject: string, fields: Readonly<Record<string, string>>): Promise<unknown> =>
    model.updateOne({ _id: subject }, { $set: fields }, { upsert: true });
  return {
    get: (subject) =>
      faulting(async () => {
        const found = await model.findOne({ _id: subject }).lean<SubjectDocument>();
        return found ? shown(found.fields ?? {}) : undefined;
      }),
    async put(subject, fields) {
      checkedKey(subject);
      const paths = Object.entries(fields).map(([name, text]) => [`fields.${encodeField(name)}`, text] as const);
      const update: Record<string, string> = Object.fromEntries(paths);
      await writing(() =>
        faulting(async () => {
          try {
            await set(subject, update);
          } catch (error) {
            // A rival inserted the subject at the same moment: now it is there to be changed.
            if (!isDuplicateKey(error)) throw error;
            await set(subject, update);
          }
        }),
      );
    },
    subjects: (prefix, limit, after = '') =>
      faulting(async () => {
        const range = trusted({ $gte: prefix, $gt: after, $lt: endOfPrefix(prefix) });
        const found = model.find({ _id: range }).sort({ _id: 1 }).limit(limit).select('_id');
        return (await found.lean<Pick<SubjectDocument, '_id'>[]>()).map(({ _id }) => _id);
      }),
    erase: (subject) => writing(() => faulting(async () => (await model.deleteOne({ _id: subject })).deletedCount > 0)),
  };
}
