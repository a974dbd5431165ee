import type { Minute } from '@huitang/contracts';
import { zoneDays } from './zone-days.ts';

const YEAR_AND_MONTH = 'yyyy-mm'.length;

/** `yyyy-mm` of a minute by the clock on the wall of a center. Throws for a zone that there is not. */
export function monthOf(timeZone: string, minute: Minute): string {
  const [day] = zoneDays(timeZone, { start: minute, end: minute + 1 });
  if (!day?.date) throw new RangeError(`${timeZone} has no date for minute ${minute}`);
  return day.date.slice(0, YEAR_AND_MONTH);
}
