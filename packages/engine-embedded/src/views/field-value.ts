import { Fault, type Scalar } from '@huitang/runtime';
import type { Value } from '../sql.ts';
import type { Column } from './definition.ts';

/** Stands for a field that a document does not have: before every number and text, and equal to none JSON can hold. */
export const MISSING = Number.NEGATIVE_INFINITY;

const unfit = (name: string, { field, kind }: Column, value: unknown): Fault =>
  new Fault('invalid-document', `${name}: ${field} is declared as ${kind}, not ${JSON.stringify(value)}`, {
    retriable: false,
  });

/** A scalar as it is bound. */
export const bound = (value: Scalar): Value => (typeof value === 'boolean' ? Number(value) : value);

/** The texts of a list field. Throws `invalid-document` for anything else. */
function textsIn(name: string, column: Column, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const isText = (item: unknown): item is string => typeof item === 'string';
  if (!Array.isArray(value) || !value.every(isText)) throw unfit(name, column, value);
  return value;
}

/** A field of a document as its column holds it. Throws `invalid-document` when it is not what was declared. */
export function columnValue(name: string, column: Column, value: unknown): Value {
  if (column.kind === 'texts') return JSON.stringify(textsIn(name, column, value));
  if (value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value))) return MISSING;
  switch (column.kind) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'number':
      if (typeof value === 'number') return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return bound(value);
      break;
  }
  throw unfit(name, column, value);
}
