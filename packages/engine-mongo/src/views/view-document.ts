import type { Scalar, SourcePosition } from '@huitang/runtime';
import { Schema } from 'mongoose';
import { SCHEMA_OPTIONS } from '../connection.ts';
import type { Field } from './definition.ts';

/** A document of a view, or the tombstone of one; the declared fields lie beside these, as `f_<field>`. */
export interface ViewDocument {
  readonly _id: string;
  readonly stream: string;
  readonly version: number;
  readonly index: number;
  /** False for a tombstone. */
  readonly shown: boolean;
  /** The whole document as JSON text, so that every JSON survives; null for a tombstone. */
  readonly doc: string | null;
}

/** Null stands for a field that the document does not have, and is before everything. */
export type StoredFields = Readonly<Record<string, Scalar | null | readonly string[]>>;

export const viewSchema = (fields: readonly Field[]): Schema<ViewDocument> => {
  const schema = new Schema<ViewDocument>(
    {
      _id: { type: String, required: true },
      stream: { type: String, required: true },
      version: { type: Number, required: true },
      index: { type: Number, required: true },
      shown: { type: Boolean, required: true },
      doc: { type: String, default: null },
    },
    SCHEMA_OPTIONS,
  );
  // Mixed: a number is not to be found by the text that looks like it.
  schema.add(Object.fromEntries(fields.map(({ path }) => [path, Schema.Types.Mixed])));
  return schema;
};

/** With its declared fields; a tombstone has none. */
export type StoredDocument = ViewDocument & StoredFields;

/** A document, or with null its tombstone, as it stands at a position of its source. */
export const viewDocument = (
  id: string,
  document: object | null,
  { stream, version, index }: SourcePosition,
  fields: StoredFields = {},
): StoredDocument => ({
  ...fields,
  _id: id,
  stream,
  version,
  index,
  shown: document !== null,
  doc: document && JSON.stringify(document),
});
