import type { ActivityId } from '@huitang/contracts';
import { allocateOn, movesOf } from './allocate-on-day.ts';
import { allocate } from './allocator/allocate.ts';
import type { AllocationRequest } from './allocator/allocation-problem.ts';
import {
  activityOn,
  type CenterDay,
  type CenterDayEvent,
  evolveDay,
  takenOn,
  withActivity,
} from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import type { Displacing } from './displacing.ts';
import { byStart, type Leaving, leavingOf, wishedBy } from './leaving.ts';
import { toldOf } from './told-displaced.ts';

/** A day without what these have: the minutes they leave are free for each other. */
export function withoutGrants(day: CenterDay, who: readonly ActivityId[]): CenterDay {
  return who.reduce((left, activityId) => {
    const { granted: _, ...known } = activityOn(left, activityId);
    return withActivity(left, activityId, known);
  }, day);
}

/** All of them together, so that no two are given the same; nobody else moves. */
function together(day: CenterDay, requests: readonly AllocationRequest[], { facts, centerId }: Displacing) {
  const { open, within, closures, ...parts } = facts;
  const { assignments } = allocate({
    ...parts,
    closures: [...closures, ...closedOn(day.closures)],
    commitments: takenOn(day, undefined, { holds: true }),
    tentative: [],
    requests,
    policy: { center: centerId, open, within, nearestStarts: [], nearestMax: 0, order: 'batch' },
  });
  return new Map(assignments.map((assignment) => [assignment.requestId, assignment]));
}

/** One that is left over, where others may move inside what they offered; without a place where not even that helps. */
function oneMore(day: CenterDay, leaving: Leaving, how: Displacing): readonly CenterDayEvent[] {
  const { standing, anywhere } = leaving;
  const { activityId } = standing;
  if (!anywhere) return [toldOf(leaving, undefined, undefined, how)];
  const { centerId, centerVersion, facts, now } = how;
  const answer = allocateOn(day, { activityId, centerId, request: anywhere, facts, now }, { holds: true });
  const [assignment] = answer.assignments;
  const moves = assignment ? movesOf(day, answer.moves, centerVersion) : [];
  return [...moves, toldOf(leaving, anywhere, assignment, how)];
}

/** What was cleared comes back by what is said of it. */
function restored(cleared: CenterDay, day: CenterDay, events: readonly CenterDayEvent[]): CenterDay {
  return events.reduce((now, event) => {
    if (event.type !== 'AllocationDisplaced') return evolveDay(now, event);
    const { activityId } = event.data;
    return evolveDay(withActivity(now, activityId, activityOn(day, activityId)), event);
  }, cleared);
}

/**
 * Answers everybody whose place is taken away, all in one commit of this day: who may still move does so inside what it
 * offered, who may not is held the best place that is left on the day, and who finds none is told so. `day` has what
 * they leave for already: a closure, or the grant of an order.
 */
export function displaced(day: CenterDay, who: readonly ActivityId[], how: Displacing): readonly CenterDayEvent[] {
  const leaving = who.flatMap((activityId) => leavingOf(day, activityId, how) ?? []).sort(byStart);
  const wishes = leaving.flatMap((one) => wishedBy(one) ?? []);
  const cleared = withoutGrants(day, who);
  const found = together(cleared, wishes, how);
  const placeOf = ({ standing }: Leaving) => found.get(standing.activityId);
  const events: CenterDayEvent[] = leaving.flatMap((one) => {
    const place = placeOf(one);
    return place ? [toldOf(one, wishedBy(one), place, how)] : [];
  });
  // Each sees what those before it were given: as the day will be once it is all written down.
  let now = restored(cleared, day, events);
  for (const one of leaving) {
    if (placeOf(one)) continue;
    const more = oneMore(now, one, how);
    now = restored(now, day, more);
    events.push(...more);
  }
  return events;
}
