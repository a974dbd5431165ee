import type { Minute, Resource } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, PlannedClaim } from './allocation-problem.ts';
import { withBuffers } from './buffers.ts';
import type { Miss, Placed } from './miss.ts';
import { isKit, type KitNeed, type StopNeed } from './suitable.ts';
import { isClosed, overlapping, peakUse, type Usage } from './usage.ts';

type Context = Pick<AllocationProblem, 'pools' | 'stops' | 'policy'>;

const missing = (code: string, resourceId: string, values?: Record<string, number>): Placed<never> => {
  const cause = { code, resourceId, ...(values && { values }) };
  return { ok: false, miss: { cause, details: [], blockedBy: [] } };
};

/** Claims of kit: needs for the same thing are one claim of their sum. */
function kitClaims(
  needs: readonly KitNeed[],
  request: AllocationRequest,
  start: Minute,
  { pools }: Context,
): Placed<PlannedClaim[]> {
  const claims: PlannedClaim[] = [];
  for (const resourceId of new Set(needs.map((need) => need.resourceId))) {
    const count = needs.reduce((sum, need) => sum + (need.resourceId === resourceId ? need.count : 0), 0);
    const resource = pools.filter(isKit).find(({ id }) => id === resourceId);
    if (!resource) return missing('no-such-resource', resourceId);
    claims.push({ resource, role: 'kit', count, ...withBuffers(start, request.durationMinutes, request) });
  }
  return { ok: true, value: claims };
}

/** Claims of stops. The headway follows the visit, so it keeps the next group away. */
function stopClaims(needs: readonly StopNeed[], start: Minute, { stops }: Context): Placed<PlannedClaim[]> {
  const claims: PlannedClaim[] = [];
  for (const { resourceId, offsetMinutes, minutes } of needs) {
    const resource = stops.find(({ id }) => id === resourceId);
    if (!resource) return missing('no-such-resource', resourceId);
    const from = start + offsetMinutes;
    claims.push({ resource, role: 'stop', count: 1, start: from, end: from + minutes + resource.headwayMinutes });
  }
  return { ok: true, value: claims };
}

/** How many there are of a resource, or may be there at a time. */
export function capacityOf(resource: Resource): number {
  switch (resource.type) {
    case 'kit':
      return resource.count;
    case 'stop':
      return resource.groups;
    case 'room':
    case 'person':
      return 1;
  }
}

/** Why a counted claim cannot be had, with the request's own earlier claims counted too; undefined when it can. */
function missOf(
  claim: PlannedClaim,
  own: readonly PlannedClaim[],
  { policy }: Context,
  usage: Usage,
): Miss | undefined {
  const { resource, role, count, start, end } = claim;
  const resourceId = resource.id;
  if (policy.within && (start < policy.within.start || end > policy.within.end)) {
    return { cause: { code: 'crosses-day', resourceId }, details: [], blockedBy: [] };
  }
  if (isClosed(usage, resourceId, claim)) {
    return { cause: { code: `${role}-closed`, resourceId }, details: [], blockedBy: [] };
  }
  const taken = usage.taken.get(resourceId) ?? [];
  const free =
    capacityOf(resource) - peakUse([...taken, ...own.filter((other) => other.resource.id === resourceId)], claim);
  if (free >= count) return undefined;
  return {
    cause: {
      code: role === 'kit' ? 'kit-short' : 'stop-busy',
      resourceId,
      values: { wanted: count, free: Math.max(0, free) },
    },
    details: [],
    blockedBy: overlapping(usage, resourceId, claim).map(({ activityId }) => activityId),
  };
}

/** Everything that is counted rather than named: kit, and the stops of a route. */
export function placeCounted(
  kitNeeds: readonly KitNeed[],
  stopNeeds: readonly StopNeed[],
  request: AllocationRequest,
  start: Minute,
  context: Context,
  usage: Usage,
): Placed<readonly PlannedClaim[]> {
  const kit = kitClaims(kitNeeds, request, start, context);
  if (!kit.ok) return kit;
  const stops = stopClaims(stopNeeds, start, context);
  if (!stops.ok) return stops;
  const claims: PlannedClaim[] = [];
  for (const claim of [...kit.value, ...stops.value]) {
    const miss = missOf(claim, claims, context, usage);
    if (miss) return { ok: false, miss };
    claims.push(claim);
  }
  return { ok: true, value: claims };
}
