import { type Interval, instantOf, type Minute, minuteOf } from '@huitang/contracts';

const DAY_MINUTES = 1440;

/** What cuts a center's days: fixed when it opens, for ever, so a minute never changes its stream. */
export interface DayCut {
  readonly standardOffsetMinutes: number;
  readonly dayBoundaryMinutes: number;
}

/** Days since 1970-01-01 of the center-day that `minute` belongs to. */
export const dayNumberOf = (cut: DayCut, minute: Minute): number =>
  Math.floor((minute + cut.standardOffsetMinutes - cut.dayBoundaryMinutes) / DAY_MINUTES);

/** `yyyy-mm-dd`: dates compare as text, so ascending names are ascending streams. */
export const dayNameOf = (dayNumber: number): string => instantOf(dayNumber * DAY_MINUTES).slice(0, 10);

/** The minutes of a center-day, half-open. */
export function dayIntervalOf(cut: DayCut, dayName: string): Interval {
  const midnight = minuteOf(`${dayName}T00:00:00Z`);
  const start = midnight - cut.standardOffsetMinutes + cut.dayBoundaryMinutes;
  return { start, end: start + DAY_MINUTES };
}

/** Names of the days an interval touches, ascending; at least the one it starts in. */
export function daysOf(cut: DayCut, interval: Interval): readonly string[] {
  const first = dayNumberOf(cut, interval.start);
  const last = Math.max(first, dayNumberOf(cut, interval.end - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => dayNameOf(first + index));
}

export interface Leg extends Interval {
  readonly day: string;
}

/** An interval cut at the boundaries it crosses: one leg a day, ascending, without gaps. */
export const legsOf = (cut: DayCut, interval: Interval): readonly Leg[] =>
  daysOf(cut, interval).map((day) => {
    const whole = dayIntervalOf(cut, day);
    return { day, start: Math.max(interval.start, whole.start), end: Math.min(interval.end, whole.end) };
  });

export const centerStream = (centerId: string): string => `center/${centerId}`;

export const dayStream = (centerId: string, dayName: string): string => `center-day/${centerId}/${dayName}`;

export const allocationStream = (activityId: string): string => `allocation/${activityId}`;

/** Whose day a center-day's stream is. */
export const centerOfStream = (stream: string): string => stream.split('/')[1] ?? '';

/** `yyyy-mm-dd` of a center-day's stream. */
export const dayNameOfStream = (stream: string): string => stream.slice(stream.lastIndexOf('/') + 1);
