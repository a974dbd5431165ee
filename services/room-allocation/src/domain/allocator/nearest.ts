import type { Minute, Need } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, Nearest } from './allocation-problem.ts';
import { type Ask, askOf } from './ask.ts';
import type { Board, Placement } from './board.ts';
import { placementAt } from './direct.ts';
import { sessionOf } from './session.ts';

const DAY_MINUTES = 1440;
/** Offers of one day, so that five half hours of a full morning do not hide the next day. */
const PER_DAY_MAX = 3;
/** The owner of a booking that is never made. */
const NOBODY = -1;

/** The wish with any suitable room in the place of the ones named; undefined where none is named. */
export function withoutNames(needs: readonly Need[]): readonly Need[] | undefined {
  const isNamed = needs.some((need) => need.role === 'room' && need.resourceId !== undefined);
  if (!isNamed) return undefined;
  return needs.map((need) => (need.role === 'room' ? { role: 'room', features: need.features } : need));
}

const offer = (
  { resources }: Board,
  { start, bookings }: Placement,
  request: AllocationRequest,
  center: Nearest['center'],
  relaxed: readonly string[],
): Nearest => ({
  start,
  end: start + request.durationMinutes,
  resourceIds: bookings.flatMap(({ resource }) => resources[resource]?.id ?? []),
  center,
  relaxed,
});

/** The first wished time that can be had with another room than the one named. */
function otherRoom(board: Board, request: AllocationRequest, { center, open }: Policy): readonly Nearest[] {
  const needs = withoutNames(request.needs);
  if (!needs) return [];
  const ask = askOf(board, { ...request, needs }, open);
  for (const option of ask.options) {
    const placement = placementAt(board, ask, option, NOBODY);
    if (placement) return [offer(board, placement, request, center, ['room'])];
  }
  return [];
}

type Policy = AllocationProblem['policy'];

/** Other starts for the whole wish, closest to the preferred one first, and not all of one day. */
function otherStarts(board: Board, ask: Ask, { starts }: AllocationRequest, center: Policy['center'], max: number) {
  const { preferredStart } = ask.request;
  const perDay = new Map<number, number>();
  const offers: Nearest[] = [];
  for (const option of ask.options) {
    const { start } = option;
    if (offers.length >= max) break;
    const day = Math.round((start - preferredStart) / DAY_MINUTES);
    const count = perDay.get(day) ?? 0;
    if (count >= PER_DAY_MAX) continue;
    const placement = placementAt(board, ask, option, NOBODY);
    if (!placement) continue;
    perDay.set(day, count + 1);
    offers.push(offer(board, placement, ask.request, center, starts.includes(start) ? [] : ['start']));
  }
  return offers;
}

function byDistance({ starts, preferredStart }: AllocationRequest, offered: readonly Minute[]): readonly Minute[] {
  const distance = (start: Minute): number => Math.abs(start - preferredStart);
  return [...new Set([...starts, ...offered])].sort((a, b) => distance(a) - distance(b) || a - b);
}

/** What can be had instead as the board stands, the closest to the wish first; each is granted when it is sent back. */
export function nearestOn(board: Board, request: AllocationRequest, policy: Policy): readonly Nearest[] {
  const max = policy.nearestMax;
  if (max <= 0) return [];
  const sameTime = otherRoom(board, request, policy);
  const ask = askOf(board, { ...request, starts: byDistance(request, policy.nearestStarts) }, policy.open);
  return [...sameTime, ...otherStarts(board, ask, request, policy.center, max - sameTime.length)];
}

/** The same for a problem as it stands before any of its requests is answered. */
export const nearestOf = (request: AllocationRequest, problem: AllocationProblem): readonly Nearest[] =>
  problem.policy.nearestMax <= 0 ? [] : nearestOn(sessionOf(problem).board, request, problem.policy);
