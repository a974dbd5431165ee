import type { ActivityId, Minute, Order } from '@huitang/contracts';
import { allocateOn, movesOf, withoutTheirs } from './allocate-on-day.ts';
import type { AllocationRequest, Assignment } from './allocator/allocation-problem.ts';
import { type WayThrough, waysThrough } from './allocator/ways-through.ts';
import type { CenterFacts } from './center-day-command.ts';
import { activitiesOn, type CenterDay, type CenterDayEvent, evolveDay, takenOn } from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import { type Displaceable, displaceableOn } from './displaceable.ts';
import { displaced, withoutGrants } from './displacement.ts';
import type { Displacing, Offers } from './displacing.ts';
import { DISPLACED_MAX, fewest } from './fewest-ways.ts';
import type { Answering } from './granted.ts';

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

function waysOn(day: CenterDay, wish: OrderedWish, others: readonly Displaceable[]): readonly WayThrough[] {
  const { centerId, request, facts, activityId, revision } = wish;
  const { open, within, closures, ...parts } = facts;
  const taken = takenOn(day, activityId, { holds: true, ownFrom: revision });
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

/** What the wish would be given at this start if these had left. */
function given(day: CenterDay, wish: OrderedWish, start: Minute, who: readonly ActivityId[]) {
  const { facts, now, centerId, activityId, revision, request } = wish;
  const at = { activityId, revision, centerId, request: { ...request, starts: [start] }, facts, now };
  const cleared = withoutGrants(day, who);
  const { assignments, moves } = allocateOn(cleared, at, { holds: true });
  const [assignment] = assignments;
  return assignment && { assignment, moves: movesOf(cleared, moves, wish.centerVersion) };
}

/** Of those on a way, whoever has to leave: of what is counted, more may have been asked to than there is need for. */
function needed(day: CenterDay, wish: OrderedWish, { start, requestIds }: WayThrough): readonly ActivityId[] {
  const all = activitiesOn(day).flatMap(([id]) => (requestIds.includes(id) ? [id] : []));
  return all.reduce((who, one) => {
    const others = who.filter((id) => id !== one);
    return given(day, wish, start, others) ? others : who;
  }, all);
}

const howFor = ({ centerId, centerVersion, facts, now, order }: OrderedWish): Displacing => ({
  centerId,
  centerVersion,
  facts,
  now,
  ordered: order.ordered,
  offers: order.offers,
  because: () => ({ code: 'made-way-for-order' }),
});

function follow(day: CenterDay, wish: OrderedWish, through: WayThrough, grantOf: GrantOf): Way | undefined {
  const who = needed(day, wish, through);
  const found = given(day, wish, through.start, who);
  if (!found) return undefined;
  const { assignment, moves } = found;
  const grant = grantOf(assignment);
  const others = displaced([...moves, grant].reduce(evolveDay, day), who, howFor(wish));
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
