import type { Minute, Reason } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, PlannedClaim } from './allocation-problem.ts';
import type { Miss, Placed } from './miss.ts';
import { noRoomWillDo } from './no-room-will-do.ts';
import { isOpen } from './opening-hours.ts';
import { placeCounted } from './place-counted.ts';
import { placePeople } from './place-people.ts';
import { placeRooms } from './place-rooms.ts';
import { isPersonNeed } from './suitable.ts';
import type { Usage } from './usage.ts';

export interface Placement {
  readonly claims: readonly PlannedClaim[];
  readonly wastedSeats: number;
  readonly passedOver: readonly Reason[];
}

const missOf = (code: string): { ok: false; miss: Miss } => ({
  ok: false,
  miss: { cause: { code }, details: [], blockedBy: [] },
});

/** Everything a request needs at one start, all or nothing. */
export function placeAt(
  start: Minute,
  request: AllocationRequest,
  problem: AllocationProblem,
  usage: Usage,
): Placed<Placement> {
  const { needs, durationMinutes, asGiven } = request;
  if (needs.length === 0) return missOf('nothing-needed');
  if (request.headcount < 1) return missOf('nobody-comes');
  const roomNeeds = needs.filter((need) => need.role === 'room');
  // First, because no other hour helps.
  const never = noRoomWillDo(roomNeeds, problem.rooms, request.headcount);
  if (never) return { ok: false, miss: never };
  if (!asGiven && !isOpen(problem.policy.open, { start, end: start + durationMinutes })) return missOf('closed');
  const rooms = placeRooms(roomNeeds, request, start, problem, usage);
  if (!rooms.ok) return rooms;
  const people = placePeople(needs.filter(isPersonNeed), request, start, problem, usage);
  if (!people.ok) return people;
  const counted = placeCounted(
    needs.filter((need) => need.role === 'kit'),
    needs.filter((need) => need.role === 'stop'),
    request,
    start,
    problem,
    usage,
  );
  if (!counted.ok) return counted;
  const { wastedSeats, passedOver } = rooms.value;
  return {
    ok: true,
    value: { claims: [...rooms.value.claims, ...people.value, ...counted.value], wastedSeats, passedOver },
  };
}
