import { DateTime } from 'luxon';
import type { LocalClock } from './groups.ts';

const MINUTE_MS = 60_000;

/** The clock on the wall of a center. */
export function localClock(timeZone: string): LocalClock {
  const at = (minute: number): DateTime => DateTime.fromMillis(minute * MINUTE_MS, { zone: timeZone });
  return {
    dateOf: (minute) => at(minute).toISODate() ?? '',
    weekdayOf: (minute) => at(minute).weekday,
    hourOf: (minute) => at(minute).hour,
  };
}
