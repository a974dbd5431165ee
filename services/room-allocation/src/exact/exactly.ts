import type { Highs } from 'highs';
import type { AllocationProblem, AllocationResult, Placed } from '../domain/allocator/allocation-problem.ts';
import { answersSince, fill, openParts, placesOf } from '../domain/allocator/batch.ts';
import { commit, place } from '../domain/allocator/board.ts';
import { type Part, scoreOf } from '../domain/allocator/part.ts';
import { resultOf } from '../domain/allocator/result.ts';
import { placementFrom, type Session, sessionOf } from '../domain/allocator/session.ts';
import { relaxedBound, type Solved, solveWhole, theHighs } from './highs.ts';
import { columnsFor, modelOf, type Places, takeBetter } from './model.ts';
import { improveInSlices } from './slices.ts';

/** How long an exact answer may take. */
export interface ExactLimits {
  /** For each part that has nothing to do with the others: a day, where nobody accepts another one. */
  readonly secondsPerPart: number;
}

/** Takes everybody who may be moved off the board: what is left is fixed. */
function clear({ board, movable }: Session): void {
  movable.forEach((mayMove, activity) => {
    if (mayMove) place(board, activity, undefined);
  });
  commit(board);
}

/** Where everybody is in an answer: as it says, or where they were. */
function placesIn(session: Session, { assignments, moves }: AllocationResult, before: Places): Places {
  const said = new Map<string, Placed>(moves.map(({ requestId, to }) => [requestId, to]));
  for (const assignment of assignments) said.set(assignment.requestId, assignment);
  const places = new Map(before);
  session.activities.forEach((request, activity) => {
    const placed = said.get(request.requestId);
    if (placed) places.set(activity, placementFrom(session.board, request, placed, activity));
  });
  return places;
}

interface Solving {
  readonly highs: Highs;
  readonly session: Session;
  readonly known: Places;
  /** Who has a place, and keeps one. */
  readonly before: Places;
}

/** More columns than this are more than HiGHS has memory for. */
const COLUMNS_MAX = 20_000;

/** Leaves the best answer for a part on the board, and says what none could exceed. */
function solvePart({ highs, session, known, before }: Solving, part: Part, seconds: number): Omit<Solved, 'chosen'> {
  const model = modelOf(session, part, before);
  const { columns, rows } = model;
  if (columns.length > COLUMNS_MAX) {
    improveInSlices(highs, session, part, { known, before }, seconds);
    return { upper: relaxedBound(highs, columns, rows), proven: false };
  }
  const { chosen, ...bound } = solveWhole(highs, columns, rows, columnsFor(model, known, before), seconds);
  takeBetter(session, model, chosen, known);
  return bound;
}

/**
 * The best answer there is, part by part, or the best that HiGHS finds in time: never worse than the incumbent. `bound` says
 * what no answer can exceed, and whether this one is proven to be as good as any. Blocks its thread while it solves.
 */
export async function exactly(
  problem: AllocationProblem,
  incumbent: AllocationResult,
  { secondsPerPart }: ExactLimits,
): Promise<AllocationResult> {
  const highs = await theHighs();
  const session = sessionOf(problem);
  const before = placesOf(session);
  const known = placesIn(session, incumbent, before);
  const parts = openParts(session);
  clear(session);
  const found = new Map(before);
  let [upper, score, proven] = [0, 0, true];
  for (const part of parts) {
    const bound = solvePart({ highs, session, known, before }, part, secondsPerPart);
    // What was found in too little time may leave something free.
    fill(session, part, (activity) => activity);
    score += scoreOf(session, part);
    upper += bound.upper;
    proven &&= bound.proven;
    // Off again: on an empty board more people and rooms are alike.
    for (const activity of part.activities) {
      const at = session.board.placed[activity];
      if (at) found.set(activity, at);
      place(session.board, activity, undefined);
    }
  }
  for (const [activity, at] of found) place(session.board, activity, at);
  commit(session.board);
  const gap = upper > 0 ? Math.max(0, upper - score) / upper : 0;
  return { ...resultOf(session, answersSince(session, before)), bound: { upper, gap, proven } };
}

/** What no answer to a problem can be worth more than: the sum of the linear relaxations of its parts. */
export async function boundOf(problem: AllocationProblem): Promise<number> {
  const highs = await theHighs();
  const session = sessionOf(problem);
  const before = placesOf(session);
  const parts = openParts(session);
  clear(session);
  return parts.reduce((sum, part) => {
    const { columns, rows } = modelOf(session, part, before);
    return sum + relaxedBound(highs, columns, rows);
  }, 0);
}
