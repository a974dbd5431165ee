import type { Minute } from '@huitang/contracts';
import type { Board } from './board.ts';
import { type Booking, firstReaching, type Line, overlapping } from './line.ts';

/** Who may be asked to leave, and how many at once. */
export interface Leave {
  /** By activity. Owners that are no activities never leave. */
  readonly mayGo: readonly boolean[];
  readonly max: number;
  /** Whose bookings count for nothing, as if it had left already. */
  readonly ignored: number;
}

export const NOBODY: readonly number[] = [];

/** The two together, each once. */
export function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return [...a, ...b.filter((owner) => !a.includes(owner))];
}

/** Everybody who has an exclusive resource during the interval; undefined when one must not leave, or they are too many. */
export function holders(line: Line, start: Minute, end: Minute, leave: Leave): readonly number[] | undefined {
  const { bookings } = line;
  let found: number[] | undefined;
  for (let place = firstReaching(line, start); ; place += 1) {
    const booking = bookings[place];
    if (!booking || booking.start >= end) return found ?? NOBODY;
    const { owner } = booking;
    if (booking.end <= start || owner === leave.ignored || found?.includes(owner)) continue;
    if (leave.mayGo[owner] !== true) return undefined;
    if ((found?.length ?? 0) >= leave.max) return undefined;
    if (found) found.push(owner);
    else found = [owner];
  }
}

/** Those who have most of a counted resource, until there is enough at every minute. */
function biggest(
  taken: readonly Booking[],
  start: Minute,
  capacity: number,
  { mayGo, max }: Leave,
): readonly number[] | undefined {
  const gone: number[] = [];
  const byCount = [...taken].sort((a, b) => b.count - a.count);
  // Use is at its peak where the interval begins, or where others begin in it.
  const peaks = [start, ...taken.flatMap((booking) => (booking.start > start ? [booking.start] : []))];
  for (const minute of peaks) {
    const present = byCount.filter((one) => one.start <= minute && minute < one.end && !gone.includes(one.owner));
    let excess = present.reduce((sum, { count }) => sum + count, 0) - capacity;
    for (const { owner, count } of present) {
      if (excess <= 0) break;
      if (gone.includes(owner) || mayGo[owner] !== true) continue;
      gone.push(owner);
      excess -= count;
    }
    if (excess > 0 || gone.length > max) return undefined;
  }
  return gone;
}

/** Who would have to leave so that `count` of a resource is free; undefined when somebody must not, or they are too many. */
export function blockersOf(
  { lines, capacities }: Board,
  resource: number,
  start: Minute,
  end: Minute,
  count: number,
  leave: Leave,
): readonly number[] | undefined {
  const line = lines[resource];
  const capacity = capacities[resource] ?? 0;
  if (count > capacity) return undefined;
  if (!line) return NOBODY;
  if (capacity === 1) return holders(line, start, end, leave);
  const others = overlapping(line, start, end).filter(({ owner }) => owner !== leave.ignored);
  return biggest(others, start, capacity - count, leave);
}
