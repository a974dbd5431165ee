import { clockAt } from '../clock.ts';
import type { View } from './invariant.ts';
import { type Letter, USUAL_MINUTES } from './letters.ts';

const DAY_MINUTES = 1_440;

/** Every distance that somebody may ask for in a run: three of them come due where activities begin soon. */
export const POSSIBLE_MINUTES: readonly number[] = [2_880, 1_440, 63, 62, 60];

/** How an organization wants to be told, as it stands. */
export interface Preferred {
  readonly off: readonly string[];
  readonly quietHours?: { readonly from: string; readonly to: string };
  readonly reminderMinutes: readonly number[];
  readonly calendar?: string;
}

const usual: Preferred = { off: [], reminderMinutes: USUAL_MINUTES };

export function preferenceOf({ world, options }: Pick<View, 'world' | 'options'>, organizationId: string): Preferred {
  for (const { database } of options.topology) {
    const row = world.durable.records(database, 'notification-preferences').get(organizationId);
    // Its own document, as the service has written it.
    if (row) return JSON.parse(row.value) as Preferred;
  }
  return usual;
}

/** When it was last said, in virtual milliseconds; 0 for never. */
export function preferredSince({ exchanges }: Pick<View, 'exchanges'>, organizationId: string): number {
  const last = exchanges.findLast(
    ({ ask }) => ask.operationId === 'changePreferences' && ask.params?.id === organizationId,
  );
  return last ? (last.answeredAt ?? Number.POSITIVE_INFINITY) : 0;
}

/** True for what is not wanted, and for a reminder at a distance that nobody has asked for. */
export function isSwitchedOff({ message, minutesBefore }: Letter, { off, reminderMinutes }: Preferred): boolean {
  if (minutesBefore === undefined) return off.includes(message);
  return off.includes('reminder') || !reminderMinutes.includes(minutesBefore);
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** How many minutes of quiet are still to come; 0 where it is not quiet. */
export function quietLeft({ quietHours }: Preferred, at: number, timeZone: string): number {
  if (!quietHours) return 0;
  const since = (from: string): number =>
    (minuteOf(clockAt(at, timeZone)) - minuteOf(from) + DAY_MINUTES) % DAY_MINUTES;
  const [begun, ended] = [since(quietHours.from), since(quietHours.to)];
  return begun < ended ? DAY_MINUTES - ended : 0;
}
