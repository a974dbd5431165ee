import { type Condition, decodeCursor, Fault, type Query } from '@huitang/runtime';
import type { Value } from '../sql.ts';
import type { Column, ListIndex, Shape } from './definition.ts';
import { bound, MISSING } from './field-value.ts';

/** A query as SQL; the text depends on the shape of the query alone, so statements are kept by it. */
export interface PlannedQuery {
  readonly text: string;
  readonly values: readonly Value[];
  readonly sort: readonly Column[];
  /** Items on a page; the text asks for one more, to know whether there is another page. */
  readonly limit: number;
}

interface Planning {
  readonly shape: Shape;
  /** The list index that is searched, when there is one. */
  readonly through: ListIndex | undefined;
  /** The first sort field, when the query goes on from a cursor. */
  readonly paged: NonNullable<Query['sort']>[number] | undefined;
  readonly clauses: string[];
  readonly values: Value[];
}

type Range = Exclude<Condition, string | number | boolean | { readonly in: unknown } | { readonly contains: unknown }>;

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 10_000;
const COMPARISONS = [
  ['gte', '>='],
  ['gt', '>'],
  ['lt', '<'],
  ['lte', '<='],
] as const;

const invalid = (message: string): Fault => new Fault('invalid-query', message, { retriable: false });

function columnOf({ name, columns }: Shape, field: string): Column {
  const column = columns.find((one) => one.field === field);
  if (!column) throw invalid(`${name}: ${field} is not declared, so nobody can search by it`);
  return column;
}

/** The index of the list that is asked for, best the one that goes on with what is sorted by or compared. */
function listIndexFor({ listIndexes }: Shape, { where = {}, sort = [] }: Query): ListIndex | undefined {
  const asked = listIndexes.filter(({ list }) => where[list.field] !== undefined);
  const first = sort[0]?.[0];
  return (
    asked.find(({ rest }) => first !== undefined && rest[0]?.field === first) ??
    asked.find(({ rest }) => rest[0] !== undefined && where[rest[0].field] !== undefined) ??
    asked[0]
  );
}

const placeOf = ({ through }: Planning, { field, column }: Column): string =>
  through?.rest.some((one) => one.field === field) ? `s.${column}` : `t.${column}`;

function addContains(planning: Planning, column: Column, value: string): void {
  const { through, clauses, values } = planning;
  values.push(value);
  if (through?.list.field === column.field) clauses.push('s.value = ?');
  else clauses.push(`EXISTS (SELECT 1 FROM json_each(t.${column.column}) WHERE value = ?)`);
}

function addRange({ clauses, values, paged }: Planning, { field }: Column, place: string, range: Range): void {
  const compare = (operator: string, limit: string | number): void => {
    // Where a cursor has come further than this limit, the plus keeps the index for the cursor.
    const passed = paged?.[0] === field && operator.startsWith(paged[1] === 'desc' ? '<' : '>');
    clauses.push(`${passed ? '+' : ''}${place} ${operator} ?`);
    values.push(limit);
  };
  for (const [name, operator] of COMPARISONS) {
    const limit = range[name];
    if (limit !== undefined) compare(operator, limit);
  }
  // What a document does not have comes before everything, but is in no range.
  if (range.gte === undefined && range.gt === undefined) compare('>', MISSING);
}

function addCondition(planning: Planning, column: Column, condition: Condition): void {
  const { shape, clauses, values } = planning;
  const isContains = typeof condition === 'object' && 'contains' in condition;
  if (isContains !== (column.kind === 'texts')) {
    throw invalid(`${shape.name}: ${column.field} is ${column.kind}; contains is for lists, and the only one for them`);
  }
  const place = placeOf(planning, column);
  if (typeof condition !== 'object') {
    clauses.push(`${place} = ?`);
    values.push(bound(condition));
  } else if ('contains' in condition) addContains(planning, column, condition.contains);
  else if ('in' in condition) {
    clauses.push(`${place} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(condition.in.map(bound)));
  } else addRange(planning, column, place, condition);
}

interface SortKey {
  readonly column: Column;
  readonly place: string;
  readonly descending: boolean;
}

/** What comes after the cursor: later in the first field, or equal there and later in the next, …, or later by id. */
function addCursor({ clauses, values }: Planning, cursor: string, keys: readonly SortKey[], idPlace: string): void {
  const last = decodeCursor(cursor, keys.length);
  const places = [...keys, { place: idPlace, descending: false }];
  const lastValues = [...last.values.map(bound), last.id];
  const [first] = keys;
  if (first) {
    // Says what the alternatives below say together, in a way that an index can use.
    clauses.push(`${first.place} ${first.descending ? '<=' : '>='} ?`);
    values.push(lastValues[0] ?? MISSING);
  }
  const alternatives = places.map(({ place, descending }, depth) => {
    values.push(...lastValues.slice(0, depth + 1));
    const equal = places.slice(0, depth).map((earlier) => `${earlier.place} = ?`);
    return `(${[...equal, `${place} ${descending ? '<' : '>'} ?`].join(' AND ')})`;
  });
  clauses.push(`(${alternatives.join(' OR ')})`);
}

function sortKeys(planning: Planning, sort: Query['sort'] = []): readonly SortKey[] {
  return sort.map(([field, direction]) => {
    const column = columnOf(planning.shape, field);
    if (column.kind === 'texts') throw invalid(`${planning.shape.name}: ${field} is a list, which has no order`);
    return { column, place: placeOf(planning, column), descending: direction === 'desc' };
  });
}

/** Throws `invalid-query` for fields that are not declared, `invalid-cursor` for a cursor of another query. */
export function planQuery(shape: Shape, query: Query): PlannedQuery {
  const through = listIndexFor(shape, query);
  const paged = query.cursor === undefined ? undefined : query.sort?.[0];
  const planning: Planning = { shape, through, paged, clauses: through ? [] : ['t.doc IS NOT NULL'], values: [] };
  for (const [field, condition] of Object.entries(query.where ?? {})) {
    addCondition(planning, columnOf(shape, field), condition);
  }
  const keys = sortKeys(planning, query.sort);
  const idPlace = through ? 's.id' : 't.id';
  if (query.cursor !== undefined) addCursor(planning, query.cursor, keys, idPlace);
  const limit = Math.min(LIMIT_MAX, Math.max(1, query.limit ?? LIMIT_DEFAULT));
  // CROSS JOIN keeps SQLite from starting at the other end.
  const from = through ? `${through.table} s CROSS JOIN ${shape.table} t ON t.id = s.id` : `${shape.table} t`;
  const order = [...keys.map(({ place, descending }) => place + (descending ? ' DESC' : '')), idPlace];
  return {
    text: `SELECT t.id AS id, t.doc AS doc FROM ${from} WHERE ${planning.clauses.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ?`,
    values: [...planning.values, limit + 1],
    sort: keys.map(({ column }) => column),
    limit,
  };
}
