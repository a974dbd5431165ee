import { type AllocationDisplaced, type Alternative, type Minute, minuteOf, type Resource } from '@huitang/contracts';
import type { AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import { withoutNames } from '../domain/allocator/nearest.ts';
import { barredFrom } from '../domain/booking.ts';
import type { KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';
import { DAYS_AHEAD, DAYS_BACK, halfHours } from './offers.ts';
import { startsWithinQuota } from './quota-left.ts';

const DAY_MINUTES = 1440;
const TIME_TO_ANSWER_MINUTES = 60;

/** What is known of one that loses its place. */
export type Displaced = Pick<AllocationDisplaced, 'activityId' | 'centerId' | 'from' | 'held' | 'demanded'>;

/** The start it had and the half hours around it, as far as they may be asked for when the offer is read. */
export async function startsAround(
  coordinator: Coordinator,
  known: KnownCenter,
  { activityId, from, demanded }: Displaced,
  now: Minute,
): Promise<readonly Minute[]> {
  const { kindId, organizationId, durationMinutes = 0 } = demanded ?? {};
  const limits = kindId && (await coordinator.kindLimitsOf(kindId));
  const earliest = limits ? now + limits.leastLeadMinutes + TIME_TO_ANSWER_MINUTES : now + 1;
  const latest = limits ? now + limits.horizonDays * DAY_MINUTES : Number.POSITIVE_INFINITY;
  const had = minuteOf(from.start);
  const around = {
    start: Math.max(earliest, had - DAYS_BACK * DAY_MINUTES),
    end: Math.min(latest, had + DAYS_AHEAD * DAY_MINUTES),
  };
  const starts = [...(had >= earliest ? [had] : []), ...halfHours(around)];
  const wanting = organizationId && { activityId, organizationId, durationMinutes };
  return wanting ? startsWithinQuota(coordinator, wanting, known, starts) : starts;
}

/** The same wish at these starts, in any room that will do, of the resources what it may ask for now. */
export function requestFor(
  { activityId, from, demanded }: Displaced,
  resources: readonly Resource[],
  starts: readonly Minute[],
  now: Minute,
): AllocationRequest | undefined {
  if (!demanded || starts.length === 0) return undefined;
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = demanded;
  return {
    requestId: activityId,
    starts,
    preferredStart: minuteOf(from.start),
    durationMinutes,
    headcount,
    needs: withoutNames(needs) ?? needs,
    setupMinutes,
    teardownMinutes,
    asGiven: false,
    barred: barredFrom(resources, { ...demanded, askedAt: now }),
  };
}

/** What it is held already is nothing else. */
export const isHeld = ({ held }: Displaced, { start, resourceIds }: Alternative): boolean =>
  held?.start === start && held.claims.every(({ resourceId }, index) => resourceId === resourceIds[index]);

/** Any room will do for what is displaced: where that is not the one it named, it is told so. */
export function withRoomTold({ demanded }: Displaced, offer: Alternative): Alternative {
  const named = (demanded?.needs ?? []).flatMap((need) => (need.role === 'room' && need.resourceId) || []);
  const isAnother = named.some((id) => !offer.resourceIds.includes(id));
  return isAnother ? { ...offer, relaxed: ['room', ...offer.relaxed] } : offer;
}
