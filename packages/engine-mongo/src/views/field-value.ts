import { Fault, type Scalar } from '@huitang/runtime';
import type { Field } from './definition.ts';

/** A declared field as it is stored; null stands for one that the document does not have, and is before everything. */
export type StoredValue = Scalar | null | readonly string[];

const unfit = (name: string, { field, kind }: Field, value: unknown): Fault =>
  new Fault('invalid-document', `${name}: ${field} is declared as ${kind}, not ${JSON.stringify(value)}`, {
    retriable: false,
  });

const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value));

function listValue(name: string, field: Field, value: unknown): readonly string[] {
  const isText = (item: unknown): item is string => typeof item === 'string';
  if (isMissing(value)) return [];
  if (Array.isArray(value) && value.every(isText)) return value;
  throw unfit(name, field, value);
}

/** A field that one can sort by. Throws `invalid-document` when it is not what was declared. */
export function scalarValue(name: string, field: Field, value: unknown): Scalar | null {
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
  throw unfit(name, field, value);
}

/** Throws `invalid-document` when it is not what was declared. */
export const storedValue = (name: string, field: Field, value: unknown): StoredValue =>
  field.kind === 'texts' ? listValue(name, field, value) : scalarValue(name, field, value);
