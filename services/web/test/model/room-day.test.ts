import { instantOf, minuteOf, type Reservation } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { dayOf, timeText } from '../../src/model/local-day.ts';
import { type RoomDay, roomDay } from '../../src/model/room-day.ts';
import { roomWeek } from '../../src/model/room-week.ts';
import { center, occupied, reservation, use } from '../given.ts';

const SHANGHAI = 'Asia/Shanghai';
const NOON = minuteOf('2026-07-01T12:00:00+08:00');
const at = (time: string) => `2026-07-01T${time}:00+08:00`;

const all = { ids: new Set(['tianping-hall', 'tianping-study']) };

const day = (hall: readonly Reservation[], now = NOON): RoomDay =>
  roomDay(use({ reservations: { 'tianping-hall': hall } }), dayOf('2026-07-01', SHANGHAI), now, all);

const shownText = ({ grid: { shown } }: RoomDay) =>
  `${timeText(shown.start, SHANGHAI)}–${timeText(shown.end, SHANGHAI)}`;

describe('the hours shown', () => {
  test('are the full hours around opening hours', () => {
    expect(shownText(day([]))).toBe('08:00–22:00');
  });

  test('grow with what is booked outside them, setup and teardown included', () => {
    expect(shownText(day([reservation(1, { start: at('07:30'), end: at('09:00'), setup: 45 })]))).toBe('06:00–22:00');
  });

  test('end with the day where something goes on over midnight', () => {
    const late = reservation(1, { start: at('23:00'), end: '2026-07-02T01:30:00+08:00' });
    expect(shownText(day([late]))).toBe('08:00–00:00');
  });

  test('are the usual ones on a day when all is closed and free', () => {
    const closed = use({ open: [{ date: '2026-07-01', spans: [] }] });
    expect(shownText(roomDay(closed, dayOf('2026-07-01', SHANGHAI), NOON, all))).toBe('08:00–22:00');
  });

  test('are those of the center’s own clocks on the day they change', () => {
    const berlin = center({ timeZone: 'Europe/Berlin' });
    const spring = dayOf('2026-03-29', 'Europe/Berlin');
    const open = [{ date: '2026-03-29', spans: [{ start: '2026-03-29T06:00:00Z', end: '2026-03-29T19:30:00Z' }] }];
    const night = reservation(1, { start: '2026-03-29T00:30:00Z', end: '2026-03-29T01:30:00Z' });
    const told = use({ center: berlin, from: '2026-03-29', open, reservations: { 'tianping-hall': [night] } });
    const { grid } = roomDay(told, spring, NOON, all);
    const hours = grid.hours.map(({ start }) => timeText(start, 'Europe/Berlin'));
    expect(hours.slice(0, 3)).toEqual(['01:00', '03:00', '04:00']);
    expect(grid.widths.reduce((sum, width) => sum + width, 0)).toBe((22 - 1 - 1) * 60);
  });
});

describe('what is said of a day', () => {
  test('counts activities, rooms in use at this minute, and rooms free from 18:00 to closing', () => {
    const { activities, roomsUsed, inUseNow, freeInTheEvening } = day([
      reservation(1, { start: at('11:30'), end: at('12:30') }),
      occupied(2, { start: at('18:00'), end: at('19:00') }),
    ]);
    expect({ activities, roomsUsed, inUseNow, freeInTheEvening }).toEqual({
      activities: 2,
      roomsUsed: 1,
      inUseNow: 1,
      freeInTheEvening: 1,
    });
  });

  test('a room is in use during setup, and no more once teardown is over', () => {
    const one = [reservation(1, { start: at('12:10'), end: at('12:30'), setup: 10, teardown: 5 })];
    expect(day(one, minuteOf(at('12:00'))).inUseNow).toBe(1);
    expect(day(one, minuteOf(at('12:35'))).inUseNow).toBe(0);
  });

  test('leaves out what is not today', () => {
    const tomorrow = reservation(1, { start: '2026-07-02T09:00:00+08:00', end: '2026-07-02T10:00:00+08:00' });
    expect(day([tomorrow])).toMatchObject({ activities: 0, roomsUsed: 0 });
    expect(roomDay(use(), dayOf('2026-07-02', SHANGHAI), NOON, all)).not.toHaveProperty('inUseNow');
  });

  test('leaves out what ended as the day began, and what begins as it ends', () => {
    const before = reservation(1, { start: '2026-06-30T22:00:00+08:00', end: at('00:00') });
    const after = reservation(2, { start: '2026-07-02T00:00:00+08:00', end: '2026-07-02T01:00:00+08:00' });
    expect(day([before, after])).toMatchObject({ activities: 0, roomsUsed: 0 });
  });

  test('says nothing of an evening that is over', () => {
    expect(day([], minuteOf(at('21:30')))).not.toHaveProperty('freeInTheEvening');
  });

  test('shares count what is taken within opening hours only', () => {
    const { shares } = day([reservation(1, { start: at('06:00'), end: at('10:42') })]);
    expect([shares.get('tianping-hall'), shares.get('tianping-study')]).toEqual([162 / 810, 0]);
  });
});

test('guides and lecturers are no rooms', () => {
  expect(day([]).grid.rows.map(({ room }) => room.id)).toEqual(['tianping-hall', 'tianping-study']);
});

test('in the week what begins at midnight is on the day that begins', () => {
  const midnight = reservation(1, { start: '2026-07-02T00:00:00+08:00', end: '2026-07-02T01:00:00+08:00' });
  const days = ['2026-07-01', '2026-07-02'].map((date) => dayOf(date, SHANGHAI));
  const [row] = roomWeek(use({ reservations: { 'tianping-hall': [midnight] } }), days);
  expect(row!.days.map(({ reservations }) => reservations.length)).toEqual([0, 1]);
});

test('in the week an activity over midnight is on both days, its teardown on neither more', () => {
  const late = reservation(1, { start: at('23:00'), end: '2026-07-02T01:30:00+08:00' });
  const early = reservation(2, { start: at('22:00'), end: '2026-07-02T00:00:00+08:00', teardown: 30 });
  const days = ['2026-07-01', '2026-07-02', '2026-07-03'].map((date) => dayOf(date, SHANGHAI));
  const [row] = roomWeek(use({ reservations: { 'tianping-hall': [early, late] } }), days);
  expect(row!.days.map(({ reservations }) => reservations.map(({ start }) => instantOf(minuteOf(start))))).toEqual([
    ['2026-07-01T14:00:00Z', '2026-07-01T15:00:00Z'],
    ['2026-07-01T15:00:00Z'],
    [],
  ]);
});
