import { minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { DayCut } from '../../src/domain/center-days.ts';
import { asked, room } from './support/given.ts';
import { everyInterval, type Stretch, shareAMinute, upTo } from './support/minutes.ts';
import { answer, type Days, type SmallCenter } from './support/small-center.ts';

const nothing: Days = new Map();

const shanghai = (dayBoundaryMinutes: number): DayCut => ({ standardOffsetMinutes: 480, dayBoundaryMinutes });

const wish = (start: string, durationMinutes: number) =>
  asked({ starts: [minuteOf(`${start}:00+08:00`)], durationMinutes });

describe.each([
  ['04:00: the evening is one day', 240, ['AllocationGranted 2026-07-01']],
  [
    '00:00: the evening is two days',
    0,
    ['LegHeld 2026-07-01', 'LegHeld 2026-07-02', 'LegConfirmed 2026-07-01', 'LegConfirmed 2026-07-02'],
  ],
])('with the boundary at %s. After 23:30–01:30 with teardown to 02:00', (_, boundary, steps) => {
  const center: SmallCenter = { cut: shanghai(boundary), resources: [room('hall', { teardownMinutes: 30 })] };
  const evening = answer(center, nothing, 1, wish('2026-07-01T23:30', 120));
  const after = (start: string, minutes: number) => answer(center, evening.days, 2, wish(start, minutes)).granted;

  test('it is committed where it belongs', () => {
    expect(evening.steps).toEqual(steps);
  });

  test('a booking at 00:30 the next day is refused', () => {
    expect(after('2026-07-02T00:30', 60)).toBe(false);
  });

  test('a booking at 01:59 meets the teardown, one at 02:00 does not', () => {
    expect([after('2026-07-02T01:59', 60), after('2026-07-02T02:00', 60)]).toEqual([false, true]);
  });

  test('a booking whose own teardown ends at 23:30 is granted, one minute later refused', () => {
    expect([after('2026-07-01T22:00', 60), after('2026-07-01T22:00', 61)]).toEqual([true, false]);
  });

  test('a booking over the same midnight is refused and leaves nothing behind', () => {
    const rival = answer(center, evening.days, 2, wish('2026-07-01T23:45', 60));
    expect([rival.granted, rival.days]).toEqual([false, evening.days]);
  });
});

describe('over the boundary', () => {
  test('a stay of three days holds every one of them in ascending order', () => {
    const center: SmallCenter = { cut: shanghai(240), resources: [room('hall')] };
    const stay = answer(center, nothing, 1, wish('2026-07-01T20:00', 2 * 1440));
    const days = ['2026-07-01', '2026-07-02', '2026-07-03'];
    expect(stay.steps).toEqual([...days.map((day) => `LegHeld ${day}`), ...days.map((day) => `LegConfirmed ${day}`)]);
  });

  test('the second of two gets the hall exactly when they share no minute: all pairs on eight ticks around it', () => {
    const boundary = minuteOf('2026-07-02T04:00:00+08:00');
    const center: SmallCenter = { cut: shanghai(240), resources: [room('hall')] };
    const all = everyInterval(8, boundary - 4).flatMap((interval) =>
      upTo(1).flatMap((setup) => upTo(1).map((teardown) => ({ ...interval, setup, teardown }))),
    );
    type Wanted = (typeof all)[number];
    const takes = ({ start, end, setup, teardown }: Wanted): Stretch => ({ start: start - setup, end: end + teardown });
    const requestOf = ({ start, end, setup, teardown }: Wanted) =>
      asked({ starts: [start], durationMinutes: end - start, setupMinutes: setup, teardownMinutes: teardown });
    const wrong: unknown[] = [];
    for (const first of all) {
      const { days, granted } = answer(center, nothing, 1, requestOf(first));
      if (!granted) wrong.push({ first });
      for (const second of all) {
        const found = answer(center, days, 2, requestOf(second)).granted;
        if (found === shareAMinute(takes(first), takes(second))) wrong.push({ first, second, found });
      }
    }
    expect(wrong).toEqual([]);
  });
});
