import {
  type ActivityId,
  type AllocationDisplaced,
  type Alternative,
  type CenterId,
  type Minute,
  minuteOf,
  type Order,
  type Reason,
} from '@huitang/contracts';
import { allocateOn, movesOf } from './allocate-on-day.ts';
import { allocate } from './allocator/allocate.ts';
import type { AllocationRequest, Assignment } from './allocator/allocation-problem.ts';
import type { CenterFacts } from './center-day.ts';
import {
  activityOn,
  type CenterDay,
  type CenterDayEvent,
  evolveDay,
  takenOn,
  withActivity,
} from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import { grantedOf } from './granted.ts';
import { sameValue } from './same-value.ts';
import { demandedOf, requestAt, type Standing, termsOf } from './standing.ts';
import { movableNow, movedOf, type TentativeGrant } from './tentative.ts';

/** What can be had instead, by activity: looked up beforehand, over days that no single day knows. */
export type Offers = ReadonlyMap<string, readonly Alternative[]>;

/** Who takes places away, why, and what is known of the center. */
export interface Displacing {
  readonly centerId: CenterId;
  readonly centerVersion: number;
  readonly facts: CenterFacts;
  readonly now: Minute;
  readonly ordered: Order;
  readonly because: (standing: Standing) => Reason;
  readonly offers: Offers;
}

/** One that has to leave, and where it may go on this day. */
interface Leaving {
  readonly standing: Standing;
  /** Present where it may still move inside what it offered. */
  readonly tentative?: TentativeGrant;
  readonly offered?: AllocationRequest;
  /** Undefined where nothing is known of what it needs. */
  readonly anywhere?: AllocationRequest;
}

const STEP_MINUTES = 30;

/** The half hours of this day that are still to come, and the start it has; the nearest to that first. */
function startsNear(start: Minute, { facts: { within }, now }: Displacing): readonly Minute[] {
  const from = Math.max(within.start, now + 1);
  const starts = start >= from ? [start] : [];
  for (let at = Math.ceil(from / STEP_MINUTES) * STEP_MINUTES; at < within.end; at += STEP_MINUTES) starts.push(at);
  return [...new Set(starts)].sort((a, b) => Math.abs(a - start) - Math.abs(b - start) || a - b);
}

function leavingOf(day: CenterDay, activityId: ActivityId, how: Displacing): Leaving | undefined {
  const { granted } = activityOn(day, activityId);
  if (!granted) return undefined;
  const { standing, tentative } = granted;
  const { rooms, pools, stops } = how.facts;
  const resources = new Map([...rooms, ...pools, ...stops].map((resource) => [resource.id as string, resource]));
  const offered = tentative && movableNow(tentative, resources, how.now)?.request;
  const terms = termsOf(standing);
  const anywhere = terms && requestAt(standing, terms, startsNear(minuteOf(standing.start), how));
  return {
    standing,
    ...(offered && tentative && { tentative, offered }),
    ...(anywhere && { anywhere }),
  };
}

/** A day without what these have: the minutes they leave are free for each other. */
export function withoutGrants(day: CenterDay, who: readonly ActivityId[]): CenterDay {
  return who.reduce((left, activityId) => {
    const { granted: _, ...known } = activityOn(left, activityId);
    return withActivity(left, activityId, known);
  }, day);
}

/** What is said of one that has found its place, or none. */
function toldOf(
  { standing, tentative, offered }: Leaving,
  request: AllocationRequest | undefined,
  assignment: Assignment | undefined,
  how: Displacing,
): CenterDayEvent {
  const { centerVersion, ordered } = how;
  const because = how.because(standing);
  if (tentative && assignment && request === offered)
    return { type: 'AllocationMoved', data: movedOf(tentative, assignment, { because, centerVersion }) };
  const held = request && assignment && heldOf(standing, request, assignment, how);
  const data = displacementOf(standing, { because, ordered, centerVersion, offers: how.offers });
  return { type: 'AllocationDisplaced', data: { ...data, ...(held && { held }) } };
}

/** That a standing answer is taken away, with nothing held for it. */
export function displacementOf(
  standing: Standing,
  {
    because,
    ordered,
    centerVersion,
    offers,
  }: Pick<Displacing, 'ordered' | 'centerVersion' | 'offers'> & { readonly because: Reason },
): AllocationDisplaced {
  const { activityId, revision, centerId, allocationVersion = 1, start, end, claims } = standing;
  const demanded = demandedOf(standing);
  return {
    activityId,
    revision,
    centerId,
    centerVersion,
    allocationVersion: allocationVersion + 1,
    from: { start, end, claims },
    because,
    ordered,
    nearest: [...(offers.get(activityId) ?? [])],
    ...(demanded && { demanded }),
  };
}

function heldOf(
  standing: Standing,
  { durationMinutes }: AllocationRequest,
  assignment: Assignment,
  { centerVersion }: Displacing,
): NonNullable<AllocationDisplaced['held']> {
  const { activityId, revision, centerId } = standing;
  const answering = { activityId, revision, centerId, centerVersion };
  const granted = grantedOf(answering, assignment, durationMinutes);
  const { start, end, setupMinutes, teardownMinutes, claims, reasons, movedMinutes, wastedSeats } = granted;
  const terms = termsOf(standing);
  return {
    start,
    end,
    setupMinutes,
    teardownMinutes,
    claims,
    reasons,
    movedMinutes,
    wastedSeats,
    ...(terms && { terms }),
  };
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

const byStart = ({ standing: a }: Leaving, { standing: b }: Leaving): number =>
  minuteOf(a.start) - minuteOf(b.start) || (a.activityId < b.activityId ? -1 : 1);

/**
 * Answers everybody whose place is taken away, all in one commit of this day: who may still move does so inside what it
 * offered, who may not is held the best place that is left on the day, and who finds none is told so. `day` has what
 * they leave for already: a closure, or the grant of an order.
 */
export function displaced(day: CenterDay, who: readonly ActivityId[], how: Displacing): readonly CenterDayEvent[] {
  const leaving = who.flatMap((activityId) => leavingOf(day, activityId, how) ?? []).sort(byStart);
  const cleared = withoutGrants(day, who);
  const requestOf = ({ offered, anywhere }: Leaving): AllocationRequest | undefined => offered ?? anywhere;
  const found = together(
    cleared,
    leaving.flatMap((one) => requestOf(one) ?? []),
    how,
  );
  const events: CenterDayEvent[] = leaving.flatMap((one) => {
    const assignment = found.get(one.standing.activityId);
    return assignment ? [toldOf(one, requestOf(one), assignment, how)] : [];
  });
  // Each sees what those before it were given: as the day will be once it is all written down.
  let now = restored(cleared, day, events);
  for (const one of leaving) {
    if (found.has(one.standing.activityId)) continue;
    const more = oneMore(now, one, how);
    now = restored(now, day, more);
    events.push(...more);
  }
  return events.filter(isChange);
}

/** Who was asked to leave may turn out not to have been in the way. */
function isChange(event: CenterDayEvent): boolean {
  if (event.type !== 'AllocationDisplaced') return true;
  const { from, held } = event.data;
  return !held || from.start !== held.start || !sameValue(from.claims, held.claims);
}

/** What was cleared comes back by what is said of it. */
function restored(cleared: CenterDay, day: CenterDay, events: readonly CenterDayEvent[]): CenterDay {
  return events.reduce((now, event) => {
    if (event.type !== 'AllocationDisplaced') return evolveDay(now, event);
    const { activityId } = event.data;
    const known = activityOn(day, activityId);
    return evolveDay(withActivity(now, activityId, known), event);
  }, cleared);
}
