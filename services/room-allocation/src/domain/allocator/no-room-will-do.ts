import type { Reason, Room } from '@huitang/contracts';
import type { AllocationRequest } from './allocation-problem.ts';
import { neverHad } from './barred.ts';
import { DETAILS_MAX, type Miss } from './miss.ts';
import { byFit, type RoomNeed, unsuitable } from './suitable.ts';

type Asks = Pick<AllocationRequest, 'headcount' | 'barred'>;

/** Why a room will never do for a request, whatever the time: what it is, or that it may not be booked. */
function whyNever(room: Room, need: RoomNeed, asks: Asks): Reason | undefined {
  const barred = neverHad(asks, room.id);
  return unsuitable(room, need, asks.headcount) ?? (barred && { ...barred, resourceId: room.id });
}

function causeOf(need: RoomNeed, rooms: readonly Room[], { headcount }: Asks): Reason {
  const largest = Math.max(0, ...rooms.map(({ capacity }) => capacity));
  return largest < headcount
    ? { code: 'no-room-large-enough', values: { headcount, largest } }
    : { code: 'no-room-with-features', values: { features: need.features.join(' '), headcount } };
}

function missOf(need: RoomNeed, rooms: readonly Room[], asks: Asks): Miss {
  const sorted = [...rooms].sort(byFit);
  const details = sorted.flatMap((room) => whyNever(room, need, asks) ?? []);
  const named = need.resourceId;
  if (named === undefined) {
    // A room that would do, were it not for its rules of booking, says more than the others that would not.
    const barred = sorted.find((room) => !unsuitable(room, need, asks.headcount));
    const cause = (barred && whyNever(barred, need, asks)) ?? causeOf(need, rooms, asks);
    const others = details.filter(({ resourceId }) => resourceId !== cause.resourceId);
    return { cause, details: others.slice(0, DETAILS_MAX), blockedBy: [] };
  }
  const known = details.find(({ resourceId }) => resourceId === named);
  return { cause: known ?? { code: 'no-such-resource', resourceId: named }, details: [], blockedBy: [] };
}

/** What is missing where no room would do for one of the needs, whatever the time; undefined when each has one. */
export function noRoomWillDo(needs: readonly RoomNeed[], rooms: readonly Room[], asks: Asks): Miss | undefined {
  const without = needs.find((need) => rooms.every((room) => whyNever(room, need, asks)));
  return without && missOf(without, rooms, asks);
}
