import type { Need, Resource } from '@huitang/contracts';
import type {
  AllocationProblem,
  AllocationRequest,
  AllocationResult,
  Assignment,
  Placed,
  PlannedClaim,
} from '../../../src/domain/allocator/allocation-problem.ts';
import { isIn, minutesOf, type Stretch } from './minutes.ts';

// What an answer must keep to, minute by minute. Of the code it judges it knows the types and nothing else.

/** The minutes a need takes of a resource. */
export function minutesTaken(need: Need, of: Resource, request: AllocationRequest, start: number): Stretch {
  if (need.role === 'stop') {
    const arrival = start + need.offsetMinutes;
    return { start: arrival, end: arrival + need.minutes + (of.type === 'stop' ? of.headwayMinutes : 0) };
  }
  const own = of.type === 'room' || of.type === 'person' ? of : { setupMinutes: 0, teardownMinutes: 0 };
  return {
    start: start - Math.max(request.setupMinutes, own.setupMinutes),
    end: start + request.durationMinutes + Math.max(request.teardownMinutes, own.teardownMinutes),
  };
}

/** Whether a resource is one that the need could mean, whatever the time. */
export function isWhatIsNeeded(need: Need, of: Resource, headcount: number): boolean {
  switch (need.role) {
    case 'room':
      return (
        of.type === 'room' &&
        (need.resourceId === undefined || need.resourceId === of.id) &&
        need.features.filter((feature) => of.features.indexOf(feature) < 0).length === 0 &&
        headcount <= of.capacity
      );
    case 'guide':
    case 'lecturer':
    case 'interpreter':
      return (
        of.type === 'person' &&
        of.roles.indexOf(need.role) >= 0 &&
        need.skills.filter((skill) => of.skills.indexOf(skill) < 0).length === 0
      );
    case 'kit':
    case 'stop':
      return of.type === need.role && of.id === need.resourceId;
  }
}

const howMany = (of: Resource): number => (of.type === 'kit' ? of.count : of.type === 'stop' ? of.groups : 1);

/** Minutes at which a claim cannot be: closed, beyond what is decided on, or more taken than there are. */
function clashes(claim: PlannedClaim, all: readonly PlannedClaim[], problem: AllocationProblem): readonly string[] {
  const { id } = claim.resource;
  const { commitments, closures, policy } = problem;
  return minutesOf(claim).flatMap((minute) => {
    const before = commitments.filter((other) => other.resourceId === id && isIn(other, minute));
    const now = all.filter((other) => other.resource.id === id && isIn(other, minute));
    const inUse = [...before, ...now].reduce((sum, { count }) => sum + count, 0);
    const isClosed = closures.some((closure) => (closure.resourceId ?? id) === id && isIn(closure, minute));
    return [
      ...(inUse > howMany(claim.resource) ? [`${id} is taken ${inUse} times at ${minute}`] : []),
      ...(isClosed ? [`${id} is closed at ${minute}`] : []),
      ...(policy.within && !isIn(policy.within, minute) ? [`${id} at ${minute} is beyond the day`] : []),
    ];
  });
}

/** Every need of the request, with what answers it: the claims come in the order of roles, and of needs within one. */
function unmet(request: AllocationRequest, { claims, start }: Assignment): readonly string[] {
  const left = [...claims];
  const missing: string[] = [];
  for (const need of request.needs) {
    const same = need.role === 'kit' ? request.needs.filter((other) => sameKit(need, other)) : [need];
    if (same[0] !== need) continue;
    const count = same.reduce((sum, other) => sum + (other.role === 'kit' ? other.count : 1), 0);
    const at = left.findIndex((claim) => claim.role === need.role && claim.count === count && isMet(need, claim));
    if (at < 0) missing.push(`${JSON.stringify(need)} is not met`);
    else left.splice(at, 1);
  }
  return [...missing, ...left.map(({ resource }) => `${resource.id} is claimed for nothing`)];

  function isMet(need: Need, { resource, ...claim }: PlannedClaim): boolean {
    const minutes = minutesTaken(need, resource, request, start);
    return (
      isWhatIsNeeded(need, resource, request.headcount) && claim.start === minutes.start && claim.end === minutes.end
    );
  }
}

const sameKit = (a: Need, b: Need): boolean => a.role === 'kit' && b.role === 'kit' && a.resourceId === b.resourceId;

