import { type Scalar, scalarValue, textsValue } from '@huitang/runtime';
import type { Value } from '../sql.ts';
import type { Column } from './definition.ts';

/** Stands for a field that a document does not have: before every number and text, and equal to none JSON can hold. */
export const MISSING = Number.NEGATIVE_INFINITY;

/** A scalar as it is bound, null as what is missing. */
export const bound = (value: Scalar | null): Value =>
  value === null ? MISSING : typeof value === 'boolean' ? Number(value) : value;

/** A field of a document as its column holds it. Throws `invalid-document` when it is not what was declared. */
export const columnValue = (name: string, column: Column, value: unknown): Value =>
  column.kind === 'texts' ? JSON.stringify(textsValue(name, column, value)) : bound(scalarValue(name, column, value));
