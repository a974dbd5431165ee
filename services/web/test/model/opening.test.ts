import { CenterHours, instantOf, minuteOf, type WeeklyHours } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { dated, dayMinutesText, openState, weekLines, weekly } from '../../src/model/opening.ts';

const ZONE = 'Asia/Shanghai';
const NEVER: WeeklyHours = [[], [], [], [], [], [], []];
const daily = (from: number, to: number): WeeklyHours => NEVER.map(() => [{ from, to }]);

/** Wednesday. */
const at = (time: string) => minuteOf(`2026-07-01T${time}:00+08:00`);
const state = (hours: WeeklyHours, time: string) => {
  const { until, next } = openState(weekly(hours), at(time), ZONE);
  return [until, next].map((minute) => minute && instantOf(minute + 480).slice(0, 16));
};

describe('open or not', () => {
  test.each([
    ['07:59', undefined, '2026-07-01T08:00'],
    ['08:00', '2026-07-01T21:30', '2026-07-02T08:00'],
    ['21:29', '2026-07-01T21:30', '2026-07-02T08:00'],
    ['21:30', undefined, '2026-07-02T08:00'],
  ])('at %s it is open until %s and opens next at %s', (time, until, next) => {
    expect(state(daily(480, 1290), time)).toEqual([until, next]);
  });

  test('between two spans of a day the second is next', () => {
    const hours = NEVER.map(() => [
      { from: 390, to: 540 },
      { from: 645, to: 795 },
    ]);
    expect(state(hours, '10:00')).toEqual([undefined, '2026-07-01T10:45']);
  });

  test('hours over midnight count for the morning after', () => {
    expect(state(daily(1080, 1560), '01:00')).toEqual(['2026-07-01T02:00', '2026-07-01T18:00']);
  });

  test('spans that meet at midnight are one', () => {
    const hours = NEVER.map(() => [
      { from: 0, to: 120 },
      { from: 1080, to: 1440 },
    ]);
    expect(state(hours, '23:00')[0]).toBe('2026-07-02T02:00');
  });

  test('on Wednesday, what opens on Mondays only opens on Monday', () => {
    expect(state([[{ from: 540, to: 600 }], [], [], [], [], [], []], '12:00')).toEqual([undefined, '2026-07-06T09:00']);
  });

  test('what never opens has no time to tell', () => {
    expect(openState(weekly(NEVER), at('12:00'), ZONE)).toEqual({ today: [] });
  });

  test('what never closes stays open for more than a day', () => {
    const { until } = openState(weekly(daily(0, 1440)), at('12:00'), ZONE);
    expect(until! - at('12:00')).toBeGreaterThan(1440);
  });

  test('opens at eight on the wall on the day clocks change', () => {
    const { today } = openState(weekly(daily(480, 1290)), minuteOf('2026-03-29T03:00:00Z'), 'Europe/Berlin');
    expect(today.map(({ start, end }) => [instantOf(start), instantOf(end)])).toEqual([
      ['2026-03-29T06:00:00Z', '2026-03-29T19:30:00Z'],
    ]);
  });
});

describe('a week in lines', () => {
  test('days in a row with the same hours share one', () => {
    const work = [{ from: 480, to: 1290 }];
    const rest = [{ from: 510, to: 1260 }];
    expect(weekLines([work, work, work, work, work, rest, rest]).map(({ first, last }) => [first, last])).toEqual([
      [0, 4],
      [5, 6],
    ]);
  });

  test('the same hours again after other ones are a line of their own', () => {
    const work = [{ from: 480, to: 1290 }];
    expect(weekLines([work, [], work, work, work, work, work])).toHaveLength(3);
  });
});

test('hours after midnight go on counting', () => {
  expect([dayMinutesText(390), dayMinutesText(1560)]).toEqual(['06:30', '26:00']);
});

describe('hours told date by date', () => {
  const usual = daily(480, 1290);
  const day = (date: string, spans: { from: number; to: number }[]) => ({
    date,
    because: 'day-off' as const,
    spans,
    facilities: [{ id: 'tianping-canteen', spans: [{ from: 645, to: 795 }] }],
  });
  const known = CenterHours.parse({
    center: 'tianping',
    timeZone: ZONE,
    items: [day('2026-07-01', [])],
    unpublished: [],
  });

  test('count before the week, and the week beyond them', () => {
    const { today, next } = openState(dated(known, usual), at('12:00'), ZONE);
    expect(today).toEqual([]);
    expect(next).toBe(minuteOf('2026-07-02T08:00:00+08:00'));
  });

  test('tell a facility its own', () => {
    const { until } = openState(dated(known, usual, 'tianping-canteen'), at('12:00'), ZONE);
    expect(until).toBe(minuteOf('2026-07-01T13:15:00+08:00'));
  });
});
