import { type ActivityId, type AllocationGranted, type CenterId, type Demanded, instantOf } from '@huitang/contracts';
import type { Assignment } from './allocator/allocation-problem.ts';
import { isBorrowed } from './allocator/borrowed.ts';
import { asOrdered } from './retold.ts';

/** Which wish is answered, and by which version of the center. */
export interface Answering {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly centerId: CenterId;
  readonly centerVersion: number;
  /** Told with an answer that is not as preferred. */
  readonly demanded?: Demanded;
  /** True where staff have chosen the time and the rooms. */
  readonly isOrdered?: boolean;
}

/** The public answer that an assignment stands for. */
export function grantedOf(answering: Answering, assignment: Assignment, durationMinutes: number): AllocationGranted {
  const { start, setupMinutes, teardownMinutes, claims, reasons, movedMinutes, wastedSeats } = assignment;
  const { activityId, revision, centerId, centerVersion, demanded, isOrdered } = answering;
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
      ...(isBorrowed(resource) && { centerId: resource.borrowed.centerId }),
    })),
    reasons: isOrdered ? reasons.map(asOrdered) : [...reasons],
    movedMinutes,
    wastedSeats,
    ...(movedMinutes !== 0 && demanded && { demanded }),
  };
}
