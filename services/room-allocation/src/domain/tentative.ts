import {
  type AllocationFixed,
  type AllocationGranted,
  type AllocationMoved,
  type Claim,
  instantOf,
  type Minute,
  minuteOf,
  type Reason,
  type Resource,
  type Tentative,
} from '@huitang/contracts';
import type {
  AllocationRequest,
  Assignment,
  Tentative as MovableActivity,
  PlannedClaim,
} from './allocator/allocation-problem.ts';
import { barredFromTold, barredToTell } from './barred-told.ts';
import { grantedOf } from './granted.ts';

/** The starts of a wish that lie on one center-day: what its answer there may be moved within. */
export interface Movable {
  readonly starts: readonly Minute[];
  /** So long before its start it moves no more: a start nearer than that is announced with the answer, fixed at once. */
  readonly leadMinutes: number;
}

/** A granted allocation that may still move: what was asked for on this day, and what it has now. */
export interface TentativeGrant {
  readonly request: AllocationRequest;
  readonly start: Minute;
  readonly leadMinutes: number;
  readonly answer: AllocationGranted & { readonly tentative: Tentative };
}

/** What the answer keeps of its request for later; undefined where it is fixed at once. */
export function tentativeFor(
  request: AllocationRequest,
  start: Minute,
  movable: Movable | undefined,
  now: Minute,
): Tentative | undefined {
  if (!movable || start <= now + movable.leadMinutes) return undefined;
  const { preferredStart, durationMinutes, headcount, needs, setupMinutes, teardownMinutes, weight, barred } = request;
  return {
    starts: movable.starts.map(instantOf),
    preferredStart: instantOf(preferredStart),
    durationMinutes,
    headcount,
    needs: [...needs],
    setupMinutes,
    teardownMinutes,
    ...(weight !== undefined && { weight }),
    ...(barred && { barred: barredToTell(barred) }),
    announceLeadMinutes: movable.leadMinutes,
  };
}

/** Undefined for a fixed answer: nothing is kept that it could be moved by. */
export function tentativeGrant(answer: AllocationGranted): TentativeGrant | undefined {
  const { tentative, activityId, start } = answer;
  if (!tentative) return undefined;
  const {
    starts,
    preferredStart,
    announceLeadMinutes = 0,
    barred,
    organizationId: _,
    kindId: __,
    ...terms
  } = tentative;
  return {
    request: {
      ...terms,
      requestId: activityId,
      starts: starts.map(minuteOf),
      preferredStart: minuteOf(preferredStart),
      asGiven: false,
      barred: barred && barredFromTold(barred),
    },
    start: minuteOf(start),
    leadMinutes: announceLeadMinutes,
    answer: { ...answer, tentative },
  };
}

/** A claim of it as the allocator has it; undefined for a resource that is not among these. */
export function plannedClaim(resources: ReadonlyMap<string, Resource>, claim: Claim): PlannedClaim | undefined {
  const resource = resources.get(claim.resourceId);
  const { role, count, start, end } = claim;
  return resource && { resource, role, count, start: minuteOf(start), end: minuteOf(end) };
}

/**
 * What the allocator may move, and where to: never to a start that would be announced at once, and not at all when its
 * own is due to be. Undefined where it stays, for that reason or because it has something that is not known here.
 */
export function movableNow(
  { request, start, leadMinutes, answer }: TentativeGrant,
  resources: ReadonlyMap<string, Resource>,
  now: Minute,
): MovableActivity | undefined {
  if (start <= now + leadMinutes) return undefined;
  const claims = answer.claims.flatMap((claim) => plannedClaim(resources, claim) ?? []);
  if (claims.length < answer.claims.length) return undefined;
  const starts = request.starts.filter((other) => other > now + leadMinutes);
  const resourceIds = claims.map(({ resource }) => resource.id);
  return { request: { ...request, starts }, assignment: { start, resourceIds, claims } };
}

const versionOf = ({ allocationVersion = 1 }: AllocationGranted): number => allocationVersion;

/** Why a tentative allocation moves, and by which version of its center. */
interface Moving {
  readonly because: Reason;
  readonly centerVersion: number;
}

/** The same revision with what it is given instead; `because` must not name what it makes way for. */
export function movedOf(
  { answer, request }: TentativeGrant,
  assignment: Assignment,
  { because, centerVersion }: Moving,
): AllocationMoved {
  const { activityId, revision, centerId, start, end, claims, tentative } = answer;
  const moved = grantedOf({ activityId, revision, centerId, centerVersion }, assignment, request.durationMinutes);
  return {
    ...moved,
    reasons: [because, ...moved.reasons],
    tentative,
    allocationVersion: versionOf(answer) + 1,
    from: { start, end, resourceIds: claims.map(({ resourceId }) => resourceId) },
    because,
  };
}

/** What it has is what it keeps. */
export function fixedOf({ answer }: TentativeGrant): AllocationFixed {
  const { activityId, revision, centerId, start, end, setupMinutes, teardownMinutes, claims } = answer;
  const allocationVersion = versionOf(answer);
  return { activityId, revision, centerId, allocationVersion, start, end, setupMinutes, teardownMinutes, claims };
}
