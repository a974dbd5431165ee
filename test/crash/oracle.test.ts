import { describe, expect, test } from '@jest/globals';
import type { Activity, ResourceUse } from './documents.ts';
import { differencesOf, doubledIn } from './oracle.ts';

const at = (hour: number, minute = 0): string => new Date(Date.UTC(2026, 6, 1, hour, minute)).toISOString();

const taken = (activityId: string, start: string, end: string, count = 1) => ({ activityId, start, end, count });

const hall = (...reservations: ResourceUse['reservations']): ResourceUse => ({
  id: 'hall',
  type: 'room',
  capacity: 100,
  reservations,
});

const headsets = (...reservations: ResourceUse['reservations']): ResourceUse => ({
  id: 'headsets',
  type: 'kit',
  capacity: 50,
  reservations,
});

describe('a resource is taken twice', () => {
  test('when two have a room for the same minute', () => {
    expect(doubledIn([hall(taken('a', at(9), at(10)), taken('b', at(9, 59), at(11)))])).toEqual([
      'hall is taken twice at 2026-07-01T09:59:00.000Z',
    ]);
  });

  test('when more is taken than there is, and not before', () => {
    const both = [taken('a', at(9), at(10), 30), taken('b', at(9), at(10), 20)];
    expect(doubledIn([headsets(...both)])).toEqual([]);
    expect(doubledIn([headsets(...both, taken('c', at(8), at(12)))])).toHaveLength(1);
  });

  test('but not by neighbours without a gap', () => {
    expect(doubledIn([hall(taken('a', at(9), at(10)), taken('b', at(10), at(11)))])).toEqual([]);
  });
});

describe('room use and activities disagree', () => {
  const activity = (change: Partial<Activity> = {}): Activity => ({
    id: 'a',
    status: 'confirmed',
    revision: 1,
    awaitsAnswer: false,
    announced: true,
    title: 'A',
    allocation: {
      revision: 1,
      title: 'A',
      start: at(9),
      end: at(10),
      claims: [{ resourceId: 'hall', start: at(9), end: at(10), count: 1 }],
    },
    ...change,
  });

  test.each([
    ['an activity has a room that nobody has', [hall()], [activity()]],
    ['a room is taken for what was cancelled', [hall(taken('a', at(9), at(10)))], [activity({ status: 'cancelled' })]],
    ['a room is taken for nobody', [hall(taken('b', at(9), at(10)))], []],
  ])('when %s', (_, use, activities) => {
    expect(differencesOf(use, activities)).toHaveLength(1);
  });

  test('but not when a room is taken by whom it was given to', () => {
    expect(differencesOf([hall(taken('a', at(9), at(10)))], [activity()])).toEqual([]);
  });
});
