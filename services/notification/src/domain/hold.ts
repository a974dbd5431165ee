import type { Delivery } from './delivery.ts';
import type { KnownActivity } from './known-activity.ts';
import { isInvitation, type Preferences } from './preferences.ts';
import { minutesBefore } from './reminders.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** What the clocks of a place show, in minutes after midnight. `ms`: milliseconds since 1970. */
export type MinuteOfDay = (ms: number) => number;

/** Until when a message waits, in milliseconds, and whether it is told with others then. */
export interface Hold {
  readonly until: number;
  readonly inDigest: boolean;
}

/** `HH:MM` in minutes after midnight. */
export function clockMinute(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

const wrapped = (minutes: number): number => ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;

/** The next moment after `now` at which the clocks show `minute`; where they skip it, one that is near. */
export function nextAt(minute: number, now: number, minuteOfDay: MinuteOfDay): number {
  const begun = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const guess = begun + (wrapped(minute - minuteOfDay(begun)) || DAY_MINUTES) * MINUTE_MS;
  // Clocks that are changed in between show another minute then.
  const ahead = wrapped(minuteOfDay(guess) - minute + DAY_MINUTES / 2) - DAY_MINUTES / 2;
  const corrected = guess - ahead * MINUTE_MS;
  return corrected > now ? corrected : guess;
}

/** True at the minutes of day from `from` on and before `to`, over midnight where `to` is the smaller. */
export const isWithin = (minute: number, from: number, to: number): boolean =>
  from < to ? from <= minute && minute < to : from <= minute || minute < to;

/** Moments that somebody who is told later would miss: a start that is, was or might be, and the end of a time to answer. */
function moments({ confirmed, confirmedBefore, unplaced, wished }: KnownActivity): readonly (string | undefined)[] {
  return [
    confirmed?.start,
    confirmed?.announcesAt,
    confirmed?.moved?.before.start,
    confirmed?.displaced?.before.start,
    confirmedBefore?.start,
    unplaced?.before.start,
    wished?.preferredStart,
  ];
}

function canWait(delivery: Delivery, known: KnownActivity, now: number, until: number): boolean {
  const isMissed = (moment: string | undefined): boolean =>
    moment !== undefined && now < Date.parse(moment) && Date.parse(moment) <= until;
  // A reminder is of no use any more when the next one is due, which then waits as well.
  const useless = minutesBefore(delivery) === undefined ? delivery.uselessAt : undefined;
  return ![...moments(known), useless].some(isMissed);
}

function quietUntil({ quietHours }: Preferences, now: number, minuteOfDay: MinuteOfDay): number | undefined {
  if (!quietHours) return undefined;
  const [from, to] = [clockMinute(quietHours.from), clockMinute(quietHours.to)];
  return isWithin(minuteOfDay(now), from, to) ? nextAt(to, now, minuteOfDay) : undefined;
}

/** Reminders come at their time, and what staff have taken away is told at once; an event for a calendar needs its own mail. */
const isDigested = (delivery: Delivery, preferences: Preferences): boolean =>
  preferences.digestAt !== undefined &&
  delivery.digestAt === undefined &&
  minutesBefore(delivery) === undefined &&
  delivery.message !== 'displaced' &&
  delivery.message !== 'unplaced' &&
  !isInvitation(delivery.message, preferences);

/** Until when a message that is due waits, by what its organization prefers; undefined for what is sent now. */
export function holdOf(
  delivery: Delivery,
  known: KnownActivity,
  preferences: Preferences,
  now: number,
  minuteOfDay: MinuteOfDay,
): Hold | undefined {
  const digestAt = isDigested(delivery, preferences) ? clockMinute(preferences.digestAt ?? '') : undefined;
  const digest = digestAt === undefined ? undefined : nextAt(digestAt, now, minuteOfDay);
  if (digest !== undefined && canWait(delivery, known, now, digest)) return { until: digest, inDigest: true };
  const quiet = quietUntil(preferences, now, minuteOfDay);
  if (quiet === undefined || !canWait(delivery, known, now, quiet)) return undefined;
  return { until: quiet, inDigest: false };
}
