import { instantOf, minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allocationStream,
  centerStream,
  type DayCut,
  dayIntervalOf,
  dayNameOf,
  dayNameOfStream,
  dayNumberOf,
  dayStream,
  daysOf,
  legsOf,
} from '../../src/domain/center-days.ts';
import { minutesOf } from './support/minutes.ts';

const cut = (standardOffsetMinutes: number, dayBoundaryMinutes = 240): DayCut => ({
  standardOffsetMinutes,
  dayBoundaryMinutes,
});

const shanghai = cut(480);
const newYork = cut(-300);
const greenwich = cut(0);
const kolkata = cut(330);

const dayOf = (zone: DayCut, instant: string): string => dayNameOf(dayNumberOf(zone, minuteOf(instant)));
const shownInterval = (zone: DayCut, day: string): readonly string[] => {
  const { start, end } = dayIntervalOf(zone, day);
  return [instantOf(start), instantOf(end)];
};
const between = (from: string, to: string) => ({ start: minuteOf(from), end: minuteOf(to) });

describe("a center's day", () => {
  test.each([
    ['+08:00', shanghai, '2026-06-30T20:00:00Z', '2026-07-01T20:00:00Z'],
    ['-05:00', newYork, '2026-07-01T09:00:00Z', '2026-07-02T09:00:00Z'],
    ['+00:00', greenwich, '2026-07-01T04:00:00Z', '2026-07-02T04:00:00Z'],
    ['+05:30', kolkata, '2026-06-30T22:30:00Z', '2026-07-01T22:30:00Z'],
    ['+08:00 cut at midnight', cut(480, 0), '2026-06-30T16:00:00Z', '2026-07-01T16:00:00Z'],
    ['-03:30 cut at 23:59', cut(-210, 1439), '2026-07-02T03:29:00Z', '2026-07-03T03:29:00Z'],
  ])('at %s lasts from its boundary to the next', (_, zone, from, to) => {
    expect(shownInterval(zone, '2026-07-01')).toEqual([from, to]);
  });

  test.each([
    ['+08:00', shanghai, '2026-07-01T04:00:00+08:00', '2026-07-01T03:59:00+08:00'],
    ['-05:00', newYork, '2026-07-01T04:00:00-05:00', '2026-07-01T03:59:00-05:00'],
    ['+00:00', greenwich, '2026-07-01T04:00:00Z', '2026-07-01T03:59:00Z'],
    ['+05:30', kolkata, '2026-07-01T04:00:00+05:30', '2026-07-01T03:59:00+05:30'],
  ])('at %s begins with the boundary; the minute before belongs to the day before', (_, zone, first, before) => {
    expect([dayOf(zone, first), dayOf(zone, before)]).toEqual(['2026-07-01', '2026-06-30']);
  });

  test('keeps its boundary where a zone sets its clocks forward: standard time counts all year', () => {
    expect(dayOf(newYork, '2026-07-01T04:59:00-04:00')).toBe('2026-06-30');
    expect(dayOf(newYork, '2026-07-01T05:00:00-04:00')).toBe('2026-07-01');
  });

  test('is the same day for all of its minutes and for none beside them', () => {
    for (const zone of [shanghai, newYork, greenwich, kolkata, cut(480, 0), cut(345, 719)]) {
      const { start, end } = dayIntervalOf(zone, '2027-02-28');
      const names = [start - 1, start, start + 719, end - 1, end].map((minute) => dayNameOf(dayNumberOf(zone, minute)));
      expect(names).toEqual(['2027-02-27', '2027-02-28', '2027-02-28', '2027-02-28', '2027-03-01']);
    }
  });
});

