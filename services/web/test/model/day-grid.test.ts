import { type Interval, minuteOf, type Reservation, type ResourceUse } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type DayGrid, dayGrid, type GridRow } from '../../src/model/day-grid.ts';
import { fullHours, timeText } from '../../src/model/local-day.ts';
import { hall, reservation } from '../given.ts';

const ZONE = 'Asia/Shanghai';
const at = (time: string) => minuteOf(`2026-07-01T${time}:00+08:00`);
const shanghai = (time: string) => `2026-07-01T${time}:00+08:00`;
const OPEN: Interval = { start: at('08:00'), end: at('22:00') };

const room = (reservations: readonly Reservation[]): ResourceUse => ({
  id: hall.id,
  type: 'room',
  name: hall.name,
  capacity: 200,
  reservations: [...reservations],
});

const grid = (reservations: readonly Reservation[], shown: Interval = OPEN, open: readonly Interval[] = [OPEN]) =>
  dayGrid({ shown, marks: fullHours(shown, ZONE), open, rooms: [room(reservations)] });

/** A row as `type from–to`, read from the columns as a browser lays them out. */
function read({ widths, shown }: DayGrid, { lanes }: GridRow, lane = 0): readonly string[] {
  let column = 0;
  const edge = (index: number) => widths.slice(0, index).reduce((sum, width) => sum + width, shown.start);
  return lanes[lane]!.map(({ type, columns }) => {
    const [start, end] = [edge(column), edge(column + columns)];
    column += columns;
    return `${type} ${timeText(start, ZONE)}–${timeText(end, ZONE)}`;
  });
}

const taken = (cells: readonly string[]) => cells.filter((cell) => !/^(free|closed)/.test(cell));

describe('where things lie', () => {
  test('an activity from nine to ten with half an hour of setup lies from half past eight', () => {
    const day = grid([reservation(1, { start: shanghai('09:00'), end: shanghai('10:00'), setup: 30 })]);
    expect(taken(read(day, day.rows[0]!))).toEqual(['setup 08:30–09:00', 'activity 09:00–10:00']);
  });

  test('minutes count: neighbours without a gap share their edge exactly', () => {
    const day = grid([
      reservation(1, { start: shanghai('09:00'), end: shanghai('09:58'), teardown: 3 }),
      reservation(2, { start: shanghai('10:01'), end: shanghai('11:00') }),
    ]);
    expect(taken(read(day, day.rows[0]!))).toEqual([
      'activity 09:00–09:58',
      'teardown 09:58–10:01',
      'activity 10:01–11:00',
    ]);
  });

  test('one over midnight is cut at the end of the day and says that it goes on', () => {
    const shown = { start: at('20:00'), end: minuteOf('2026-07-01T16:00:00Z') };
    const day = grid(
      [reservation(1, { start: shanghai('23:30'), end: '2026-07-02T01:30:00+08:00', setup: 30 })],
      shown,
    );
    expect(taken(read(day, day.rows[0]!))).toEqual(['setup 23:00–23:30', 'activity 23:30–00:00']);
    expect(day.rows[0]!.lanes[0]!.at(-1)).toMatchObject({ type: 'activity', goesOn: true, beganBefore: false });
  });

  test('the day after it begins with the rest, and says that it began before', () => {
    const shown = { start: at('00:00'), end: at('08:00') };
    const last = reservation(1, { start: '2026-06-30T23:30:00+08:00', end: shanghai('01:30'), teardown: 15 });
    const day = grid([last], shown, []);
    expect(taken(read(day, day.rows[0]!))).toEqual(['activity 00:00–01:30', 'teardown 01:30–01:45']);
    expect(day.rows[0]!.lanes[0]![0]).toMatchObject({ beganBefore: true, goesOn: false });
  });

  test('one that reaches out of the hours shown on both sides fills them', () => {
    const day = grid([reservation(1, { start: shanghai('06:00'), end: shanghai('23:00'), setup: 60 })]);
    expect(read(day, day.rows[0]!)).toEqual(['activity 08:00–22:00']);
  });

  test('one that begins and ends with the hours shown did not begin before and does not go on', () => {
    const day = grid([reservation(1, { start: shanghai('08:00'), end: shanghai('22:00') })]);
    expect(day.rows[0]!.lanes[0]).toMatchObject([{ beganBefore: false, goesOn: false }]);
  });

  test('one wholly outside leaves no trace', () => {
    const day = grid([reservation(1, { start: shanghai('05:00'), end: shanghai('08:00') })]);
    expect(taken(read(day, day.rows[0]!))).toEqual([]);
  });

  test('things held at once go to lanes of their own, each with its setup', () => {
    const day = grid([
      reservation(1, { start: shanghai('09:00'), end: shanghai('11:00') }),
      reservation(2, { start: shanghai('10:00'), end: shanghai('12:00'), setup: 15 }),
      reservation(3, { start: shanghai('11:00'), end: shanghai('12:00') }),
    ]);
    const row = day.rows[0]!;
    expect(taken(read(day, row, 0))).toEqual(['activity 09:00–11:00', 'activity 11:00–12:00']);
    expect(taken(read(day, row, 1))).toEqual(['setup 09:45–10:00', 'activity 10:00–12:00']);
  });
});

