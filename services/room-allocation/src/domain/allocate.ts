import type { Minute, Reason } from '@huitang/contracts';
import type {
  AllocationProblem,
  AllocationRefusal,
  AllocationRequest,
  AllocationResult,
  Assignment,
  Commitment,
} from './allocation-problem.ts';
import { buffersFor } from './buffers.ts';
import { nearestOf } from './nearest.ts';
import { type Placement, placeAt } from './place.ts';
import type { Miss } from './place-rooms.ts';
import { type Usage, usageOf } from './usage.ts';

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

function reasonsOf(
  request: AllocationRequest,
  start: Minute,
  { claims, passedOver }: Placement,
  preferredMiss?: Miss,
): readonly Reason[] {
  const movedMinutes = start - request.preferredStart;
  const when: Reason =
    movedMinutes === 0 ? { code: 'preferred-start' } : { code: 'moved-start', values: { minutes: movedMinutes } };
  const why = movedMinutes !== 0 && preferredMiss ? [preferredMiss.cause] : [];
  const isNamed = (id: string): boolean => request.needs.some((need) => need.role === 'room' && need.resourceId === id);
  const rooms = claims.flatMap(({ resource }): Reason[] => {
    if (resource.type !== 'room') return [];
    const values = {
      capacity: resource.capacity,
      headcount: request.headcount,
      wastedSeats: resource.capacity - request.headcount,
    };
    return [{ code: isNamed(resource.id) ? 'room-named' : 'best-fit', resourceId: resource.id, values }];
  });
  return [when, ...why, ...rooms, ...passedOver];
}

function assignmentOf(
  request: AllocationRequest,
  start: Minute,
  placement: Placement,
  preferredMiss?: Miss,
): Assignment {
  const { claims, wastedSeats } = placement;
  const room = claims.find(({ resource }) => resource.type === 'room')?.resource;
  return {
    requestId: request.requestId,
    resourceIds: claims.map(({ resource }) => resource.id),
    start,
    movedMinutes: start - request.preferredStart,
    wastedSeats,
    reasons: reasonsOf(request, start, placement, preferredMiss),
    claims,
    ...buffersFor(request, room?.type === 'room' ? room : undefined),
  };
}

function refusalOf(
  request: AllocationRequest,
  misses: readonly Miss[],
  problem: AllocationProblem,
  usage: Usage,
): AllocationRefusal {
  const [first] = misses;
  return {
    requestId: request.requestId,
    cause: first?.cause ?? { code: 'no-start-left' },
    missing: first?.details ?? [],
    blockedBy: unique(misses.flatMap(({ blockedBy }) => blockedBy)),
    nearest: nearestOf(request, problem, usage),
  };
}

/** The first of the acceptable starts at which everything can be had, or why there is none. */
function allocateOne(
  request: AllocationRequest,
  problem: AllocationProblem,
  usage: Usage,
): Assignment | AllocationRefusal {
  const misses: Miss[] = [];
  for (const start of request.starts) {
    const placed = placeAt(start, request, problem, usage);
    if (placed.ok) return assignmentOf(request, start, placed.value, misses[0]);
    misses.push(placed.miss);
  }
  return refusalOf(request, misses, problem, usage);
}

const commitmentsOf = ({ requestId, claims }: Assignment): readonly Commitment[] =>
  claims.map(({ resource, start, end, count }) => ({
    resourceId: resource.id,
    start,
    end,
    count,
    activityId: requestId,
  }));

/**
 * Who gets what, and why: requests in their order, each at the first acceptable start where everything it needs is free,
 * in the rooms that waste the fewest seats. Pure: the same problem gives the same answer, byte for byte. Nothing that is
 * committed moves.
 */
export function allocate(problem: AllocationProblem): AllocationResult {
  const assignments: Assignment[] = [];
  const refusals: AllocationRefusal[] = [];
  let commitments = problem.commitments;
  let usage = usageOf(commitments, problem.closures);
  for (const request of problem.requests) {
    const answer = allocateOne(request, problem, usage);
    if ('cause' in answer) {
      refusals.push(answer);
      continue;
    }
    assignments.push(answer);
    commitments = [...commitments, ...commitmentsOf(answer)];
    usage = usageOf(commitments, problem.closures);
  }
  return { assignments, moves: [], refusals };
}
