import type { Interval, LocalDate, Minute } from '@huitang/contracts';
import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
/** No zone's clock moves by less. */
const STEP_MINUTES = 15;

/** A date of some zone with its first minute and the one after its last: 23 to 25 hours where clocks change. */
export interface LocalDay extends Interval {
  readonly date: LocalDate;
}

const at = (minute: Minute, zone: string): DateTime => DateTime.fromMillis(minute * MINUTE_MS, { zone });
const minuteAt = (time: DateTime): Minute => Math.floor(time.toMillis() / MINUTE_MS);

export const dateAt = (minute: Minute, zone: string): LocalDate => at(minute, zone).toISODate() ?? '';

export const plusDays = (date: LocalDate, days: number): LocalDate =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 for Monday. */
export const weekdayOf = (date: LocalDate): number => (new Date(date).getUTCDay() + 6) % 7;

export const dayOf = (date: LocalDate, zone: string): LocalDay => {
  const start = (of: LocalDate): Minute => minuteAt(DateTime.fromISO(of, { zone }).startOf('day'));
  return { date, start: start(date), end: start(plusDays(date, 1)) };
};

export const daysFrom = (date: LocalDate, count: number, zone: string): readonly LocalDay[] =>
  Array.from({ length: count }, (_, index) => dayOf(plusDays(date, index), zone));

/** When the clock of `zone` shows so many minutes after midnight of `date`; more than 1440 for the night that follows. */
export function wallClock(date: LocalDate, minutes: number, zone: string): Minute {
  const day = plusDays(date, Math.floor(minutes / DAY_MINUTES));
  const rest = minutes % DAY_MINUTES;
  return minuteAt(DateTime.fromISO(day, { zone }).set({ hour: Math.floor(rest / 60), minute: rest % 60 }));
}

/** The minutes in [start, end) at which the clocks of `zone` show a full hour; one hour comes twice when they go back. */
export function fullHours({ start, end }: Interval, zone: string): readonly Minute[] {
  const first = Math.ceil(start / STEP_MINUTES) * STEP_MINUTES;
  const count = Math.max(0, Math.ceil((end - first) / STEP_MINUTES));
  return Array.from({ length: count }, (_, index) => first + index * STEP_MINUTES).filter(
    (minute) => at(minute, zone).minute === 0,
  );
}

/** `09:00` */
export const timeText = (minute: Minute, zone: string): string => at(minute, zone).toFormat('HH:mm');

/** The same for where something ends: midnight is 24:00 of the day that is over. */
export function endText(minute: Minute, zone: string): string {
  const text = timeText(minute, zone);
  return text === '00:00' ? '24:00' : text;
}

/** The part of `interval` inside `frame`; undefined when there is none. */
export function clipped(interval: Interval, frame: Interval): Interval | undefined {
  const start = Math.max(interval.start, frame.start);
  const end = Math.min(interval.end, frame.end);
  return start < end ? { start, end } : undefined;
}

export const isInside = (minute: Minute, { start, end }: Interval): boolean => start <= minute && minute < end;
