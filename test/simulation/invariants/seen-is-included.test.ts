import { expect, test } from '@jest/globals';
import { answer, claim, confirmed, given, proposed } from './given.ts';
import { seenIsIncluded } from './seen-is-included.ts';

const row = (change: object = {}) => ({
  id: 'a',
  status: 'confirmed',
  revision: 1,
  awaitsAnswer: false,
  center: 'center-1',
  organization: 'branch-1',
  kind: { id: 'community-activity' },
  title: '读书会',
  audience: 'public',
  headcount: 20,
  start: '2026-06-03T09:00:00Z',
  end: '2026-06-03T10:00:00Z',
  claims: [claim],
  ...change,
});

const before = row({ status: 'proposed', awaitsAnswer: true, claims: [] });

function saidOf(seen: string, items: readonly object[], more: Readonly<Record<string, string>> = {}): number {
  const { append, exchange } = given(seenIsIncluded);
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [confirmed('a')]);
  return exchange({ operationId: 'listActivities', query: { seen, ...more } }, answer(200, { items })).length;
}

test('a list without what its reader has seen is found, and one that is behind it', () => {
  expect(saidOf('activity/a@1.0', [])).toBe(1);
  expect(saidOf('activity/a@1.0', [before])).toBe(0);
  expect(saidOf('activity/a@1.0', [row()])).toBe(0);
  expect(saidOf('activity/a@2.0', [before])).toBe(1);
  expect(saidOf('activity/a@2.0', [row({ title: '别的' })])).toBe(1);
  expect(saidOf('center/center-1@1.0', [])).toBe(0);
});

test('it may be on the page after one that is full', () => {
  expect(saidOf('activity/a@1.0', [row({ id: 'b' })], { limit: '1' })).toBe(0);
  expect(saidOf('activity/a@1.0', [row({ id: 'b' })], { limit: '2' })).toBe(1);
});
