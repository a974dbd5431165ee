import type { Interval, Minute, Need, Resource } from '@huitang/contracts';
import type {
  AllocationProblem,
  AllocationRequest,
  AllocationResult,
  Assignment,
  PlannedClaim,
} from '@huitang/room-allocation/allocator';

// Judges an answer minute by minute, and knows nothing of how it was found. Problems without tentative activities.

const buffer = (resource: Resource, which: 'setupMinutes' | 'teardownMinutes', own: number): number =>
  resource.type === 'room' || resource.type === 'person' ? Math.max(own, resource[which]) : own;

const amountOf = (resource: Resource): number =>
  resource.type === 'kit' ? resource.count : resource.type === 'stop' ? resource.groups : 1;

/** Whether a claim is what a need asks for, at the minutes that it is for. */
function isFor(need: Need, request: AllocationRequest, start: Minute, claim: PlannedClaim): boolean {
  const { resource, count } = claim;
  const isDuring =
    claim.start === start - buffer(resource, 'setupMinutes', request.setupMinutes) &&
    claim.end === start + request.durationMinutes + buffer(resource, 'teardownMinutes', request.teardownMinutes);
  if (need.role === 'room') {
    const isNamed = need.resourceId === undefined || need.resourceId === resource.id;
    const isRoom = resource.type === 'room' && resource.capacity >= request.headcount;
    return isDuring && isNamed && isRoom && need.features.every((feature) => resource.features.includes(feature));
  }
  if (need.role === 'kit') return resource.id === need.resourceId && count === need.count;
  if (need.role === 'stop') {
    const headway = resource.type === 'stop' ? resource.headwayMinutes : 0;
    const from = start + need.offsetMinutes;
    return resource.id === need.resourceId && claim.start === from && claim.end === from + need.minutes + headway;
  }
  const isAble = resource.type === 'person' && resource.roles.includes(need.role);
  return isDuring && isAble && need.skills.every((skill) => resource.skills.includes(skill));
}

/** What is wrong with the claims of one answer beside its own request. */
function wrongClaims(request: AllocationRequest, { start, claims }: Assignment): readonly string[] {
  const left = [...claims];
  const wrong: string[] = request.starts.includes(start) ? [] : [`${request.requestId} did not accept ${start}`];
  for (const need of request.needs) {
    const place = left.findIndex((claim) => isFor(need, request, start, claim));
    if (place < 0) wrong.push(`${request.requestId} lacks its ${need.role}`);
    else left.splice(place, 1);
  }
  return [...wrong, ...left.map(({ resource }) => `${request.requestId} has ${resource.id} for nothing`)];
}

/** What a request was given though it may not have it then. */
function forbidden({ barred = [] }: AllocationRequest, { start, resourceIds }: Assignment): readonly string[] {
  const isBarred = ({ startsBefore, startsAfter }: (typeof barred)[number]): boolean =>
    startsBefore === undefined && startsAfter === undefined
      ? true
      : start < (startsBefore ?? Number.NEGATIVE_INFINITY) || start > (startsAfter ?? Number.POSITIVE_INFINITY);
  const ids = barred.filter((one) => resourceIds.includes(one.resourceId) && isBarred(one));
  return ids.map(({ resourceId }) => `${resourceId} at ${start} is barred`);
}

const isInside = ({ start, end }: Interval, spans: readonly Interval[]): boolean =>
  spans.some((span) => span.start <= start && end <= span.end);

/** Minutes at which more of a resource is taken than there are, or at which it is closed. */
function wrongMinutes(
  resource: Resource,
  taken: readonly (Interval & { readonly count: number })[],
): readonly string[] {
  const use = new Map<number, number>();
  for (const { start, end, count } of taken) {
    for (let minute = start; minute < end; minute += 1) use.set(minute, (use.get(minute) ?? 0) + count);
  }
  const most = amountOf(resource);
  return [...use].filter(([, count]) => count > most).map(([minute, count]) => `${resource.id}: ${count} at ${minute}`);
}

/** Everything that is wrong with an answer; nothing for a right one. */
export function wrongIn(problem: AllocationProblem, { assignments, refusals }: AllocationResult): readonly string[] {
  const requests = new Map(problem.requests.map((request) => [request.requestId, request]));
  const answered = [...assignments, ...refusals].map(({ requestId }) => requestId);
  const wrong: string[] = [];
  if (answered.length !== requests.size || new Set(answered).size !== requests.size) wrong.push('not one answer each');
  const taken = new Map<string, (Interval & { readonly count: number })[]>();
  const add = (id: string, interval: Interval & { readonly count: number }): void => {
    taken.set(id, [...(taken.get(id) ?? []), interval]);
  };
  for (const { resourceId, ...interval } of problem.commitments) add(resourceId, interval);
  for (const assignment of assignments) {
    const request = requests.get(assignment.requestId);
    if (!request) continue;
    wrong.push(...wrongClaims(request, assignment), ...forbidden(request, assignment));
    const { start } = assignment;
    const isOpen = request.asGiven || isInside({ start, end: start + request.durationMinutes }, problem.policy.open);
    if (!isOpen) wrong.push(`${request.requestId} is there while it is closed`);
    for (const { resource, ...claim } of assignment.claims) add(resource.id, claim);
  }
  for (const resource of [...problem.rooms, ...problem.pools, ...problem.stops]) {
    const own = taken.get(resource.id) ?? [];
    // A closure takes all there are, so that nothing fits beside it.
    const closed = problem.closures
      .filter(({ resourceId = resource.id }) => resourceId === resource.id)
      .filter((closure) => own.some(({ start, end }) => start < closure.end && closure.start < end));
    wrong.push(...wrongMinutes(resource, own), ...closed.map(({ start }) => `${resource.id} is closed at ${start}`));
  }
  return wrong;
}
