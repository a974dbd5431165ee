import { type ActivityId, type AllocationGranted, type CenterId, instantOf, type Tentative } from '@huitang/contracts';
import type { Assignment } from './allocation-problem.ts';

/** Which wish is answered, and by which version of the center. */
export interface Answering {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly centerId: CenterId;
  readonly centerVersion: number;
}

/** The public answer that an assignment stands for; `tentative` where it may still move. */
export function grantedOf(
  answering: Answering,
  assignment: Assignment,
  durationMinutes: number,
  tentative?: Tentative,
): AllocationGranted {
  const { start, setupMinutes, teardownMinutes, claims, reasons, movedMinutes, wastedSeats } = assignment;
  const { activityId, revision, centerId, centerVersion } = answering;
  return {
    activityId,
    revision,
    centerId,
    centerVersion,
    start: instantOf(start),
    end: instantOf(start + durationMinutes),
    setupMinutes,
    teardownMinutes,
    claims: claims.map(({ resource, role, count, ...interval }) => ({
      resourceId: resource.id,
      role,
      name: resource.name,
      start: instantOf(interval.start),
      end: instantOf(interval.end),
      count,
    })),
    reasons: [...reasons],
    movedMinutes,
    wastedSeats,
    ...(tentative && { tentative }),
  };
}
