import { type ActivityId, type Minute, minuteOf, type Resource } from '@huitang/contracts';
import type { AllocationRequest, Tentative } from './allocator/allocation-problem.ts';
import type { CenterFacts } from './center-day-command.ts';
import { activitiesOn, type CenterDay } from './center-day-state.ts';
import { standingOf } from './day-activity.ts';
import { resourcesById } from './resources-by-id.ts';
import type { Standing } from './standing.ts';
import { plannedClaim } from './tentative.ts';

/** One that an order may take its place from. */
export type Displaceable = Tentative & { readonly activityId: ActivityId; readonly headcount: number };

/** What is still to come, and was not ordered itself. */
export const makesWay = ({ displaces, start }: Pick<Standing, 'displaces' | 'start'>, now: Minute): boolean =>
  !displaces && minuteOf(start) > now;

/** What stands on this day alone and makes way; undefined for anything else. */
function displaceable(
  standing: Standing,
  resources: ReadonlyMap<string, Resource>,
  now: Minute,
): Displaceable | undefined {
  const { activityId, claims, tentative, terms } = standing;
  const start = minuteOf(standing.start);
  if (!makesWay(standing, now)) return undefined;
  const planned = claims.flatMap((claim) => plannedClaim(resources, claim) ?? []);
  if (planned.length < claims.length) return undefined;
  const headcount = (tentative ?? terms)?.headcount ?? 0;
  const request: AllocationRequest = {
    requestId: activityId,
    starts: [start],
    preferredStart: start,
    durationMinutes: minuteOf(standing.end) - start,
    headcount,
    needs: [],
    setupMinutes: 0,
    teardownMinutes: 0,
    asGiven: true,
  };
  const resourceIds = planned.map(({ resource }) => resource.id);
  return { activityId, headcount, request, assignment: { start, resourceIds, claims: planned } };
}

interface Asking {
  readonly activityId: ActivityId;
  readonly facts: CenterFacts;
  readonly now: Minute;
}

/** Everybody who would make way for this order if they had to. */
export function displaceableOn(day: CenterDay, { activityId, facts, now }: Asking): readonly Displaceable[] {
  const resources = resourcesById(facts);
  return activitiesOn(day).flatMap(([id, { granted }]) => {
    const standing = granted && id !== activityId ? standingOf(granted) : undefined;
    return (standing && displaceable(standing, resources, now)) ?? [];
  });
}
