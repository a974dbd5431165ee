import { Fault } from '@huitang/runtime';
import type { Value } from '../sql.ts';
import { MISSING } from './field-value.ts';

const invalid = (): Fault =>
  new Fault('invalid-cursor', 'the cursor does not come from a page of this query', { retriable: false });

/** The last item of a page by its sort values and its id; JSON has no infinity, so null stands for a missing field. */
export const encodeCursor = (values: readonly Value[], id: string): string =>
  Buffer.from(JSON.stringify([...values.map((value) => (value === MISSING ? null : value)), id])).toString('base64url');

/** Throws `invalid-cursor` for a text that `encodeCursor` did not make of so many sort values. */
export function decodeCursor(
  cursor: string,
  sortFields: number,
): { readonly values: readonly Value[]; readonly id: string } {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalid();
  }
  if (!Array.isArray(parts) || parts.length !== sortFields + 1) throw invalid();
  const values = parts.map((value: unknown) => {
    if (value === null) return MISSING;
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw invalid();
  });
  const id = values.pop();
  if (typeof id !== 'string') throw invalid();
  return { values, id };
}
