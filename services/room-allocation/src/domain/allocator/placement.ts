import type { Minute } from '@huitang/contracts';
import type { Ask } from './ask.ts';
import type { Placement } from './board.ts';
import type { Booking } from './line.ts';
import type { Candidate } from './slot.ts';

const bookingOf = ({ resource, from, to }: Candidate, start: Minute, count: number, owner: number): Booking => ({
  resource,
  start: start + from,
  end: start + to,
  count,
  owner,
});

/** An activity at a start with these rooms and people, one for every slot, and what it needs besides. */
export function placementOf(start: Minute, named: readonly Candidate[], ask: Ask, owner: number): Placement {
  const { counted, request } = ask;
  const bookings: Booking[] = [];
  let cost = Math.abs(start - request.preferredStart);
  for (const candidate of named) {
    bookings.push(bookingOf(candidate, start, 1, owner));
    cost += candidate.wasted;
  }
  for (const { count, candidates } of counted) {
    for (const candidate of candidates) bookings.push(bookingOf(candidate, start, count, owner));
  }
  return { start, bookings, cost };
}
