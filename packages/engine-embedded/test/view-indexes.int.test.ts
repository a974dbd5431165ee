import { join } from 'node:path';
import type { CollectionDefinition, Query } from '@huitang/runtime';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSql, type Sql } from '../src/sql.ts';
import { shapeOf } from '../src/views/definition.ts';
import { planQuery } from '../src/views/query.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

const definition: CollectionDefinition = {
  name: 'calendar-entries',
  fields: { feeds: 'texts', center: 'text', start: 'text', changed: 'text' },
  indexes: [['feeds', 'start'], ['feeds', 'changed'], ['center', 'start'], ['start']],
};

let dir: string;
let sql: Sql;

beforeEach(async () => {
  dir = newFolder();
  const engine = openIn(dir);
  engine.views.collection(definition);
  await engine.close();
  sql = openSql(join(dir, 'huitang.db'));
});
afterEach(() => {
  sql.close();
  removeFolder(dir);
});

const explain = (query: Query): string => {
  const { text, values } = planQuery(shapeOf(definition), query);
  return sql
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(values)
    .map(({ detail }) => detail)
    .join('\n');
};

const cursor = (...parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

test.each<[string, Query, string]>([
  ['a scalar', { where: { center: 'tianping' } }, 'SEARCH t USING INDEX view:calendar-entries:index:0 (f:center=?'],
  [
    'a scalar and a range',
    { where: { center: 'tianping', start: { gte: 'a', lt: 'b' } }, sort: [['start', 'asc']] },
    'SEARCH t USING INDEX view:calendar-entries:index:0 (f:center=? AND f:start>? AND f:start<?)',
  ],
  [
    'several scalars at once',
    { where: { center: { in: ['tianping', 'riverside'] }, start: { gte: 'a' } } },
    'SEARCH t USING INDEX view:calendar-entries:index:0 (f:center=? AND f:start>?)',
  ],
  [
    'a list and a range',
    { where: { feeds: { contains: 'hall' }, start: { gte: 'a', lt: 'b' } }, sort: [['start', 'asc']] },
    'SEARCH s USING PRIMARY KEY (value=? AND f:start>? AND f:start<?)',
  ],
  [
    'a list and a range of the other index',
    { where: { feeds: { contains: 'hall' }, changed: { gt: 'a' } }, sort: [['changed', 'asc']] },
    'SEARCH s USING PRIMARY KEY (value=? AND f:changed>?)',
  ],
  [
    'the next page of a long list',
    { where: { center: 'tianping', start: { gte: 'a' } }, sort: [['start', 'asc']], cursor: cursor('b', 'id') },
    'SEARCH t USING INDEX view:calendar-entries:index:0 (f:center=? AND f:start>?)',
  ],
  [
    'the next page of a long list, falling',
    { where: { center: 'tianping' }, sort: [['start', 'desc']], cursor: cursor('b', 'id') },
    'SEARCH t USING INDEX view:calendar-entries:index:0 (f:center=? AND f:start<?)',
  ],
])('a search for %s goes through its index, not through all documents', (_, query, expected) => {
  const plan = explain(query);
  expect(plan).toContain(expected);
  expect(plan).not.toContain('SCAN t');
  expect(plan).not.toContain('SCAN s');
});

test.each<[string, Query]>([
  ['a scalar', { where: { center: 'tianping' }, sort: [['start', 'asc']] }],
  ['a list', { where: { feeds: { contains: 'hall' } }, sort: [['start', 'asc']] }],
  ['everything', { sort: [['start', 'asc']] }],
])('what is asked by %s comes sorted out of the index', (_, query) => {
  expect(explain(query)).not.toContain('USE TEMP B-TREE');
});

test('the next page is looked up from its cursor, not from the beginning of the range', () => {
  const page = { sort: [['start', 'asc']], cursor: cursor('b', 'id') } as const;
  const { text } = planQuery(shapeOf(definition), { where: { start: { gte: 'a', lt: 'c' } }, ...page });
  // A plus before a column keeps SQLite from using an index for that comparison (sqlite.org/optoverview.html).
  expect(text).toContain('+t."f:start" >= ?');
  expect(text).toContain(' t."f:start" < ?');
  expect(text).toContain(' t."f:start" >= ?');
});

test.each<[string, CollectionDefinition]>([
  ['a name with a quote', { name: 'a"b', fields: {}, indexes: [] }],
  ['a field with a quote', { name: 'a', fields: { 'a"': 'text' }, indexes: [] }],
  ['fields that differ in case only', { name: 'a', fields: { a: 'text', A: 'text' }, indexes: [] }],
  ['an index on what is not declared', { name: 'a', fields: {}, indexes: [['a']] }],
  ['a list that does not come first', { name: 'a', fields: { a: 'text', b: 'texts' }, indexes: [['a', 'b']] }],
  ['an index without fields', { name: 'a', fields: {}, indexes: [[]] }],
])('a definition with %s is refused', (_, wrong) => {
  expect(() => shapeOf(wrong)).toThrow(expect.objectContaining({ code: 'invalid-definition', retriable: false }));
});

test('a collection in use cannot be defined in another way, and a document that does not fit is refused', async () => {
  sql.close();
  const engine = openIn(dir);
  const collection = engine.views.collection<{ start: unknown }>(definition);
  expect(() => engine.views.collection({ ...definition, indexes: [] })).toThrow('in use with another definition');
  const put = collection.put('a', { start: 5 }, { stream: 'activity/a', version: 1, index: 0 });
  await expect(put).rejects.toMatchObject({ code: 'invalid-document', retriable: false });
  await engine.close();
});
