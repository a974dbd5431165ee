import { type Alternative, type Interval, instantOf, type Minute, minuteOf } from '@huitang/contracts';
import type { Nearest } from '../domain/allocator/allocation-problem.ts';
import { widestSpan } from '../domain/allocator/buffers.ts';
import { nearestOf } from '../domain/allocator/nearest.ts';
import { takenOn } from '../domain/center-day-state.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, requestOf } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import { type Lender, lendersFor, peopleOf } from './lenders.ts';
import { lentWithin } from './lent-within.ts';
import { isLimited } from './quota.ts';
import { startsWithinQuota } from './quota-left.ts';
import { daysWithin, inRounds } from './taken-within.ts';

const DAY_MINUTES = 1440;
const STEP_MINUTES = 30;
export const DAYS_BACK = 2;
export const DAYS_AHEAD = 7;
export const OFFERS_MAX = 5;

/** The starts that may be offered: half hours around the preferred start, within what the wish allows. */
function offerable({ wish }: Asked): readonly Minute[] {
  if (!wish.offerWithin) return [];
  const preferred = minuteOf(wish.starts[0] ?? '');
  const from = Math.max(minuteOf(wish.offerWithin.from), preferred - DAYS_BACK * DAY_MINUTES);
  const to = Math.min(minuteOf(wish.offerWithin.to), preferred + DAYS_AHEAD * DAY_MINUTES);
  return halfHours({ start: from, end: to });
}

export function halfHours({ start: from, end: to }: Interval): readonly Minute[] {
  const starts: Minute[] = [];
  for (let start = Math.ceil(from / STEP_MINUTES) * STEP_MINUTES; start < to; start += STEP_MINUTES) starts.push(start);
  return starts;
}

export const alternativeOf = ({ center, start, end, resourceIds, relaxed }: Nearest): Alternative => ({
  centerId: center,
  start: instantOf(start),
  end: instantOf(end),
  resourceIds: [...resourceIds],
  relaxed: [...relaxed],
});

/** The whole stretch that any of the starts could touch, with the way of whoever could come from elsewhere. */
function touched(
  { wish }: Asked,
  known: KnownCenter,
  lenders: readonly Lender[],
  starts: readonly Minute[],
): Interval | undefined {
  const wished = wish.starts.map(minuteOf);
  const all = [...starts, ...wished.slice(0, 1)];
  if (starts.length === 0) return undefined;
  const span = widestSpan(wish, [...concernedOf(known, wish.needs), ...peopleOf(lenders)]);
  return { start: Math.min(...all) + span.start, end: Math.max(...all) + span.end };
}

/** Those of the starts for which its organization has minutes left, where it is held to a limit. */
const affordable = (coordinator: Coordinator, asked: Asked, known: KnownCenter, starts: readonly Minute[]) => {
  const { activityId, organizationId, wish } = asked;
  const wanting = { activityId, organizationId, durationMinutes: wish.durationMinutes };
  return isLimited(asked) ? startsWithinQuota(coordinator, wanting, known, starts) : starts;
};

/** What can be had instead of a wish that was refused: nothing is held for it, but sent back now it is granted. */
export async function offersFor(coordinator: Coordinator, asked: Asked, known: KnownCenter): Promise<Alternative[]> {
  const preferred = minuteOf(asked.wish.starts[0] ?? '');
  const offered = offerable(asked);
  const allowed = new Set(await affordable(coordinator, asked, known, [preferred, ...offered]));
  const nearestStarts = offered.filter((start) => allowed.has(start));
  const lenders = await lendersFor(coordinator, known, asked.wish);
  const within = touched(asked, known, lenders, nearestStarts);
  if (!within) return [];
  const days = await daysWithin(coordinator, asked.centerId, known, within);
  const lent = await lentWithin(coordinator, lenders, within, asked.activityId);
  const { open, ...own } = coordinator.factsOf(known, asked.wish.needs, within);
  const facts = {
    ...own,
    pools: [...own.pools, ...lent.people],
    // Sent back now, a start on the day of a round would not be granted.
    closures: [...own.closures, ...inRounds(cutOf(known), within, days), ...lent.closures],
  };
  const taken = days.flatMap((day) => takenOn(day, asked.activityId, { holds: true }));
  const commitments = [...taken, ...lent.commitments];
  const request = requestOf(asked, allowed.has(preferred) ? [preferred] : [], known, lent.people);
  const policy = { center: asked.centerId, open, nearestStarts, nearestMax: OFFERS_MAX };
  const nearest = nearestOf(request, { ...facts, commitments, tentative: [], requests: [], policy });
  return nearest.map(alternativeOf);
}
