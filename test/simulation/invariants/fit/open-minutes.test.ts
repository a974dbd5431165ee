import { minuteOf } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import { type Hours, isOpenDuring } from './open-minutes.ts';

const none = Array.from({ length: 7 }, () => []);
const at = (hours: Partial<Hours>, instant: string): boolean =>
  isOpenDuring({ timeZone: 'Asia/Shanghai', openingHours: none, ...hours }, minuteOf(instant), minuteOf(instant) + 1);

test('hours are half-open, of the weekday on the wall, and may run over midnight', () => {
  const openingHours = [[{ from: 540, to: 1_080 }], [], [], [], [{ from: 1_200, to: 1_560 }], [], []];
  expect(at({ openingHours }, '2026-06-01T00:59:00Z')).toBe(false);
  expect(at({ openingHours }, '2026-06-01T01:00:00Z')).toBe(true);
  expect(at({ openingHours }, '2026-06-01T10:00:00Z')).toBe(false);
  expect(at({ openingHours }, '2026-06-05T17:59:00Z')).toBe(true);
  expect(at({ openingHours }, '2026-06-05T18:00:00Z')).toBe(false);
});

test('a special day comes before a holiday, that before the weekday; a Saturday that is worked is a Monday', () => {
  const openingHours = [[{ from: 0, to: 1_440 }], [], [], [], [{ from: 0, to: 1_440 }], [], []];
  const holidays = { calendar: 'CN', spans: [{ from: 600, to: 660 }] };
  const specialDays = [{ date: '2026-06-19', spans: [] }];
  expect(at({ openingHours }, '2026-06-19T04:00:00Z')).toBe(true);
  expect(at({ openingHours, holidays }, '2026-06-19T04:00:00Z')).toBe(false);
  expect(at({ openingHours, holidays }, '2026-06-19T02:30:00Z')).toBe(true);
  expect(at({ openingHours, holidays, specialDays }, '2026-06-19T02:30:00Z')).toBe(false);
  expect(at({ openingHours, holidays }, '2026-10-10T04:00:00Z')).toBe(true);
  expect(at({ openingHours }, '2026-10-10T04:00:00Z')).toBe(false);
});

test('the clock on the wall is moved twice a year', () => {
  const openingHours = Array.from({ length: 7 }, () => [{ from: 540, to: 600 }]);
  const hours = { openingHours, timeZone: 'Europe/Berlin' };
  expect(at(hours, '2026-03-28T08:00:00Z')).toBe(true);
  expect(at(hours, '2026-03-29T08:00:00Z')).toBe(false);
  expect(at(hours, '2026-03-29T07:00:00Z')).toBe(true);
});

test('other holidays over the same hours are read anew', () => {
  const always = Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]);
  const hours = { timeZone: 'Asia/Shanghai', openingHours: always };
  const newYear = minuteOf('2026-01-01T04:00:00Z');
  expect(isOpenDuring(hours, newYear, newYear + 60)).toBe(true);
  expect(isOpenDuring({ ...hours, holidays: { calendar: 'cn', spans: [] } }, newYear, newYear + 60)).toBe(false);
  expect(isOpenDuring(hours, newYear, newYear + 60)).toBe(true);
});
