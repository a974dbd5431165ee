import { Fault, type Query } from '@huitang/runtime';
import type { FieldValue, ViewRow } from '../../durable/view-rows.ts';

type Sort = NonNullable<Query['sort']>;

const invalid = (): Fault =>
  new Fault('invalid-cursor', 'the cursor does not come from a page of this query', { retriable: false });

const isValue = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The last item of a page by its sort values and its id. */
export const encodeCursor = ({ id, fields }: ViewRow, sort: Sort): string =>
  Buffer.from(JSON.stringify([...sort.map(([field]) => fields[field] ?? null), id])).toString('base64url');

/** Throws `invalid-cursor` for a text that `encodeCursor` did not make for such a query. */
export function decodeCursor(cursor: string, sort: Sort): ViewRow {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalid();
  }
  if (!Array.isArray(parts) || parts.length !== sort.length + 1 || !parts.every(isValue)) throw invalid();
  const id: unknown = parts.at(-1);
  if (typeof id !== 'string') throw invalid();
  const values: FieldValue[] = parts.map((value) => value ?? undefined);
  const fields = Object.fromEntries(sort.map(([field], place) => [field, values[place]]));
  return { id, fields, text: null, source: { stream: '', version: 0, index: 0 } };
}
