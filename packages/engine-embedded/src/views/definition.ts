import { type CollectionDefinition, checkedCollectionName, type DeclaredField, Fault } from '@huitang/runtime';

/** A declared field and its column, quoted. */
export interface Column extends DeclaredField {
  readonly column: string;
}

/** A table of its own for `contains`: one row per value in the list, with the fields that come after it in the index. */
export interface ListIndex {
  readonly table: string;
  readonly list: Column;
  readonly rest: readonly Column[];
}

/** How a collection lies in the file; names in it are quoted. */
export interface Shape {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly scalarIndexes: readonly (readonly Column[])[];
  readonly listIndexes: readonly ListIndex[];
}

const FIELD = /^[A-Za-z][A-Za-z0-9_]*$/;

const invalid = (message: string): Fault => new Fault('invalid-definition', message, { retriable: false });

function columnsOf({ name, fields }: CollectionDefinition): readonly Column[] {
  const taken = new Set<string>();
  return Object.entries(fields).map(([field, kind]) => {
    if (!FIELD.test(field)) throw invalid(`${name}: a field is a word of letters and digits, not ${field}`);
    // Column names do not tell upper from lower case.
    if (taken.has(field.toLowerCase())) throw invalid(`${name}: two fields differ only in the case of ${field}`);
    taken.add(field.toLowerCase());
    return { field, kind, column: `"f:${field}"` };
  });
}

/** Throws `invalid-definition` for names that cannot be, and for lists that do not come first in their index. */
export function shapeOf(definition: CollectionDefinition): Shape {
  const name = checkedCollectionName(definition.name);
  const columns = columnsOf(definition);
  const indexes = definition.indexes.map((fields) =>
    fields.map((field, place) => {
      const column = columns.find((one) => one.field === field);
      if (!column) throw invalid(`${name}: the index names ${field}, which is not declared`);
      if (column.kind === 'texts' && place > 0)
        throw invalid(`${name}: the list ${field} must come first in its index`);
      return column;
    }),
  );
  const listIndexes: ListIndex[] = [];
  const scalarIndexes: (readonly Column[])[] = [];
  indexes.forEach((index, number) => {
    const [first, ...rest] = index;
    if (!first) throw invalid(`${name}: an index without fields`);
    if (first.kind === 'texts') listIndexes.push({ table: `"view:${name}:list:${number}"`, list: first, rest });
    else scalarIndexes.push(index);
  });
  return { name, table: `"view:${name}"`, columns, scalarIndexes, listIndexes };
}
