import type { CenterProfile, Interval, LocalDate, OpenSpan } from '@huitang/contracts';
import { DateTime } from 'luxon';
import { joined } from './domain/allocator/opening-hours.ts';
import { type Hours as DayHours, hoursOn } from './domain/day-hours.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { type ZoneDay, zoneDays } from './zone-days.ts';

export interface OpenDate {
  readonly date: LocalDate;
  readonly spans: readonly Interval[];
}

type Hours = DayHours & Pick<CenterProfile, 'timeZone'>;

const spanOn = (day: ZoneDay, { from, to }: OpenSpan): Interval => ({ start: day.at(from), end: day.at(to) });

/** The local dates that an interval touches, each with the hours that begin on it, by the center's own clock. */
export const openDates = (hours: Hours, calendars: HolidayCalendars, within: Interval): readonly OpenDate[] =>
  zoneDays(hours.timeZone, within).map((day) => ({
    date: day.date,
    spans: hoursOn(hours, calendars, day.date).spans.map((span) => spanOn(day, span)),
  }));

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
