import type { OrganizationId } from '@huitang/contracts';
import { allocate } from '../domain/allocator/allocate.ts';
import type { Commitment } from '../domain/allocator/allocation-problem.ts';
import { activitiesOn, type CenterDay } from '../domain/center-day-state.ts';
import { allocationStream, centerOfStream, dayNameOfStream } from '../domain/center-days.ts';
import { standingOf } from '../domain/day-activity.ts';
import { soughtGroups } from '../domain/sought.ts';
import type { StartGroup } from '../domain/wish-plan.ts';
import { cutOf, type KnownCenter, spanOfDays } from '../facts.ts';
import { type Asked, requestOf } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import { lendersFor, peopleOf } from './lenders.ts';

/** What one organization was granted of a day, but for one activity's own. */
const ownClaims = (day: CenterDay, organizationId: OrganizationId, except: string): readonly Commitment[] =>
  activitiesOn(day).flatMap(([activityId, { granted }]) => {
    const standing = granted && activityId !== except ? standingOf(granted) : undefined;
    const terms = standing?.tentative ?? standing?.terms;
    return terms?.organizationId === organizationId ? (granted?.claims ?? []) : [];
  });

async function isGrantedAlone(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  { starts, days: names }: StartGroup,
): Promise<boolean> {
  const days = await Promise.all(names.map(async (name) => (await coordinator.days.load(name)).state));
  const own = names.filter((name) => centerOfStream(name) === asked.centerId).map(dayNameOfStream);
  const within = spanOfDays(cutOf(known), own);
  const { open, ...facts } = coordinator.factsOf(known, asked.wish.needs, within);
  const lent = peopleOf(await lendersFor(coordinator, known, asked.wish));
  const { assignments } = allocate({
    ...facts,
    pools: [...facts.pools, ...lent],
    commitments: days.flatMap((day) => ownClaims(day, asked.organizationId, asked.activityId)),
    tentative: [],
    requests: [requestOf(asked, starts, known, lent)],
    policy: { center: asked.centerId, open, within, nearestStarts: [], nearestMax: 0 },
  });
  return assignments.length > 0;
}

/**
 * Whether a wish that is refused would have been granted if no other organization had anything: then others had what it
 * lacked. More than there is, what is out of use, and what its own organization has taken are nobody else's doing.
 */
export async function isHadByOthers(coordinator: Coordinator, asked: Asked, known: KnownCenter): Promise<boolean> {
  const { state } = await coordinator.allocations.load(allocationStream(asked.activityId));
  for (const group of soughtGroups(state, asked.revision)) {
    if (await isGrantedAlone(coordinator, asked, known, group)) return true;
  }
  return false;
}
