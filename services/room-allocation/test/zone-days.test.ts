import { describe, expect, test } from '@jest/globals';
import { monthOf } from '../src/month-of.ts';
import { zoneDays } from '../src/zone-days.ts';

const MINUTE_MS = 60_000;

const minute = (text: string): number => Date.parse(text) / MINUTE_MS;

/** The date that a zone's clocks show, by the platform's own tables. */
function dateIn(timeZone: string): (minute: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (at) => format.format(at * MINUTE_MS);
}

/** The first minute of each date that is seen in an interval, minute by minute. */
function startsSeen(timeZone: string, start: number, end: number): readonly (readonly [string, number])[] {
  const dateAt = dateIn(timeZone);
  const starts: (readonly [string, number])[] = [];
  for (let at = start; at < end; at += 1) if (dateAt(at) !== dateAt(at - 1)) starts.push([dateAt(at), at]);
  return starts;
}

describe.each([
  ['Asia/Shanghai', '2026-06-01T00:00:00Z'],
  ['America/New_York', '2026-03-07T00:00:00Z'],
  ['America/New_York', '2026-10-31T00:00:00Z'],
  ['Pacific/Kiritimati', '2026-06-01T00:00:00Z'],
  ['Pacific/Pago_Pago', '2026-06-01T00:00:00Z'],
  // Midnight is skipped; midnight comes twice; a date is left out.
  ['America/Sao_Paulo', '2018-11-03T00:00:00Z'],
  ['America/Havana', '2025-11-01T00:00:00Z'],
  ['Pacific/Apia', '2011-12-29T00:00:00Z'],
])('in %s from %s', (timeZone, from) => {
  const [start, end] = [minute(from), minute(from) + 4 * 1_440];

  test('a date begins where the clocks begin to show it', () => {
    const seen = startsSeen(timeZone, start, end);
    const told = zoneDays(timeZone, { start, end }).map((day) => [day.date, day.start] as const);
    expect(told.filter(([, at]) => at >= start)).toEqual(seen);
  });

  test('every minute is of a date that is there, and no other is', () => {
    const dateAt = dateIn(timeZone);
    for (let at = start; at < end; at += 97) {
      expect(zoneDays(timeZone, { start: at, end: at + 1 }).map(({ date }) => date)).toEqual([dateAt(at)]);
    }
  });
});

test('a wall clock reading is of its own date, or of the next after 24:00; one that a spring skips comes later', () => {
  const [day] = zoneDays('America/New_York', { start: minute('2026-03-08T12:00Z'), end: minute('2026-03-08T13:00Z') });
  expect(day?.weekday).toBe(7);
  expect(day?.at(90)).toBe(minute('2026-03-08T06:30Z'));
  expect(day?.at(150)).toBe(minute('2026-03-08T07:30Z'));
  expect(day?.at(600)).toBe(minute('2026-03-08T14:00Z'));
  expect(day?.at(1_500)).toBe(minute('2026-03-09T05:00Z'));
});

test('a month of a zone that there is not is nobody’s', () => {
  expect(() => monthOf('Nowhere/Town', minute('2026-06-30T15:59:00Z'))).toThrow(RangeError);
});

test('a month begins where the clocks of the zone begin it', () => {
  const at = (text: string): readonly string[] =>
    ['Asia/Shanghai', 'UTC', 'America/New_York'].map((timeZone) => monthOf(timeZone, minute(text)));
  expect(at('2026-06-30T15:59:00Z')).toEqual(['2026-06', '2026-06', '2026-06']);
  expect(at('2026-06-30T16:00:00Z')).toEqual(['2026-07', '2026-06', '2026-06']);
  expect(at('2027-01-01T04:59:00Z')).toEqual(['2027-01', '2027-01', '2026-12']);
  expect(at('2027-01-01T05:00:00Z')).toEqual(['2027-01', '2027-01', '2027-01']);
});
