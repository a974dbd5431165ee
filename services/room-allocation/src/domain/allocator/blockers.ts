import type { Interval } from '@huitang/contracts';
import type { Board } from './board.ts';
import { type Booking, firstReaching, type Line, overlapping } from './line.ts';

/** Who may be asked to leave, and how many at once. */
export interface Leave {
  readonly mayGo: (owner: number) => boolean;
  readonly max: number;
}

export const NOBODY: readonly number[] = [];

/** The two together, each once. */
export function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return [...a, ...b.filter((owner) => !a.includes(owner))];
}

/** Everybody who has an exclusive resource during the interval. */
function holders(line: Line, { start, end }: Interval, { mayGo, max }: Leave): readonly number[] | undefined {
  let found: number[] | undefined;
  for (let place = firstReaching(line, start); ; place += 1) {
    const booking = line.bookings[place];
    if (!booking || booking.start >= end) return found ?? NOBODY;
    const { owner } = booking;
    if (booking.end <= start || found?.includes(owner)) continue;
    if (!mayGo(owner) || (found?.length ?? 0) >= max) return undefined;
    if (found) found.push(owner);
    else found = [owner];
  }
}

/** Those who have most of a counted resource, until there is enough at every minute. */
function biggest(
  taken: readonly Booking[],
  start: number,
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
      if (gone.includes(owner) || !mayGo(owner)) continue;
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
  interval: Interval,
  count: number,
  leave: Leave,
): readonly number[] | undefined {
  const line = lines[resource];
  const capacity = capacities[resource] ?? 0;
  if (!line || count > capacity) return undefined;
  if (capacity === 1) return holders(line, interval, leave);
  return biggest(overlapping(line, interval.start, interval.end), interval.start, capacity - count, leave);
}
