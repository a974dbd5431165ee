import type { Minute } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { planOf, type StartGroup } from '../../src/domain/wish-plan.ts';
import { asked, at, room, termsOf } from './support/given.ts';

const cut = { standardOffsetMinutes: 0, dayBoundaryMinutes: 240 };
const first = 'center-day/tianping/2026-07-01';
const second = 'center-day/tianping/2026-07-02';

const plan = (starts: readonly Minute[], resources = [room('hall')]): readonly StartGroup[] =>
  planOf('tianping', cut, starts, termsOf(asked()), resources);

describe('the plan of a wish', () => {
  test('tries neighbouring starts of one day together', () => {
    const starts = [at('09:00'), at('09:30'), at('08:30')];
    expect(plan(starts)).toEqual([{ first: 0, starts, days: [first] }]);
  });

  test('keeps the order of preference: a day that comes back is a group of its own', () => {
    expect(plan([at('09:00'), at('33:00'), at('09:30'), at('10:00')])).toEqual([
      { first: 0, starts: [at('09:00')], days: [first] },
      { first: 1, starts: [at('33:00')], days: [second] },
      { first: 2, starts: [at('09:30'), at('10:00')], days: [first] },
    ]);
  });

  test('says every start once, in order, and with its number', () => {
    const starts = ['27:00', '28:00', '09:00', '27:30', '10:00', '10:30', '50:00'].map(at);
    const groups = plan(starts);
    expect(groups.flatMap((group) => group.starts)).toEqual(starts);
    for (const group of groups)
      expect(starts.slice(group.first, group.first + group.starts.length)).toEqual(group.starts);
  });

  test('names both days where the longest buffers of any resource reach over the boundary, and no other', () => {
    const resources = [room('hall'), room('studio', { teardownMinutes: 30 })];
    // 04:00 is the boundary: 28:00 in hours of the first day.
    expect(plan([at('26:30')], resources)).toEqual([{ first: 0, starts: [at('26:30')], days: [first] }]);
    expect(plan([at('26:31')], resources)).toEqual([{ first: 0, starts: [at('26:31')], days: [first, second] }]);
    expect(plan([at('28:00')], resources)).toEqual([{ first: 0, starts: [at('28:00')], days: [second] }]);
  });

  test('does not try a start over the boundary together with one before it', () => {
    expect(plan([at('27:00'), at('27:01')]).map(({ days }) => days)).toEqual([[first], [first, second]]);
  });

  test('tells two days from one of them', () => {
    expect(plan([at('27:30'), at('26:00')]).map(({ days }) => days)).toEqual([[first, second], [first]]);
    expect(plan([at('27:30'), at('28:00')]).map(({ days }) => days)).toEqual([[first, second], [second]]);
  });

  test('of no starts is empty', () => {
    expect(plan([])).toEqual([]);
  });
});
