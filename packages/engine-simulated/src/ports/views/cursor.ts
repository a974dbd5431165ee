import { decodeCursor, encodeCursor, type Query, type Scalar } from '@huitang/runtime';
import type { FieldValue, ViewRow } from '../../durable/view-rows.ts';

type Sort = NonNullable<Query['sort']>;

// Nobody sorts by a list.
const scalarOf = (value: FieldValue): Scalar | null =>
  value === undefined || typeof value === 'object' ? null : value;

/** Behind this row the next page begins. */
export const cursorAt = ({ id, fields }: ViewRow, sort: Sort): string =>
  encodeCursor({ values: sort.map(([field]) => scalarOf(fields[field])), id });

/** What stands where a page ended, to compare with. Throws `invalid-cursor` for that of another query. */
export function rowAt(cursor: string, sort: Sort): ViewRow {
  const { id, values } = decodeCursor(cursor, sort.length);
  const fields = Object.fromEntries(sort.map(([field], place) => [field, values[place] ?? undefined]));
  return { id, fields, text: null, source: { stream: '', version: 0, index: 0 } };
}
