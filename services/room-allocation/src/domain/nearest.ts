import type { Minute, Need } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, Nearest } from './allocation-problem.ts';
import { type Placement, placeAt } from './place.ts';
import type { Usage } from './usage.ts';

const DAY_MINUTES = 1440;
/** Offers of one day, so that five half hours of a full morning do not hide the next day. */
const PER_DAY_MAX = 3;

/** The wish with any suitable room in the place of the ones named; undefined where none is named. */
function withoutNames(needs: readonly Need[]): readonly Need[] | undefined {
  const isNamed = needs.some((need) => need.role === 'room' && need.resourceId !== undefined);
  if (!isNamed) return undefined;
  return needs.map((need) => (need.role === 'room' ? { role: 'room', features: need.features } : need));
}

const offer = (
  start: Minute,
  { claims }: Placement,
  request: AllocationRequest,
  problem: AllocationProblem,
  relaxed: readonly string[],
): Nearest => ({
  start,
  end: start + request.durationMinutes,
  resourceIds: claims.map(({ resource }) => resource.id),
  center: problem.policy.center,
  relaxed,
});

/** The first wished time that can be had with another room than the one named. */
function otherRoom(request: AllocationRequest, problem: AllocationProblem, usage: Usage): readonly Nearest[] {
  const needs = withoutNames(request.needs);
  if (!needs) return [];
  for (const start of request.starts) {
    const placed = placeAt(start, { ...request, needs }, problem, usage);
    if (placed.ok) return [offer(start, placed.value, request, problem, ['room'])];
  }
  return [];
}

/** Other starts for the whole wish, closest to the preferred one first, and not all of one day. */
function otherStarts(
  request: AllocationRequest,
  problem: AllocationProblem,
  usage: Usage,
  max: number,
): readonly Nearest[] {
  const { preferredStart, starts } = request;
  const distance = (start: Minute): number => Math.abs(start - preferredStart);
  const candidates = [...new Set([...starts, ...problem.policy.nearestStarts])].sort(
    (a, b) => distance(a) - distance(b) || a - b,
  );
  const perDay = new Map<number, number>();
  const offers: Nearest[] = [];
  for (const start of candidates) {
    if (offers.length >= max) break;
    const day = Math.round((start - preferredStart) / DAY_MINUTES);
    const count = perDay.get(day) ?? 0;
    if (count >= PER_DAY_MAX) continue;
    const placed = placeAt(start, request, problem, usage);
    if (!placed.ok) continue;
    perDay.set(day, count + 1);
    offers.push(offer(start, placed.value, request, problem, starts.includes(start) ? [] : ['start']));
  }
  return offers;
}

/** What can be had instead, the closest to the wish first; each is granted when it is sent back as it stands. */
export function nearestOf(request: AllocationRequest, problem: AllocationProblem, usage: Usage): readonly Nearest[] {
  const max = problem.policy.nearestMax;
  if (max <= 0) return [];
  const sameTime = otherRoom(request, problem, usage);
  return [...sameTime, ...otherStarts(request, problem, usage, max - sameTime.length)];
}
