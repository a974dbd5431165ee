import { type Condition, type CursorPlace, decodeCursor, Fault, type Query, type Scalar } from '@huitang/runtime';
import type { Field, Shape } from './definition.ts';

/** What a field is compared with; the only operators a query is ever made of. */
export interface Comparison {
  readonly $eq?: Scalar | null;
  readonly $ne?: null;
  readonly $in?: readonly Scalar[];
  readonly $gte?: Scalar;
  readonly $gt?: Scalar;
  readonly $lt?: Scalar;
  readonly $lte?: Scalar;
}

type Comparisons = Readonly<Record<string, Comparison>>;

/** A query in MongoDB's words. */
export interface PlannedQuery {
  /** All must hold. */
  readonly all: readonly Comparisons[];
  /** Where a cursor was given: one must hold. */
  readonly after?: readonly Comparisons[];
  readonly sort: Readonly<Record<string, 1 | -1>>;
  /** The fields sorted by, without the id. */
  readonly sortFields: readonly Field[];
  /** Items on a page; one more is asked for, to know whether there is another page. */
  readonly limit: number;
}

type Range = Exclude<Condition, Scalar | { readonly in: unknown } | { readonly contains: unknown }>;
type SortKey = readonly [Field, 'asc' | 'desc'];

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 10_000;

const invalid = (message: string): Fault => new Fault('invalid-query', message, { retriable: false });

// What comes from outside may be anything, whatever its type says: an object would be taken for operators.
const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function checked(shape: Shape, { field }: Field, value: unknown): Scalar {
  if (isScalar(value)) return value;
  throw invalid(
    `${shape.name}: ${field} is compared with ${JSON.stringify(value)}, which is no text, number or boolean`,
  );
}

function fieldOf({ name, fields }: Shape, field: string): Field {
  const found = fields.find((one) => one.field === field);
  if (!found) throw invalid(`${name}: ${field} is not declared, so nobody can search by it`);
  return found;
}

function rangeOf(shape: Shape, field: Field, range: Range): Comparison {
  const { gte, gt, lt, lte, ...others } = range;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw invalid(`${shape.name}: ${field.field} is asked for by ${unknown}, which is no condition`);
  return {
    ...(gte !== undefined && { $gte: checked(shape, field, gte) }),
    ...(gt !== undefined && { $gt: checked(shape, field, gt) }),
    ...(lt !== undefined && { $lt: checked(shape, field, lt) }),
    ...(lte !== undefined && { $lte: checked(shape, field, lte) }),
  };
}

function comparisonOf(shape: Shape, field: Field, condition: Condition): Comparison {
  const isObject = typeof condition === 'object' && condition !== null;
  if (isObject && 'contains' in condition) {
    if (field.kind === 'texts') return { $eq: checked(shape, field, condition.contains) };
    throw invalid(`${shape.name}: ${field.field} is no list that could contain something`);
  }
  if (field.kind === 'texts') throw invalid(`${shape.name}: ${field.field} is a list, which is asked with contains`);
  if (!isObject) return { $eq: checked(shape, field, condition) };
  if ('in' in condition) return { $in: condition.in.map((value) => checked(shape, field, value)) };
  return rangeOf(shape, field, condition);
}

function sortKeys(shape: Shape, sort: Query['sort'] = []): readonly SortKey[] {
  return sort.map(([name, direction]) => {
    const field = fieldOf(shape, name);
    if (field.kind === 'texts') throw invalid(`${shape.name}: ${name} is a list, which has no order`);
    return [field, direction];
  });
}

/** What comes after a value of one field, each alternative alone; null, for a missing field, comes before everything. */
function beyond([{ path }, direction]: SortKey, value: Scalar | null): readonly Comparisons[] {
  if (direction === 'asc') return [{ [path]: value === null ? { $ne: null } : { $gt: value } }];
  return value === null ? [] : [{ [path]: { $lt: value } }, { [path]: { $eq: null } }];
}

/** Everything after a place: equal in the first fields and beyond in the next, or equal in all with a later id. */
function alternativesAfter(keys: readonly SortKey[], { values, id }: CursorPlace): readonly Comparisons[] {
  const equal = keys.map(([{ path }], index): Comparisons => ({ [path]: { $eq: values[index] ?? null } }));
  const alternatives = keys.flatMap((key, depth) =>
    beyond(key, values[depth] ?? null).map((last) => Object.assign({}, ...equal.slice(0, depth), last) as Comparisons),
  );
  return [...alternatives, Object.assign({}, ...equal, { _id: { $gt: id } }) as Comparisons];
}

/** Throws `invalid-query` for fields that are not declared, `invalid-cursor` for a cursor of another query. */
export function planQuery(shape: Shape, query: Query): PlannedQuery {
  const keys = sortKeys(shape, query.sort);
  return {
    all: Object.entries(query.where ?? {}).flatMap(([name, condition]) => {
      const field = fieldOf(shape, name);
      const comparison = comparisonOf(shape, field, condition);
      // A range without limits holds for everything; as a comparison it would be one with an empty object.
      return Object.keys(comparison).length > 0 ? [{ [field.path]: comparison }] : [];
    }),
    ...(query.cursor !== undefined && { after: alternativesAfter(keys, decodeCursor(query.cursor, keys.length)) }),
    sort: {
      ...Object.fromEntries(keys.map(([{ path }, direction]) => [path, direction === 'asc' ? 1 : -1])),
      _id: 1,
    },
    sortFields: keys.map(([field]) => field),
    limit: Math.min(LIMIT_MAX, Math.max(1, query.limit ?? LIMIT_DEFAULT)),
  };
}
