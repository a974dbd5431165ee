import { instantOf, minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { cancelledEntry, confirmedEntry } from '../../src/domain/entry.ts';
import { byNearness, byStart, isStillShown, windowAt } from '../../src/domain/window.ts';
import { cancelled, confirmed, idOf } from '../given.ts';

const at = (now: string, asked?: { from?: string; to?: string }) => {
  const { from, to, pivot, moves } = windowAt(minuteOf(now), 'Asia/Shanghai', asked);
  return { from: instantOf(from), to: instantOf(to), pivot: instantOf(pivot), moves };
};

const usual = { from: '2025-12-31T16:00:00Z', to: '2027-06-30T16:00:00Z', pivot: '2026-06-30T16:00:00Z', moves: true };

describe('the window of a feed', () => {
  test('is six months back and twelve ahead in days of the center', () => {
    expect(at('2026-07-01T01:00:00Z')).toEqual(usual);
  });

  test('stands still within a day of the center and moves at its midnight', () => {
    expect(at('2026-06-30T16:00:00Z')).toEqual(usual);
    expect(at('2026-07-01T15:59:00Z')).toEqual(usual);
    expect(at('2026-07-01T16:00:00Z').from).toBe('2026-01-01T16:00:00Z');
  });

  test('tells the midnight at which it moves next', () => {
    expect(instantOf(windowAt(minuteOf('2026-07-01T01:00:00Z'), 'Asia/Shanghai').tomorrow)).toBe(
      '2026-07-01T16:00:00Z',
    );
  });

  test('is what was asked for, and then shrinks from its end', () => {
    const asked = { from: '2014-05-01T00:00:00+02:00', to: '2014-06-01T00:00:00+02:00' };
    expect(at('2026-07-01T01:00:00Z', asked)).toEqual({
      from: '2014-04-30T22:00:00Z',
      to: '2014-05-31T22:00:00Z',
      pivot: '2014-04-30T22:00:00Z',
      moves: false,
    });
  });

  test('is never turned round where only one edge is asked for', () => {
    const late = at('2026-07-01T01:00:00Z', { from: '2030-01-01T00:00:00Z' });
    expect(late.from < late.to).toBe(true);
    const early = at('2026-07-01T01:00:00Z', { to: '2014-01-01T00:00:00Z' });
    expect(early.from < early.to).toBe(true);
    expect(early.to).toBe('2014-01-01T00:00:00Z');
  });
});

describe('the order of a feed', () => {
  const entry = (number: number, start: string) =>
    confirmedEntry(confirmed({ activityId: idOf(number), start, end: '2027-12-31T00:00:00Z' }), undefined);
  const window = windowAt(minuteOf('2026-07-01T01:00:00Z'), 'Asia/Shanghai');

  test('is by start, then by id', () => {
    const entries = [
      entry(3, '2026-07-02T01:00:00Z'),
      entry(2, '2026-07-02T01:00:00Z'),
      entry(9, '2026-07-01T01:00:00Z'),
    ];
    expect(entries.sort(byStart).map(({ id }) => id)).toEqual([idOf(9), idOf(2), idOf(3)]);
  });

  test('for shrinking is by distance from today, before and after alike', () => {
    const entries = [
      entry(1, '2026-09-01T00:00:00Z'),
      entry(2, '2026-06-30T00:00:00Z'),
      entry(3, '2026-07-01T16:00:00Z'),
    ];
    expect(entries.sort(byNearness(window)).map(({ id }) => id)).toEqual([idOf(2), idOf(3), idOf(1)]);
  });
});

describe('a cancelled activity', () => {
  const called = cancelledEntry(confirmedEntry(confirmed(), undefined), cancelled(1, '2026-06-21T00:00:00Z'));
  const shownOn = (now: string) => isStillShown(called, windowAt(minuteOf(now), 'Asia/Shanghai'));

  test('is shown for thirty days after its end, in whole days', () => {
    expect(shownOn('2026-07-02T12:00:00Z')).toBe(true);
    expect(shownOn('2026-08-01T15:59:00Z')).toBe(true);
    expect(shownOn('2026-08-01T16:00:00Z')).toBe(false);
  });

  test('that ended at midnight is dropped at the thirtieth midnight after', () => {
    const window = windowAt(minuteOf('2026-07-31T16:00:00Z'), 'Asia/Shanghai');
    expect(isStillShown({ ...called, end: '2026-07-01T16:00:00Z' }, window)).toBe(false);
    expect(isStillShown({ ...called, end: '2026-07-01T16:01:00Z' }, window)).toBe(true);
  });

  test('is dropped while one that took place stays', () => {
    const held = confirmedEntry(confirmed(), undefined);
    expect(isStillShown(held, windowAt(minuteOf('2026-12-01T00:00:00Z'), 'Asia/Shanghai'))).toBe(true);
  });
});
