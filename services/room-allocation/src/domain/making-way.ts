import { type ActivityId, type Minute, minuteOf, type Order, type Resource } from '@huitang/contracts';
import { allocateOn, movesOf, withoutTheirs } from './allocate-on-day.ts';
import type { AllocationRequest, Assignment, Tentative } from './allocator/allocation-problem.ts';
import { type WayThrough, waysThrough } from './allocator/ways-through.ts';
import type { CenterFacts } from './center-day.ts';
import { activitiesOn, type CenterDay, type CenterDayEvent, evolveDay, takenOn } from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import { displaced, withoutGrants } from './displacement.ts';
import type { Displacing, Offers } from './displacing.ts';
import type { Answering } from './granted.ts';
import type { Standing } from './standing.ts';
import { plannedClaim } from './tentative.ts';

/** That staff have ordered others to make way, and what can be had instead by those who would have to. */
export interface MakingWay {
  readonly ordered: Order;
  readonly offers: Offers;
}

/** A wish that others have to make way for. */
export interface OrderedWish extends Answering {
  readonly request: AllocationRequest;
  readonly facts: CenterFacts;
  readonly now: Minute;
  readonly order: MakingWay;
}

/** More are never displaced for one wish. */
const DISPLACED_MAX = 8;
/** So many ways are followed to their end, those that displace the fewest first. */
const WAYS_MAX = 12;

type Displaceable = Tentative & { readonly activityId: ActivityId; readonly headcount: number };

/** What stands on this day alone, is still to come, and was not ordered itself; undefined for anything else. */
function displaceable(
  standing: Standing,
  resources: ReadonlyMap<string, Resource>,
  now: Minute,
): Displaceable | undefined {
  const { activityId, claims, tentative, terms, displaces } = standing;
  const start = minuteOf(standing.start);
  if (displaces || start <= now) return undefined;
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

function displaceableOn(day: CenterDay, { activityId, facts, now }: OrderedWish): readonly Displaceable[] {
  const { rooms, pools, stops } = facts;
  const resources = new Map([...rooms, ...pools, ...stops].map((resource) => [resource.id as string, resource]));
  return activitiesOn(day).flatMap(([id, { granted }]) =>
    granted && id !== activityId ? (displaceable(granted.standing, resources, now) ?? []) : [],
  );
}

/** The ways that take the fewest others their places, and of those the smaller ones. */
function fewest(ways: readonly WayThrough[], others: readonly Displaceable[]): readonly WayThrough[] {
  const heads = new Map(others.map(({ activityId, headcount }) => [activityId as string, headcount]));
  const headsOf = ({ requestIds }: WayThrough): number => requestIds.reduce((sum, id) => sum + (heads.get(id) ?? 0), 0);
  return [...ways]
    .sort((a, b) => a.requestIds.length - b.requestIds.length || headsOf(a) - headsOf(b) || a.cost - b.cost)
    .slice(0, WAYS_MAX);
}

function waysOn(day: CenterDay, wish: OrderedWish, others: readonly Displaceable[]): readonly WayThrough[] {
  const { centerId, request, facts, activityId } = wish;
  const { open, within, closures, ...parts } = facts;
  const taken = takenOn(day, activityId, { holds: true });
  const problem = {
    ...parts,
    closures: [...closures, ...closedOn(day.closures)],
    commitments: withoutTheirs(
      day,
      taken,
      others.map((other) => other.activityId),
    ),
    tentative: others,
    requests: [request],
    policy: { center: centerId, open, within, nearestStarts: [], nearestMax: 0 },
  };
  return fewest(waysThrough(problem, DISPLACED_MAX), others);
}

/** How much one way of making room takes from others: places that are lost, then places that are changed. */
interface Way {
  readonly events: readonly CenterDayEvent[];
  readonly harm: readonly number[];
}

const isLess = (a: readonly number[], b: readonly number[]): boolean => {
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0);
};

const harmOf = (events: readonly CenterDayEvent[]): readonly number[] => {
  const fates = events.flatMap((event) => (event.type === 'AllocationDisplaced' ? [event.data] : []));
  return [fates.filter(({ held }) => !held).length, fates.length, events.length];
};

type GrantOf = (assignment: Assignment) => CenterDayEvent;

function follow(
  day: CenterDay,
  wish: OrderedWish,
  { start, requestIds }: WayThrough,
  grantOf: GrantOf,
): Way | undefined {
  const { facts, now, centerId, centerVersion, activityId, request, order } = wish;
  const who = activitiesOn(day).flatMap(([id]) => (requestIds.includes(id) ? [id] : []));
  const cleared = withoutGrants(day, who);
  const at = { activityId, centerId, request: { ...request, starts: [start] }, facts, now };
  const answer = allocateOn(cleared, at, { holds: true });
  const [assignment] = answer.assignments;
  if (!assignment) return undefined;
  const moves = movesOf(cleared, answer.moves, centerVersion);
  const grant = grantOf(assignment);
  const how: Displacing = {
    centerId,
    centerVersion,
    facts,
    now,
    ordered: order.ordered,
    offers: order.offers,
    because: () => ({ code: 'made-way-for-order' }),
  };
  const others = displaced([...moves, grant].reduce(evolveDay, day), who, how);
  return { events: [...moves, ...others, grant], harm: harmOf(others) };
}

/**
 * Grants a wish by taking others their places, all in one commit: of the ways that displace few, the one that leaves the
 * fewest without a place. Undefined where nobody who may be displaced is in the way, or somebody who may not. What
 * closures close, what is held for an answer over several days, and what was ordered itself never makes way.
 */
export function makeWay(day: CenterDay, wish: OrderedWish, grantOf: GrantOf): readonly CenterDayEvent[] | undefined {
  const others = displaceableOn(day, wish);
  let best: Way | undefined;
  for (const through of waysOn(day, wish, others)) {
    const way = follow(day, wish, through, grantOf);
    if (way && (!best || isLess(way.harm, best.harm))) best = way;
  }
  return best?.events;
}
