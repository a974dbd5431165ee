import { Fault } from '../faults.ts';
import type { Scalar } from '../ports/views.ts';

/** Where a page ended. */
export interface CursorPlace {
  /** The last item's sort values, null where it has none. */
  readonly values: readonly (Scalar | null)[];
  readonly id: string;
}

const invalid = (): Fault =>
  new Fault('invalid-cursor', 'the cursor does not come from a page of this query', { retriable: false });

const isValue = (value: unknown): value is Scalar | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The last item of a page by its sort values and its id. */
export const encodeCursor = ({ values, id }: CursorPlace): string =>
  Buffer.from(JSON.stringify([...values, id])).toString('base64url');

/** Throws `invalid-cursor` for a text that `encodeCursor` did not make of so many sort values. */
export function decodeCursor(cursor: string, sortFields: number): CursorPlace {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalid();
  }
  if (!Array.isArray(parts) || parts.length !== sortFields + 1 || !parts.every(isValue)) throw invalid();
  const id = parts.at(-1);
  if (typeof id !== 'string') throw invalid();
  return { values: parts.slice(0, -1), id };
}
