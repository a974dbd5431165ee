import { instantOf, type Minute } from '@huitang/contracts';
import type { AllocationProblem, AllocationResult, Nearest, Placed } from '../domain/allocator/allocation-problem.ts';

type Shown = Readonly<Record<string, unknown>>;
type Show = (minute: Minute) => Minute | string;

/** RFC 3339 text for minutes since 1970 that lie in this century, and the bare number for any other. */
const FIRST_INSTANT = 15_778_080;
const LAST_INSTANT = 68_374_080;

const asTime: Show = (minute) => (minute >= FIRST_INSTANT && minute < LAST_INSTANT ? instantOf(minute) : minute);

const placedShown = ({ start, resourceIds, claims }: Placed): Shown => ({
  start: asTime(start),
  resourceIds,
  claims: claims.map(({ resource, role, count, ...interval }) => ({
    resourceId: resource.id,
    role,
    count,
    start: asTime(interval.start),
    end: asTime(interval.end),
  })),
});

const nearestShown = ({ start, end, ...rest }: Nearest): Shown => ({ start: asTime(start), end: asTime(end), ...rest });

/** What the answer comes to in a few numbers. */
function sumOf({ requests }: AllocationProblem, { assignments, moves }: AllocationResult): Shown {
  const weights = new Map(requests.map(({ requestId, weight = 1 }) => [requestId, weight]));
  const all = requests.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return {
    requests: requests.length,
    accepted: assignments.length,
    weight: all,
    acceptedWeight: assignments.reduce((sum, { requestId }) => sum + (weights.get(requestId) ?? 0), 0),
    seatsWasted: assignments.reduce((sum, { wastedSeats }) => sum + wastedSeats, 0),
    minutesMoved: assignments.reduce((sum, { movedMinutes }) => sum + Math.abs(movedMinutes), 0),
    moves: moves.length,
  };
}

/** An answer as JSON that people read: resources by id, times as text. */
export const resultShown = (problem: AllocationProblem, result: AllocationResult): Shown => ({
  sum: sumOf(problem, result),
  assignments: result.assignments.map(({ requestId, movedMinutes, wastedSeats, reasons, ...placed }) => ({
    requestId,
    ...placedShown(placed),
    movedMinutes,
    wastedSeats,
    reasons,
  })),
  moves: result.moves.map(({ requestId, from, to, because }) => ({
    requestId,
    from: placedShown(from),
    to: placedShown(to),
    because,
  })),
  refusals: result.refusals.map(({ nearest, ...refusal }) => ({ ...refusal, nearest: nearest.map(nearestShown) })),
  ...(result.bound && { bound: result.bound }),
});
