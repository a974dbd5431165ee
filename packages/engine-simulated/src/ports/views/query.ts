import { type CollectionDefinition, type Condition, Fault, type Query } from '@huitang/runtime';
import { compareTexts } from '../../durable/table.ts';
import type { FieldValue, ViewRow } from '../../durable/view-rows.ts';

const invalid = (message: string): Fault => new Fault('invalid-query', message, { retriable: false });

type Fits = (row: ViewRow) => boolean;

function kindOf({ name, fields }: CollectionDefinition, field: string) {
  const kind = fields[field];
  if (!kind) throw invalid(`${name}: ${field} is not declared, so nobody can search by it`);
  return kind;
}

/** Missing comes before everything; false before true. */
function compareValues(a: FieldValue, b: FieldValue): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

type Range = Exclude<Condition, string | number | boolean | { readonly in: unknown } | { readonly contains: unknown }>;

/** What a document does not have is in no range. */
const isIn = (value: FieldValue, { gte, gt, lt, lte }: Range): boolean =>
  value !== undefined &&
  (gte === undefined || compareValues(value, gte) >= 0) &&
  (gt === undefined || compareValues(value, gt) > 0) &&
  (lt === undefined || compareValues(value, lt) < 0) &&
  (lte === undefined || compareValues(value, lte) <= 0);

function fitsCondition(definition: CollectionDefinition, field: string, condition: Condition): Fits {
  const isList = kindOf(definition, field) === 'texts';
  const isObject = typeof condition === 'object';
  if (isObject && 'contains' in condition) {
    if (!isList) throw invalid(`${definition.name}: ${field} is no list that could contain something`);
    return ({ fields }) => {
      const list = fields[field];
      return Array.isArray(list) && list.includes(condition.contains);
    };
  }
  if (isList) throw invalid(`${definition.name}: ${field} is a list, which is asked with contains`);
  if (!isObject) return ({ fields }) => fields[field] === condition;
  if ('in' in condition) return ({ fields }) => condition.in.some((one) => one === fields[field]);
  return ({ fields }) => isIn(fields[field], condition);
}

export interface Plan {
  readonly fits: Fits;
  readonly compare: (a: ViewRow, b: ViewRow) => number;
  readonly sort: NonNullable<Query['sort']>;
  readonly limit: number;
}

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 10_000;

/** Throws `invalid-query` for what is not declared. */
export function planOf(definition: CollectionDefinition, { where = {}, sort = [], limit }: Query): Plan {
  const conditions = Object.entries(where).map(([field, one]) => fitsCondition(definition, field, one));
  for (const [field] of sort) {
    if (kindOf(definition, field) === 'texts')
      throw invalid(`${definition.name}: ${field} is a list, which has no order`);
  }
  return {
    fits: (row) => conditions.every((fits) => fits(row)),
    compare(a, b) {
      for (const [field, direction] of sort) {
        const order = compareValues(a.fields[field], b.fields[field]);
        if (order !== 0) return direction === 'asc' ? order : -order;
      }
      return compareTexts(a.id, b.id);
    },
    sort,
    limit: Math.min(LIMIT_MAX, Math.max(1, limit ?? LIMIT_DEFAULT)),
  };
}
