import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HolidayCalendar } from '@huitang/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { weekdayOf } from '../src/domain/day-hours.ts';
import { loadCalendars } from '../src/load-calendars.ts';

const calendars = loadCalendars();
const china = calendars.calendar('CN') as HolidayCalendar;
const year = (number: number) => china.years.find((one) => one.year === number)!;
const MS_PER_DAY = 86_400_000;

describe('the holidays of China', () => {
  test('of 2026 are 33 days off in seven holidays, with six workdays', () => {
    const { daysOff, workdays, isPublished } = year(2026);
    const days = daysOff.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1);
    expect(days).toEqual([3, 9, 3, 5, 3, 3, 7]);
    expect(workdays).toHaveLength(6);
    expect(isPublished).toBe(true);
  });

  test('make workdays only of Saturdays and Sundays that are not days off', () => {
    for (const { date } of china.years.flatMap(({ workdays }) => workdays)) {
      expect([date, weekdayOf(date) >= 6, calendars.dayOf('CN', date)?.because]).toEqual([
        date,
        true,
        'adjusted-workday',
      ]);
    }
  });

  test('of 2027 are the thirteen days of the law, and said to be without adjusted workdays', () => {
    const days = year(2027).daysOff.reduce(
      (sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1,
      0,
    );
    expect(days).toBe(13);
    expect(calendars.isPublished('CN', 2027)).toBe(false);
  });
});

describe('a calendar file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'huitang-calendars-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ['that is cut short', 'CN.json', '{"id":', /CN\.json: .*JSON/],
    [
      'with a date that does not exist',
      'CN.json',
      JSON.stringify({ ...china, version: '2026-02-30' }),
      /CN\.json: version/,
    ],
    ['by another name', 'XX.json', JSON.stringify(china), /XX\.json: id: CN belongs in a file named CN\.json/],
  ])('%s is refused by its name and field', (_, name, text, said) => {
    writeFileSync(join(dir, name), text);
    expect(() => loadCalendars(dir)).toThrow(said);
  });
});
