import type { Minute } from '@huitang/contracts';
import type { AllocationProblem } from './allocation-problem.ts';
import { askFor, sessionOf } from './session.ts';
import { waysFor } from './ways.ts';

/** A start that the one request could have if these tentative activities had left. */
export interface WayThrough {
  readonly start: Minute;
  readonly requestIds: readonly string[];
  /** Seats wasted and minutes moved. */
  readonly cost: number;
}

/** Every place that the one request could have if at most `max` of the tentative activities left, wherever they go. */
export function waysThrough(problem: AllocationProblem, max: number): readonly WayThrough[] {
  const session = sessionOf(problem);
  const { board, activities, tentative: asking, movable } = session;
  if (activities.length !== asking + 1) throw new RangeError(`one request, not ${activities.length - asking}`);
  return waysFor(board, askFor(session, asking), { mayGo: movable, max, ignored: asking }).map((way) => ({
    start: way.start,
    requestIds: way.blockers.flatMap((blocker) => activities[blocker]?.requestId ?? []),
    cost: way.cost,
  }));
}
