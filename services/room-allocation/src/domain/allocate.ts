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
import type { Miss } from './miss.ts';
import { nearestOf } from './nearest.ts';
import { type Placement, placeAt } from './place.ts';
import { type Usage, usageOf, withTaken } from './usage.ts';

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

type Tried =
  | { readonly ok: true; readonly assignment: Assignment }
  | { readonly ok: false; readonly misses: readonly Miss[] };

/** The first of the acceptable starts at which everything can be had, or what was missing at each. */
function tryAll(request: AllocationRequest, problem: AllocationProblem, usage: Usage): Tried {
  const misses: Miss[] = [];
  for (const start of request.starts) {
    const placed = placeAt(start, request, problem, usage);
    if (placed.ok) return { ok: true, assignment: assignmentOf(request, start, placed.value, misses[0]) };
    misses.push(placed.miss);
  }
  return { ok: false, misses };
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
 * each room the one that wastes the fewest seats of those left (several rooms choose in turn). Pure: the same problem gives the same answer, byte for byte. Nothing that is
 * committed moves.
 */
export function allocate(problem: AllocationProblem): AllocationResult {
  const assignments: Assignment[] = [];
  const refused: { readonly request: AllocationRequest; readonly misses: readonly Miss[] }[] = [];
  let usage = usageOf(problem.commitments, problem.closures);
  for (const request of problem.requests) {
    const tried = tryAll(request, problem, usage);
    if (!tried.ok) {
      refused.push({ request, misses: tried.misses });
      continue;
    }
    assignments.push(tried.assignment);
    usage = withTaken(usage, commitmentsOf(tried.assignment));
  }
  // Last, because what a later request was given is no offer to an earlier one.
  const refusals = refused.map(({ request, misses }) => refusalOf(request, misses, problem, usage));
  return { assignments, moves: [], refusals };
}
