import { type CollectionDefinition, checkedCollectionName, type DeclaredField, Fault } from '@huitang/runtime';
import type { IndexSpec } from '../indexes.ts';

/** A declared field and where a stored document has it. */
export interface Field extends DeclaredField {
  readonly path: string;
}

/** How a collection is stored. */
export interface Shape {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly indexes: readonly IndexSpec[];
}

const FIELD = /^[A-Za-z][A-Za-z0-9_]*$/;

const invalid = (message: string): Fault => new Fault('invalid-definition', message, { retriable: false });

function fieldsOf({ name, fields }: CollectionDefinition): readonly Field[] {
  return Object.entries(fields).map(([field, kind]) => {
    if (!FIELD.test(field)) throw invalid(`${name}: a field is a word of letters and digits, not ${field}`);
    return { field, kind, path: `f_${field}` };
  });
}

function indexOf(name: string, number: number, index: readonly string[], fields: readonly Field[]): IndexSpec {
  if (index.length === 0) throw invalid(`${name}: an index without fields`);
  const paths = index.map((one, place) => {
    const field = fields.find(({ field }) => field === one);
    if (!field) throw invalid(`${name}: the index names ${one}, which is not declared`);
    if (field.kind === 'texts' && place > 0) throw invalid(`${name}: the list ${one} must come first in its index`);
    return field.path;
  });
  // Ties are broken by id, so the index ends with it.
  return { name: `index-${number}`, fields: [...paths, '_id'] };
}

/** Throws `invalid-definition` for names that cannot be, and for lists that do not come first in their index. */
export function shapeOf(definition: CollectionDefinition): Shape {
  const name = checkedCollectionName(definition.name);
  const fields = fieldsOf(definition);
  return { name, fields, indexes: definition.indexes.map((index, number) => indexOf(name, number, index, fields)) };
}
