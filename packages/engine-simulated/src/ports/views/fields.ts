import { type CollectionDefinition, type DeclaredField, scalarValue, textsValue } from '@huitang/runtime';
import type { FieldValue } from '../../durable/view-rows.ts';

const fieldValue = (name: string, declared: DeclaredField, value: unknown): FieldValue =>
  declared.kind === 'texts'
    ? [...textsValue(name, declared, value)]
    : (scalarValue(name, declared, value) ?? undefined);

/** What a document can be found by. Throws `invalid-document` when a field is not what was declared. */
export function fieldsOf(
  { name, fields }: CollectionDefinition,
  document: object,
): Readonly<Record<string, FieldValue>> {
  // A document's own properties by name; what it is otherwise is nobody's business here.
  const own = document as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).map(([field, kind]) => [field, fieldValue(name, { field, kind }, own[field])]),
  );
}
