import { expect, test } from '@jest/globals';
import { describedRoutes } from '../src/described.ts';
import { factories } from '../src/factories.ts';

test('the routes of every service are described, without anything being asked of an engine', () => {
  const tags = new Set(describedRoutes().map(({ spec }) => spec.path));
  for (const path of ['/api/activities', '/api/centers', '/api/organizations', '/api/import']) {
    expect(tags).toContain(path);
  }
  expect(Object.keys(factories)).toHaveLength(4);
});

test('no two services answer the same path by the same method', () => {
  const all = describedRoutes().map(({ spec }) => `${spec.method} ${spec.path}`);
  expect(new Set(all).size).toBe(all.length);
});
