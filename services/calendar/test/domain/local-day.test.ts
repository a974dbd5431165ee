import { instantOf, minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { nextDay, plusMonths, zoneOf } from '../../src/domain/local-day.ts';

const startOf = (zone: string, year: number, month: number, day: number): string =>
  instantOf(zoneOf(zone).startOf({ year, month, day }));

describe('days of a zone', () => {
  test.each([
    ['Asia/Shanghai', 2026, 7, 1, '2026-06-30T16:00:00Z'],
    ['UTC', 2026, 7, 1, '2026-07-01T00:00:00Z'],
    ['Europe/Berlin', 2026, 3, 29, '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', 2026, 3, 30, '2026-03-29T22:00:00Z'],
    ['America/New_York', 2026, 11, 1, '2026-11-01T04:00:00Z'],
    ['America/New_York', 2026, 11, 2, '2026-11-02T05:00:00Z'],
  ])('in %s %i-%i-%i begins at its own midnight', (zone, year, month, day, expected) => {
    expect(startOf(zone, year, month, day)).toBe(expected);
  });

  test('a day whose midnight the clock skips begins when the skip ends', () => {
    expect(startOf('America/Sao_Paulo', 2018, 11, 4)).toBe('2018-11-04T03:00:00Z');
  });

  test('a day whose midnight comes twice begins with the first', () => {
    expect(startOf('America/Havana', 2026, 11, 1)).toBe('2026-11-01T04:00:00Z');
  });

  test('every minute of a year lies in the day that began last', () => {
    const zone = zoneOf('Europe/Berlin');
    for (let minute = minuteOf('2026-01-01T00:00:00Z'); minute < minuteOf('2027-01-01T00:00:00Z'); minute += 997) {
      const day = zone.dayOf(minute);
      expect(zone.startOf(day)).toBeLessThanOrEqual(minute);
      expect(zone.startOf(nextDay(day))).toBeGreaterThan(minute);
    }
  });

  test('months are added to the last day where there is no such day', () => {
    expect(plusMonths({ year: 2026, month: 8, day: 31 }, -6)).toEqual({ year: 2026, month: 2, day: 28 });
    expect(plusMonths({ year: 2027, month: 2, day: 28 }, 12)).toEqual({ year: 2028, month: 2, day: 28 });
    expect(plusMonths({ year: 2026, month: 1, day: 15 }, -6)).toEqual({ year: 2025, month: 7, day: 15 });
  });

  test('the day after the last of a year is the first of the next', () => {
    expect(nextDay({ year: 2026, month: 12, day: 31 })).toEqual({ year: 2027, month: 1, day: 1 });
  });
});
