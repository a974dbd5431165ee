import type { Delivery } from './delivery.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const HOUR_MINUTES = 60;

/** A reminder with its times in milliseconds. */
export interface Reminder extends Pick<Delivery, 'message' | 'minutesBefore'> {
  readonly tellAt: number;
  readonly uselessAt: number;
}

/** The two that there were before others could be asked for keep their names, which are in the ledger. */
function named(minutes: number): Pick<Reminder, 'message' | 'minutesBefore'> {
  if (minutes === DAY_MINUTES) return { message: 'reminder-day' };
  return minutes === HOUR_MINUTES ? { message: 'reminder-hour' } : { message: 'reminder', minutesBefore: minutes };
}

/** How long before the start it reminds; undefined for what is no reminder. */
export function minutesBefore({ message, minutesBefore }: Delivery): number | undefined {
  if (message === 'reminder-day') return DAY_MINUTES;
  return message === 'reminder-hour' ? HOUR_MINUTES : minutesBefore;
}

/** At these distances from the start, the longest first. A nearer one overtakes a farther one, the start the last. */
export function reminders(startMs: number, distances: readonly number[]): readonly Reminder[] {
  const sorted = [...new Set(distances)].sort((a, b) => b - a);
  const before = (minutes: number): number => startMs - minutes * MINUTE_MS;
  return sorted.map((minutes, index) => ({
    ...named(minutes),
    tellAt: before(minutes),
    uselessAt: before(sorted[index + 1] ?? 0),
  }));
}