describe('the days of an interval', () => {
  test.each([
    ['one minute before the boundary', '2026-07-02T03:59:00+08:00', ['2026-07-01']],
    ['at the boundary', '2026-07-02T04:00:00+08:00', ['2026-07-01']],
    ['one minute after the boundary', '2026-07-02T04:01:00+08:00', ['2026-07-01', '2026-07-02']],
  ])('that ends %s', (_, end, days) => {
    expect(daysOf(shanghai, between('2026-07-01T23:00:00+08:00', end))).toEqual(days);
  });

  test('that starts at the boundary begin with the new day', () => {
    expect(daysOf(shanghai, between('2026-07-01T04:00:00+08:00', '2026-07-01T05:00:00+08:00'))).toEqual(['2026-07-01']);
  });

  test('follow the calendar over the end of a year', () => {
    const days = daysOf(shanghai, between('2026-12-31T05:00:00+08:00', '2027-01-02T05:00:00+08:00'));
    expect(days).toEqual(['2026-12-31', '2027-01-01', '2027-01-02']);
  });

  test('are at least the one it starts in', () => {
    const { start } = dayIntervalOf(shanghai, '2026-07-01');
    expect(daysOf(shanghai, { start, end: start })).toEqual(['2026-07-01']);
  });
});

const anyCut = fc.record({
  standardOffsetMinutes: fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15),
  dayBoundaryMinutes: fc.integer({ min: 0, max: 1439 }),
});
const anyInterval = fc
  .tuple(
    fc.integer({ min: minuteOf('2000-01-01T00:00:00Z'), max: minuteOf('2099-12-01T00:00:00Z') }),
    fc.integer({ min: 1, max: 20_160 }),
  )
  .map(([start, minutes]) => ({ start, end: start + minutes }));

describe('legs', () => {
  test('cut an evening that ends after the boundary into two', () => {
    expect(legsOf(shanghai, between('2026-07-01T22:00:00+08:00', '2026-07-02T04:30:00+08:00'))).toEqual([
      { day: '2026-07-01', ...between('2026-07-01T14:00:00Z', '2026-07-01T20:00:00Z') },
      { day: '2026-07-02', ...between('2026-07-01T20:00:00Z', '2026-07-01T20:30:00Z') },
    ]);
  });

  test('partition an interval: in ascending order, none empty, each within its day, no gap, no minute twice', () => {
    fc.assert(
      fc.property(anyCut, anyInterval, (zone, interval) => {
        const legs = legsOf(zone, interval);
        expect(legs[0]?.start).toBe(interval.start);
        expect(legs.at(-1)?.end).toBe(interval.end);
        legs.forEach(({ day, start, end }, index) => {
          const whole = dayIntervalOf(zone, day);
          expect(start < end && whole.start <= start && end <= whole.end).toBe(true);
          if (index > 0) expect(start).toBe(legs[index - 1]?.end);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('say of every minute the day that it belongs to', () => {
    const short = anyInterval.map(({ start, end }) => ({ start, end: Math.min(end, start + 2_000) }));
    fc.assert(
      fc.property(anyCut, short, (zone, interval) => {
        const cutUp = legsOf(zone, interval).flatMap((leg) => minutesOf(leg).map((minute) => `${minute} ${leg.day}`));
        expect(cutUp).toEqual(minutesOf(interval).map((minute) => `${minute} ${dayNameOf(dayNumberOf(zone, minute))}`));
      }),
      { numRuns: 30 },
    );
  });
});

describe('names of streams', () => {
  test('ascend as text where days ascend, so that holding days in that order is holding them by name', () => {
    const first = dayNumberOf(shanghai, minuteOf('2000-01-01T00:00:00Z'));
    const names = Array.from({ length: 36_520 }, (_, index) => dayStream('tianping', dayNameOf(first + index)));
    expect(names.findIndex((name, index) => index > 0 && name <= (names[index - 1] ?? ''))).toBe(-1);
  });

  test('tell the day they are of', () => {
    expect(dayStream('tianping', '2026-07-01')).toBe('center-day/tianping/2026-07-01');
    expect(dayNameOfStream('center-day/tianping/2026-07-01')).toBe('2026-07-01');
  });

  test('are apart for centers, their days and answers over days', () => {
    expect([centerStream('tianping'), allocationStream('a-1')]).toEqual(['center/tianping', 'allocation/a-1']);
  });
});