/** What a request has though it may not, at that start or at any. */
const forbidden = ({ barred = [] }: AllocationRequest, { start, resourceIds }: Placed): readonly string[] =>
  barred
    .filter(({ resourceId }) => resourceIds.indexOf(resourceId) >= 0)
    .filter(({ startsBefore, startsAfter }) => {
      const isBounded = startsBefore !== undefined || startsAfter !== undefined;
      return !isBounded || start < (startsBefore ?? start) || start > (startsAfter ?? start);
    })
    .map(({ resourceId }) => `${resourceId} at ${start} is barred`);

function misstated(request: AllocationRequest, assignment: Assignment): readonly string[] {
  const { start, movedMinutes, wastedSeats, claims, resourceIds } = assignment;
  const seats = claims.flatMap(({ resource }) => (resource.type === 'room' ? [resource.capacity] : []));
  const wasted = seats.reduce((sum, capacity) => sum + (capacity - request.headcount), 0);
  return [
    ...(request.starts.indexOf(start) < 0 ? [`nobody asked for ${start}`] : []),
    ...(movedMinutes !== start - request.preferredStart ? [`moved by ${movedMinutes}`] : []),
    ...(wastedSeats !== wasted ? [`${wastedSeats} seats wasted, not ${wasted}`] : []),
    ...(claims.map(({ resource }) => resource.id).join() !== resourceIds.join() ? ['claims are not resourceIds'] : []),
    ...forbidden(request, assignment),
    ...(request.headcount < 1 ? ['nobody comes'] : []),
    ...(request.needs.length < 1 ? ['nothing is needed'] : []),
  ];
}

function closedMinutes(
  request: AllocationRequest,
  { start }: Assignment,
  { policy }: AllocationProblem,
): readonly string[] {
  if (request.asGiven) return [];
  return minutesOf({ start, end: start + request.durationMinutes })
    .filter((minute) => !policy.open.some((span) => isIn(span, minute)))
    .map((minute) => `not open at ${minute}`);
}

/** Where every tentative activity is in the end. */
const standing = ({ tentative }: AllocationProblem, { moves }: AllocationResult): readonly Placed[] =>
  tentative.map(
    ({ request, assignment }) => moves.find((move) => move.requestId === request.requestId)?.to ?? assignment,
  );

/** Moves of somebody unknown, from where nobody was, to where nobody is, and out of what was offered. */
function wrongMoves(problem: AllocationProblem, { moves, assignments }: AllocationResult): readonly string[] {
  return moves.flatMap(({ requestId, from, to, because }) => {
    const before = problem.tentative.find(({ request }) => request.requestId === requestId);
    const request = before?.request ?? problem.requests.find((one) => one.requestId === requestId);
    const now = assignments.find((one) => one.requestId === requestId);
    const known = problem.requests.some((one) => one.requestId === because);
    const moved = {
      ...to,
      requestId,
      movedMinutes: 0,
      wastedSeats: 0,
      reasons: [],
      setupMinutes: 0,
      teardownMinutes: 0,
    };
    return [
      ...(known ? [] : [`${requestId} moved because of ${because}`]),
      ...(before && before.assignment.start !== from.start ? [`${requestId} was not at ${from.start}`] : []),
      ...(now && now.start !== to.start ? [`${requestId} is not at ${to.start}`] : []),
      ...(request?.starts.includes(to.start) ? [] : [`${requestId} was moved to ${to.start}, which it did not offer`]),
      ...(request
        ? [...unmet(request, moved), ...forbidden(request, moved), ...closedMinutes(request, moved, problem)]
        : [`${requestId} is unknown`]),
    ];
  });
}

/** Everything that is wrong with an answer; nothing for a right one. */
export function violations(problem: AllocationProblem, result: AllocationResult): readonly string[] {
  const answered = [...result.assignments, ...result.refusals].map(({ requestId }) => requestId).sort();
  const requested = problem.requests.map(({ requestId }) => requestId).sort();
  const all = [...result.assignments, ...standing(problem, result)].flatMap(({ claims }) => claims);
  return [
    ...wrongMoves(problem, result),
    ...(answered.join() === requested.join() ? [] : [`asked ${requested.join()}, answered ${answered.join()}`]),
    ...all.flatMap((claim) => clashes(claim, all, problem)),
    ...result.assignments.flatMap((assignment) =>
      problem.requests
        .filter(({ requestId }) => requestId === assignment.requestId)
        .flatMap((request) => [
          ...unmet(request, assignment),
          ...misstated(request, assignment),
          ...closedMinutes(request, assignment, problem),
        ]),
    ),
  ];
}
