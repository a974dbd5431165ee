import { instantOf, minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import {
  clipped,
  dateAt,
  dayOf,
  daysFrom,
  endText,
  fullHours,
  plusDays,
  timeText,
  wallClock,
  weekdayOf,
} from '../../src/model/local-day.ts';

const BERLIN = 'Europe/Berlin';
const SHANGHAI = 'Asia/Shanghai';

const hoursOf = (date: string, zone: string): number => {
  const { start, end } = dayOf(date, zone);
  return (end - start) / 60;
};

describe('a day of a zone', () => {
  test('has 24 hours where clocks stand still, 23 and 25 where they change', () => {
    expect(hoursOf('2026-03-29', SHANGHAI)).toBe(24);
    expect(hoursOf('2026-03-29', BERLIN)).toBe(23);
    expect(hoursOf('2026-10-25', BERLIN)).toBe(25);
  });

  test('begins at local midnight', () => {
    expect(instantOf(dayOf('2026-07-01', SHANGHAI).start)).toBe('2026-06-30T16:00:00Z');
    expect(instantOf(dayOf('2026-07-01', BERLIN).start)).toBe('2026-06-30T22:00:00Z');
  });

  test('begins at one where the clock skips midnight', () => {
    expect(timeText(dayOf('2018-11-04', 'America/Sao_Paulo').start, 'America/Sao_Paulo')).toBe('01:00');
  });

  test('follows the one before without a gap, over a change of clocks too', () => {
    const days = daysFrom('2026-10-23', 5, BERLIN);
    expect(days.map(({ date }) => date)).toEqual([
      '2026-10-23',
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
      '2026-10-27',
    ]);
    for (const [index, day] of days.slice(1).entries()) expect(day.start).toBe(days[index]!.end);
  });

  test('is the one its own clocks show', () => {
    const minute = minuteOf('2026-06-30T17:00:00Z');
    expect([dateAt(minute, SHANGHAI), dateAt(minute, BERLIN)]).toEqual(['2026-07-01', '2026-06-30']);
  });
});

describe('full hours', () => {
  test('skip the hour that is skipped, and show the repeated one twice', () => {
    const texts = (date: string) => fullHours(dayOf(date, BERLIN), BERLIN).map((hour) => timeText(hour, BERLIN));
    expect(texts('2026-03-29').slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00']);
    expect(texts('2026-10-25').slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
  });

  test('are those of the zone, not of UTC', () => {
    const day = dayOf('2026-07-01', 'Asia/Kolkata');
    const hours = fullHours(day, 'Asia/Kolkata');
    expect(hours).toHaveLength(24);
    expect(hours[0]).toBe(day.start);
  });
});

describe('the clock on the wall', () => {
  test.each([
    ['2026-07-01', 480, SHANGHAI, '2026-07-01T00:00:00Z'],
    ['2026-03-29', 480, BERLIN, '2026-03-29T06:00:00Z'],
    ['2026-10-25', 480, BERLIN, '2026-10-25T07:00:00Z'],
    ['2026-07-01', 1440, SHANGHAI, '2026-07-01T16:00:00Z'],
    ['2026-10-24', 1440 + 480, BERLIN, '2026-10-25T07:00:00Z'],
  ])('%s, %i minutes after midnight in %s is %s', (date, minutes, zone, instant) => {
    expect(instantOf(wallClock(date, minutes, zone))).toBe(instant);
  });
});

test('what ends at midnight ends at 24:00', () => {
  const midnight = minuteOf('2026-07-01T16:00:00Z');
  expect([timeText(midnight, SHANGHAI), endText(midnight, SHANGHAI)]).toEqual(['00:00', '24:00']);
});

test('dates count over months and years', () => {
  expect([plusDays('2026-12-31', 1), plusDays('2026-03-01', -1), weekdayOf('2026-07-06')]).toEqual([
    '2027-01-01',
    '2026-02-28',
    0,
  ]);
});

test('neighbours have nothing in common', () => {
  expect(clipped({ start: 0, end: 10 }, { start: 10, end: 20 })).toBeUndefined();
  expect(clipped({ start: 0, end: 11 }, { start: 10, end: 20 })).toEqual({ start: 10, end: 11 });
});
