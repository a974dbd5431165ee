import { minuteOf, type Reservation, type ResourceUse, type RoomUse } from '@huitang/contracts';
import type { LocalDay } from './local-day.ts';
import { roomsOf } from './room-day.ts';

export interface WeekRow {
  readonly room: ResourceUse;
  /** What is on each day, by start; what runs over midnight is on both. */
  readonly days: readonly { readonly day: LocalDay; readonly reservations: readonly Reservation[] }[];
}

/** Setup and teardown do not put an activity on a day. */
const isOn =
  (day: LocalDay) =>
  ({ activityStart, activityEnd }: Reservation): boolean =>
    minuteOf(activityStart) < day.end && minuteOf(activityEnd) > day.start;

export const roomWeek = (use: RoomUse, days: readonly LocalDay[]): readonly WeekRow[] =>
  roomsOf(use).map((room) => ({
    room,
    days: days.map((day) => ({ day, reservations: room.reservations.filter(isOn(day)) })),
  }));
