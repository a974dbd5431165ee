import type { CenterHours, Interval, LocalDate, Minute, OpenSpan, WeeklyHours } from '@huitang/contracts';
import { dateAt, isInside, plusDays, wallClock, weekdayOf } from './local-day.ts';

export const DAYS_AHEAD = 7;

/** When something is open, as somebody at the door wants to know it. */
export interface OpenState {
  readonly today: readonly Interval[];
  /** Present while it is open: when it closes. */
  readonly until?: Minute;
  /** When it opens next, within a week. */
  readonly next?: Minute;
}

/** The hours of a date. */
export type HoursOn = (date: LocalDate) => readonly OpenSpan[];

export const weekly =
  (hours: WeeklyHours): HoursOn =>
  (date) =>
    hours[weekdayOf(date)] ?? [];

/** Hours that were asked for date by date, of a center or of one of its facilities; by the week beyond those dates. */
export function dated(known: CenterHours | undefined, hours: WeeklyHours, facility?: string): HoursOn {
  const byDate = new Map(known?.items.map((day) => [day.date, day]));
  const usual = weekly(hours);
  return (date) => {
    const day = byDate.get(date);
    if (!day) return usual(date);
    if (facility === undefined) return day.spans;
    return day.facilities.find(({ id }) => id === facility)?.spans ?? usual(date);
  };
}

const spansOn = (hours: HoursOn, date: LocalDate, zone: string): readonly Interval[] =>
  hours(date).map(({ from, to }) => ({
    start: wallClock(date, from, zone),
    end: wallClock(date, to, zone),
  }));

/** The end of being open that `minute` lies in: spans that touch, also over midnight, are one. */
function closingOf(spans: readonly Interval[], minute: Minute): Minute | undefined {
  let until: Minute | undefined;
  for (const span of spans) {
    if (isInside(until ?? minute, span)) until = span.end;
  }
  return until;
}

export function openState(hours: HoursOn, now: Minute, zone: string): OpenState {
  const date = dateAt(now, zone);
  // From yesterday on: its hours may run over midnight.
  const spans = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => spansOn(hours, plusDays(date, index - 1), zone))
    .flat()
    .sort((a, b) => a.start - b.start);
  const until = closingOf(spans, now);
  const next = spans.find(({ start }) => start > now)?.start;
  return {
    today: spansOn(hours, date, zone),
    ...(until !== undefined && { until }),
    ...(next !== undefined && { next }),
  };
}

/** Days in a row, 0 for Monday, that have the same hours. */
export interface WeekLine {
  readonly first: number;
  readonly last: number;
  readonly spans: readonly OpenSpan[];
}

export function weekLines(hours: WeeklyHours): readonly WeekLine[] {
  const lines: WeekLine[] = [];
  for (const [day, spans] of hours.entries()) {
    const line = lines.at(-1);
    if (line && JSON.stringify(line.spans) === JSON.stringify(spans)) {
      lines[lines.length - 1] = { ...line, last: day };
    } else lines.push({ first: day, last: day, spans });
  }
  return lines;
}

/** `06:30` for 390; hours that run over midnight go on counting: `26:00`. */
export const dayMinutesText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((number) => String(number).padStart(2, '0')).join(':');
