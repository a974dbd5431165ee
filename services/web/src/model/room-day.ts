import {
  type Interval,
  type Minute,
  minuteOf,
  type Reservation,
  type ResourceUse,
  type RoomUse,
} from '@huitang/contracts';
import { type DayGrid, dayGrid } from './day-grid.ts';
import { clipped, fullHours, isInside, type LocalDay, wallClock } from './local-day.ts';
import type { RoomPage } from './room-page.ts';

const USUAL_HOURS = { from: 8 * 60, to: 22 * 60 };
const EVENING = 18 * 60;

/** One day of a center's rooms: the table, and what can be said about it in a sentence. */
export interface RoomDay {
  readonly day: LocalDay;
  readonly open: readonly Interval[];
  readonly grid: DayGrid;
  readonly activities: number;
  /** Of the whole center, also where the table has only some of its rooms. */
  readonly rooms: number;
  readonly roomsUsed: number;
  /** Only while the day is on. */
  readonly inUseNow?: number;
  /** Rooms that nobody has from 18:00 to closing time, where that is still to come. */
  readonly freeInTheEvening?: number;
  /** How much of the open hours each room is taken, 0 to 1. */
  readonly shares: ReadonlyMap<string, number>;
}

const takenOf = ({ reservations }: ResourceUse): readonly Interval[] =>
  reservations.map(({ start, end }) => ({ start: minuteOf(start), end: minuteOf(end) }));

const within = (intervals: readonly Interval[], frame: Interval): readonly Interval[] =>
  intervals.flatMap((interval) => clipped(interval, frame) ?? []);

const total = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + end - start, 0);

/** From opening to closing in full hours, and as far beyond as rooms are taken; never outside the day. */
function shownHours(day: LocalDay, busy: readonly Interval[], zone: string): Interval {
  const marks = [...new Set([day.start, ...fullHours(day, zone), day.end])];
  const usual = { start: wallClock(day.date, USUAL_HOURS.from, zone), end: wallClock(day.date, USUAL_HOURS.to, zone) };
  const all = busy.length > 0 ? busy : [usual];
  const first = Math.min(...all.map(({ start }) => start));
  const last = Math.max(...all.map(({ end }) => end));
  return {
    start: marks.findLast((mark) => mark <= first) ?? day.start,
    end: marks.find((mark) => mark >= last) ?? day.end,
  };
}

function shareOf(room: ResourceUse, open: readonly Interval[]): number {
  const minutes = total(open);
  if (minutes === 0) return 0;
  return Math.min(1, total(open.flatMap((span) => within(takenOf(room), span))) / minutes);
}

function freeInTheEvening(rooms: readonly ResourceUse[], { day, open, now, zone }: Frame): number | undefined {
  const start = Math.max(wallClock(day.date, EVENING, zone), now);
  const end = Math.max(day.start, ...open.map((span) => span.end));
  if (start >= end) return undefined;
  return rooms.filter((room) => within(takenOf(room), { start, end }).length === 0).length;
}

interface Frame {
  readonly day: LocalDay;
  readonly open: readonly Interval[];
  readonly now: Minute;
  readonly zone: string;
}

export const roomsOf = (use: RoomUse): readonly ResourceUse[] => use.resources.filter(({ type }) => type === 'room');

/** Who may not be told apart counts once for each place that is taken. */
const identityOf = ({ activityId, start }: Reservation, room: string): string => activityId ?? `${room}|${start}`;

/** `use` as asked for an interval that includes the day; the table has the rooms of `page`. */
export function roomDay(use: RoomUse, day: LocalDay, now: Minute, page: Pick<RoomPage, 'ids'>): RoomDay {
  const zone = use.timeZone;
  const rooms = roomsOf(use).map((room) => ({
    ...room,
    reservations: room.reservations.filter(
      (taken) => minuteOf(taken.start) < day.end && minuteOf(taken.end) > day.start,
    ),
  }));
  const spans = use.open.flatMap((openDay) => openDay.spans);
  const open = within(
    spans.map(({ start, end }) => ({ start: minuteOf(start), end: minuteOf(end) })),
    day,
  );
  const shown = shownHours(day, [...open, ...rooms.flatMap((room) => within(takenOf(room), day))], zone);
  const evening = freeInTheEvening(rooms, { day, open, now, zone });
  const used = rooms.filter(({ reservations }) => reservations.length > 0);
  return {
    day,
    open,
    grid: dayGrid({ shown, marks: fullHours(shown, zone), open, rooms: rooms.filter(({ id }) => page.ids.has(id)) }),
    activities: new Set(used.flatMap(({ id, reservations }) => reservations.map((one) => identityOf(one, id)))).size,
    rooms: rooms.length,
    roomsUsed: used.length,
    ...(isInside(now, day) && {
      inUseNow: rooms.filter((room) => takenOf(room).some((interval) => isInside(now, interval))).length,
    }),
    ...(evening !== undefined && { freeInTheEvening: evening }),
    shares: new Map(rooms.map((room) => [room.id, shareOf(room, open)])),
  };
}
