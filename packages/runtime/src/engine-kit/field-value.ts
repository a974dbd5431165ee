import { Fault } from '../faults.ts';
import type { CollectionDefinition, Scalar } from '../ports/views.ts';

export type FieldKind = CollectionDefinition['fields'][string];

/** A field that documents of a collection are found by, as it was declared. */
export interface DeclaredField {
  readonly field: string;
  readonly kind: FieldKind;
}

const unfit = (collection: string, { field, kind }: DeclaredField, value: unknown): Fault =>
  new Fault('invalid-document', `${collection}: ${field} is declared as ${kind}, not ${JSON.stringify(value)}`, {
    retriable: false,
  });

// Numbers that JSON has no word for are not there when the document is read again.
const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value));

const isText = (value: unknown): value is string => typeof value === 'string';

/** The texts of a list; none where it is missing. Throws `invalid-document` for anything else. */
export function textsValue(collection: string, field: DeclaredField, value: unknown): readonly string[] {
  if (isMissing(value)) return [];
  if (field.kind === 'texts' && Array.isArray(value) && value.every(isText)) return value;
  throw unfit(collection, field, value);
}

/** What can be sorted by; null where it is missing. Throws `invalid-document` when it is not what was declared. */
export function scalarValue(collection: string, field: DeclaredField, value: unknown): Scalar | null {
  if (isMissing(value)) return null;
  switch (field.kind) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'number':
      if (typeof value === 'number') return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'texts':
      break;
  }
  throw unfit(collection, field, value);
}
