import type { LocalDate } from '@huitang/contracts';
import { dateAt } from './local-day.ts';
import type { ShownActivity } from './shown-activity.ts';

/** Days are listed whole until there are this many; so it is passed by less than the last day has. */
const ENOUGH = 100;
/** A single day never has more in a list; tables have it all. */
const MAX = 300;

/** The beginning of what is on, and where the rest begins. */
export interface AgendaPart {
  readonly activities: readonly ShownActivity[];
  /** The first date left out. */
  readonly restFrom?: LocalDate;
  /** True when also of the dates listed something is left out. */
  readonly isCutShort: boolean;
}

/** `activities` by start; `isCut` when more of them were not even read. */
export function agendaPart(activities: readonly ShownActivity[], zone: string, isCut: boolean): AgendaPart {
  const dates = [...new Set(activities.map(({ start }) => dateAt(start, zone)))];
  const on = (date: LocalDate) => activities.filter(({ start }) => dateAt(start, zone) === date);
  // Of the last date read some may be missing.
  const whole = isCut ? dates.slice(0, -1) : dates;
  const [first = '', ...later] = whole.length > 0 ? whole : dates;
  const shown = [...on(first)];
  let restFrom: LocalDate | undefined;
  for (const date of later) {
    if (shown.length >= ENOUGH) {
      restFrom = date;
      break;
    }
    shown.push(...on(date));
  }
  if (isCut && whole.length > 0) restFrom ??= dates.at(-1);
  return {
    activities: shown.slice(0, MAX),
    ...(restFrom !== undefined && { restFrom }),
    isCutShort: shown.length > MAX || (isCut && whole.length === 0),
  };
}
