import { type CollectionDefinition, Fault } from '@huitang/runtime';
import type { FieldValue } from '../../durable/view-rows.ts';

type Kind = CollectionDefinition['fields'][string];

const NAME = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

export function checkedDefinition(definition: CollectionDefinition): CollectionDefinition {
  if (!NAME.test(definition.name)) {
    const message = `a collection's name is kebab-case, not ${definition.name}`;
    throw new Fault('invalid-definition', message, { retriable: false });
  }
  return definition;
}

const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value));

const isText = (value: unknown): value is string => typeof value === 'string';

const UNFIT = Symbol('unfit');

function fieldValue(kind: Kind, value: unknown): FieldValue | typeof UNFIT {
  if (kind === 'texts') {
    if (isMissing(value)) return [];
    return Array.isArray(value) && value.every(isText) ? [...value] : UNFIT;
  }
  if (isMissing(value)) return undefined;
  const wanted = kind === 'text' ? 'string' : kind;
  // A scalar of the type it was just found to be.
  return typeof value === wanted ? (value as FieldValue) : UNFIT;
}

/** What a document can be found by. Throws `invalid-document` when a field is not what was declared. */
export function fieldsOf(
  { name, fields }: CollectionDefinition,
  document: object,
): Readonly<Record<string, FieldValue>> {
  // A document's own properties by name; what it is otherwise is nobody's business here.
  const own = document as Readonly<Record<string, unknown>>;
  const found: Record<string, FieldValue> = {};
  for (const [field, kind] of Object.entries(fields)) {
    const value = fieldValue(kind, own[field]);
    if (value === UNFIT) {
      const message = `${name}: ${field} is declared as ${kind}, not ${JSON.stringify(own[field])}`;
      throw new Fault('invalid-document', message, { retriable: false });
    }
    found[field] = value;
  }
  return found;
}
