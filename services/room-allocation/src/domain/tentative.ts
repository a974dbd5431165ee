import {
  type AllocationFixed,
  type AllocationGranted,
  type AllocationMoved,
  instantOf,
  type Minute,
  minuteOf,
  type Reason,
  type Tentative,
} from '@huitang/contracts';
import type { AllocationRequest, Assignment } from './allocator/allocation-problem.ts';
import { grantedOf } from './granted.ts';

/** The starts of a wish that lie on one center-day: what its answer there may be moved within. */
export interface Movable {
  readonly starts: readonly Minute[];
  /** A start up to here is announced with the answer: it is fixed at once. */
  readonly fixedUpTo: Minute;
}

/** A granted allocation that may still move: what was asked for on this day, and what it has now. */
export interface TentativeGrant {
  readonly request: AllocationRequest;
  readonly start: Minute;
  readonly answer: AllocationGranted & { readonly tentative: Tentative };
}

/** What the answer keeps of its request for later; undefined where it is fixed at once. */
export function tentativeFor(
  request: AllocationRequest,
  start: Minute,
  movable: Movable | undefined,
): Tentative | undefined {
  if (!movable || start <= movable.fixedUpTo) return undefined;
  const { preferredStart, durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = request;
  return {
    starts: movable.starts.map(instantOf),
    preferredStart: instantOf(preferredStart),
    durationMinutes,
    headcount,
    needs: [...needs],
    setupMinutes,
    teardownMinutes,
  };
}

/** Undefined for a fixed answer: nothing is kept that it could be moved by. */
export function tentativeGrant(answer: AllocationGranted): TentativeGrant | undefined {
  const { tentative, activityId, start } = answer;
  if (!tentative) return undefined;
  const { starts, preferredStart, ...terms } = tentative;
  return {
    request: {
      ...terms,
      requestId: activityId,
      starts: starts.map(minuteOf),
      preferredStart: minuteOf(preferredStart),
      asGiven: false,
    },
    start: minuteOf(start),
    answer: { ...answer, tentative },
  };
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
  return {
    ...grantedOf({ activityId, revision, centerId, centerVersion }, assignment, request.durationMinutes),
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
