import type { Interval, LocalDate, Minute } from '@huitang/contracts';
import { recent } from '@huitang/runtime';
import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** A date as the clocks of a zone show it. */
export interface ZoneDay {
  readonly date: LocalDate;
  /** ISO 8601: Monday is 1, Sunday 7. */
  readonly weekday: number;
  readonly start: Minute;
  /** A wall clock reading, in minutes after midnight; one that a spring skips comes as much later as the clock was moved. */
  at(minutes: number): Minute;
}

const minuteOf = (time: DateTime): Minute => Math.floor(time.toMillis() / MINUTE_MS);

const atWallClock = (date: DateTime, minutes: number): Minute =>
  minuteOf(
    date
      .plus({ days: Math.floor(minutes / DAY_MINUTES) })
      .set({ hour: Math.floor((minutes % DAY_MINUTES) / 60), minute: minutes % 60 }),
  );

/** The first moment of a date. Noon is there on every date that a zone has, and comes once. */
function beginningOf(timeZone: string, epochDay: number): DateTime {
  const utc = new Date(epochDay * DAY_MINUTES * MINUTE_MS);
  const date = { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate(), hour: 12 };
  const midnight = DateTime.fromObject(date, { zone: timeZone }).startOf('day');
  // Where midnight comes twice, the date begins with the first.
  const earlier = midnight.minus({ hours: 1 });
  return earlier.day === midnight.day ? earlier : midnight;
}

function createZoneDay(timeZone: string, epochDay: number): ZoneDay {
  const date = beginningOf(timeZone, epochDay);
  const known = new Map<number, Minute>();
  return {
    date: date.toISODate() ?? '',
    weekday: date.weekday,
    start: minuteOf(date),
    at(minutes) {
      const minute = known.get(minutes) ?? atWallClock(date, minutes);
      known.set(minutes, minute);
      return minute;
    },
  };
}

const DAYS_MAX = 5_000;

// Zones are slow, and the same days are asked about again and again. A zone's days are the same for everybody.
const days = recent<ZoneDay>(DAYS_MAX);

function zoneDay(timeZone: string, epochDay: number): ZoneDay {
  const key = `${timeZone}/${epochDay}`;
  const day = days.get(key) ?? createZoneDay(timeZone, epochDay);
  days.set(key, day);
  return day;
}

/** The dates of a zone that an interval touches, in order. A date that a zone has left out is not among them. */
export function zoneDays(timeZone: string, { start, end }: Interval): readonly ZoneDay[] {
  const touched: ZoneDay[] = [];
  // No zone is further than a day from UTC.
  let epochDay = Math.floor(start / DAY_MINUTES) - 1;
  let day = zoneDay(timeZone, epochDay);
  while (day.start < end) {
    epochDay += 1;
    const next = zoneDay(timeZone, epochDay);
    if (next.start > start && next.start > day.start) touched.push(day);
    day = next;
  }
  return touched;
}
