import type { CenterProfile, Interval, LocalDate, Minute, OpenSpan } from '@huitang/contracts';
import { DateTime } from 'luxon';
import { joined } from './domain/allocator/opening-hours.ts';
import { type Hours as DayHours, hoursOn } from './domain/day-hours.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';

const MINUTE_MS = 60_000;

export interface OpenDate {
  readonly date: LocalDate;
  readonly spans: readonly Interval[];
}

type Hours = DayHours & Pick<CenterProfile, 'timeZone'>;

const minuteOf = (time: DateTime): Minute => Math.floor(time.toMillis() / MINUTE_MS);

/** A wall clock reading of a date; one that a spring skips comes as much later as the clock was moved. */
const atWallClock = (date: DateTime, minutes: number): Minute =>
  minuteOf(
    date
      .plus({ days: Math.floor(minutes / 1440) })
      .set({ hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 }),
  );

const spanOn = (date: DateTime, { from, to }: OpenSpan): Interval => ({
  start: atWallClock(date, from),
  end: atWallClock(date, to),
});

/** The local dates that an interval touches, each with the hours that begin on it, by the center's own clock. */
export function openDates(hours: Hours, calendars: HolidayCalendars, { start, end }: Interval): readonly OpenDate[] {
  const dates: OpenDate[] = [];
  let date = DateTime.fromMillis(start * MINUTE_MS, { zone: hours.timeZone }).startOf('day');
  while (minuteOf(date) < end) {
    const day = date;
    const name = day.toISODate() ?? '';
    const spans = hoursOn(hours, calendars, name).spans.map((span) => spanOn(day, span));
    dates.push({ date: name, spans });
    date = day.plus({ days: 1 });
  }
  return dates;
}

/** When visitors are let in around an interval: sorted, disjoint; hours that began the evening before are in it. */
export function openAround(hours: Hours, calendars: HolidayCalendars, { start, end }: Interval): readonly Interval[] {
  const dates = openDates(hours, calendars, { start: start - 1440, end: end + 1440 });
  return joined(dates.flatMap(({ spans }) => spans)).filter((span) => span.start < end && start < span.end);
}

/** Minutes east of UTC in the zone's standard time: the smaller offset of a January and a July, as of `now` (ms). */
export function standardOffsetMinutes(timeZone: string, now: number): number {
  const { year } = DateTime.fromMillis(now, { zone: timeZone });
  const offsets = [1, 7].map((month) => DateTime.fromObject({ year, month, day: 1 }, { zone: timeZone }).offset);
  return Math.min(...offsets);
}
