import { Facility, HolidayCalendar } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { facilitySpansOn, type Hours, hoursOn, weekdayOf } from '../../src/domain/day-hours.ts';
import { holidayCalendars } from '../../src/domain/holiday-calendars.ts';

const festival = { zh: '节', en: 'Festival' };
const calendars = holidayCalendars([
  HolidayCalendar.parse({
    id: 'CN',
    name: festival,
    version: '2026-01-01',
    years: [
      {
        year: 2026,
        isPublished: true,
        source: 'a notice',
        daysOff: [{ name: festival, from: '2026-10-01', to: '2026-10-07' }],
        workdays: [{ name: festival, date: '2026-10-10' }],
      },
    ],
  }),
]);

/** Mondays from 1:00, Tuesdays from 2:00 … an hour each. */
const openingHours = [1, 2, 3, 4, 5, 6, 7].map((hour) => [{ from: hour * 60, to: hour * 60 + 60 }]);
const holidaySpans = [{ from: 600, to: 900 }];
const hours: Hours = { openingHours, holidays: { calendar: 'CN', spans: holidaySpans } };
const spansOn = (date: string, change: Partial<Hours> = {}) => hoursOn({ ...hours, ...change }, calendars, date);
const of = (weekday: number) => openingHours[weekday - 1];

describe('the hours of a date', () => {
  test.each([
    ['the day before the first day off', '2026-09-30', 'weekday', of(3)],
    ['the first day off', '2026-10-01', 'day-off', holidaySpans],
    ['the last day off', '2026-10-07', 'day-off', holidaySpans],
    ['the day after it', '2026-10-08', 'weekday', of(4)],
    ['a Saturday on which people work', '2026-10-10', 'adjusted-workday', of(1)],
    ['a Saturday like any other', '2026-10-17', 'weekday', of(6)],
    ['a holiday of a year the calendar does not reach', '2027-10-01', 'weekday', of(5)],
  ])('on %s', (_, date, because, spans) => {
    const told = spansOn(date);
    expect([told.because, told.spans]).toEqual([because, spans]);
  });

  test('are those of a special day, whatever else the day is', () => {
    const special = { date: '2026-10-01', spans: [], note: { zh: '检修', en: 'Repairs' } };
    expect(spansOn('2026-10-01', { specialDays: [special] })).toEqual({
      date: '2026-10-01',
      because: 'special',
      spans: [],
      name: special.note,
    });
  });

  test("are the weekday's where the center follows no calendar", () => {
    const { because, spans } = hoursOn({ openingHours }, calendars, '2026-10-01');
    expect([because, spans]).toEqual(['weekday', of(4)]);
  });

  test.each([
    ['2026-10-05', 1],
    ['2026-10-11', 7],
    ['2024-02-29', 4],
  ])('%s is weekday %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });
});

describe('a facility', () => {
  const facility = Facility.parse({ id: 'x-canteen', name: '食堂', hours: openingHours });

  test('that says nothing about days off is open on them as on any weekday', () => {
    expect(facilitySpansOn(facility, hours, calendars, '2026-10-01')).toEqual(of(4));
    expect(facilitySpansOn(facility, hours, calendars, '2026-10-10')).toEqual(of(6));
  });

  test("follows the center's calendar where it says what it does on days off", () => {
    const closing = { ...facility, holidaySpans: [] };
    expect(facilitySpansOn(closing, hours, calendars, '2026-10-01')).toEqual([]);
    expect(facilitySpansOn(closing, hours, calendars, '2026-10-10')).toEqual(of(1));
    expect(facilitySpansOn(closing, { openingHours }, calendars, '2026-10-01')).toEqual(of(4));
  });
});