describe('what is free', () => {
  test('is cut at full hours, what is closed is not', () => {
    const day = grid([], { start: at('07:00'), end: at('11:00') }, [{ start: at('08:30'), end: at('22:00') }]);
    expect(read(day, day.rows[0]!)).toEqual([
      'closed 07:00–08:30',
      'free 08:30–09:00',
      'free 09:00–10:00',
      'free 10:00–11:00',
    ]);
  });

  test('a closed day is closed from end to end', () => {
    const day = grid([], OPEN, []);
    expect(read(day, day.rows[0]!)).toEqual(['closed 08:00–22:00']);
  });

  test('a lunch break is closed', () => {
    const open = [
      { start: at('08:00'), end: at('12:00') },
      { start: at('13:00'), end: at('22:00') },
    ];
    const day = grid([], { start: at('11:00'), end: at('14:00') }, open);
    expect(read(day, day.rows[0]!)).toEqual(['free 11:00–12:00', 'closed 12:00–13:00', 'free 13:00–14:00']);
  });

  test('what is taken outside opening hours says so', () => {
    const day = grid([reservation(1, { start: shanghai('21:00'), end: shanghai('22:00') })], OPEN, [
      { start: at('08:00'), end: at('21:30') },
    ]);
    expect(day.rows[0]!.lanes[0]!.at(-1)).toMatchObject({ type: 'activity', afterHours: true });
  });
});

describe('every row', () => {
  // All starts and ends on a coarse day against the plainest oracle: which thing is on at each minute.
  const step = 20;
  const ticks = Array.from({ length: 7 }, (_, index) => at('09:00') + index * step);
  const pairs = ticks.flatMap((start) => ticks.filter((end) => end > start).map((end) => ({ start, end })));
  const instant = (minute: number) => new Date(minute * 60_000).toISOString().replace('.000', '');
  const shown = { start: at('09:00'), end: at('11:00') };

  test('covers every column once, whatever is taken', () => {
    for (const one of pairs) {
      for (const setup of [0, 10, 70]) {
        const day = grid(
          [reservation(1, { start: instant(one.start), end: instant(one.end), setup, teardown: setup })],
          shown,
        );
        const cells = day.rows[0]!.lanes[0]!;
        expect(cells.reduce((sum, { columns }) => sum + columns, 0)).toBe(day.widths.length);
        expect(day.hours.reduce((sum, { columns }) => sum + columns, 0)).toBe(day.widths.length);
        for (let minute = shown.start; minute < shown.end; minute += 5) {
          const here = cells.filter(({ start, end }) => start <= minute && minute < end);
          const isOn = one.start <= minute && minute < one.end;
          const isBuffer = !isOn && one.start - setup <= minute && minute < one.end + setup;
          expect(here).toHaveLength(1);
          expect(here[0]!.type === 'activity').toBe(isOn);
          expect(here[0]!.type === 'setup' || here[0]!.type === 'teardown').toBe(isBuffer);
        }
      }
    }
  });
});
