import { type CollectionDefinition, encodeCursor, type Query } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { shapeOf } from '../src/views/definition.ts';
import { type Comparison, planQuery } from '../src/views/query.ts';

const definition: CollectionDefinition = {
  name: 'entries',
  fields: { start: 'text', seats: 'number', feeds: 'texts' },
  indexes: [
    ['feeds', 'start'],
    ['start', 'seats'],
  ],
};
const shape = shapeOf(definition);

test('indexes are those declared, in their order, each ending with the id', () => {
  expect(shape.indexes).toEqual([
    { name: 'index-0', fields: ['f_feeds', 'f_start', '_id'] },
    { name: 'index-1', fields: ['f_start', 'f_seats', '_id'] },
  ]);
});

test.each<[string, Partial<CollectionDefinition>]>([
  ['a name with a dollar', { name: '$entries' }],
  ['a field with a dot', { fields: { 'a.b': 'text' }, indexes: [] }],
  ['an index of what is not declared', { indexes: [['nobody']] }],
  ['an index of nothing', { indexes: [[]] }],
  ['a list that does not come first', { indexes: [['start', 'feeds']] }],
])('refuses %s', (_, more) => {
  expect(() => shapeOf({ ...definition, ...more })).toThrow(expect.objectContaining({ code: 'invalid-definition' }));
});

test('conditions become comparisons of declared fields and of nothing else', () => {
  const where = { feeds: { contains: 'all' }, start: { gte: 'a', lt: 'b' }, seats: { in: [1, 2] } };
  expect(planQuery(shape, { where }).all).toEqual([
    { f_feeds: { $eq: 'all' } },
    { f_start: { $gte: 'a', $lt: 'b' } },
    { f_seats: { $in: [1, 2] } },
  ]);
});

test.each<[string, unknown]>([
  ['an operator', { $ne: null }],
  ['an operator in a range', { gte: { $gt: '' } }],
  ['an operator in a list', { in: [{ $gt: '' }] }],
  ['a pattern', { in: [/./] }],
  ['null', null],
])('%s in the place of a value is refused', (_, condition) => {
  const where = { start: condition } as NonNullable<Query['where']>;
  expect(() => planQuery(shape, { where })).toThrow(expect.objectContaining({ code: 'invalid-query' }));
});

test('a range without limits holds for everything', () => {
  expect(planQuery(shape, { where: { start: {}, seats: 1 } }).all).toEqual([{ f_seats: { $eq: 1 } }]);
});

interface Row {
  readonly _id: string;
  readonly f_start: string | null;
  readonly f_seats: number | null;
}

const holds = (value: unknown, { $eq, $ne, $gt, $lt }: Comparison): boolean =>
  // MongoDB compares only what is of one type, and null is of its own.
  ($eq === undefined || value === $eq) &&
  ($ne === undefined || value !== $ne) &&
  ($gt === undefined || (value !== null && (value as string) > ($gt as string))) &&
  ($lt === undefined || (value !== null && (value as string) < ($lt as string)));

const rank = (value: string | number | null): number =>
  value === null ? 0 : typeof value === 'number' ? value : value.charCodeAt(0);

const rows: readonly Row[] = [null, 'a', 'b'].flatMap((f_start) =>
  [null, 1, 2].flatMap((f_seats) => ['x', 'y'].map((_id) => ({ _id, f_start, f_seats }))),
);

const directions = ['asc', 'desc'] as const;
const sorts: readonly NonNullable<Query['sort']>[] = [
  [],
  ...directions.map((direction) => [['start', direction]] as const),
  ...directions.flatMap((one) =>
    directions.map(
      (other) =>
        [
          ['start', one],
          ['seats', other],
        ] as const,
    ),
  ),
];

test.each(sorts.map((sort) => [JSON.stringify(sort), sort] as const))(
  'a cursor sorted by %s is followed by exactly what comes after it in that order',
  (_, sort) => {
    const valuesOf = (row: Row) => sort.map(([field]) => (field === 'start' ? row.f_start : row.f_seats));
    const compare = (a: Row, b: Row): number => {
      const places = sort.map(([, direction], index) => {
        const difference = rank(valuesOf(a)[index] ?? null) - rank(valuesOf(b)[index] ?? null);
        return direction === 'asc' ? difference : -difference;
      });
      return places.find((difference) => difference !== 0) ?? (a._id < b._id ? -1 : a._id > b._id ? 1 : 0);
    };
    for (const last of rows) {
      const cursor = encodeCursor({ values: valuesOf(last), id: last._id });
      const after = planQuery(shape, { sort, cursor }).after ?? [];
      const found = rows.filter((row) =>
        after.some((all) => Object.entries(all).every(([path, one]) => holds(row[path as keyof Row], one))),
      );
      expect(found).toEqual(rows.filter((row) => compare(row, last) > 0));
    }
  },
);
