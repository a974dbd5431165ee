import type { AllocationProblem, AllocationResult, Placed } from '../domain/allocator/allocation-problem.ts';
import { answersSince, fill, openParts, placesOf } from '../domain/allocator/batch.ts';
import { commit, type Placement, place } from '../domain/allocator/board.ts';
import { type Part, scoreOf } from '../domain/allocator/part.ts';
import { resultOf } from '../domain/allocator/result.ts';
import { placementFrom, type Session, sessionOf } from '../domain/allocator/session.ts';
import { type Decisions, decisionsOf, type Sorting } from './columns.ts';
import { isChosen, placesFor } from './deal.ts';
import { relaxedBound, type Solved, solveWhole, theHighs } from './highs.ts';
import { type Row, rowsOf } from './rows.ts';
import { sortsOf } from './sorts.ts';

/** How long an exact answer may take. */
export interface ExactLimits {
  /** For each part that has nothing to do with the others: a day, where nobody accepts another one. */
  readonly secondsPerPart: number;
}

interface Model extends Decisions {
  readonly part: Part;
  readonly sorting: Sorting;
  readonly rows: readonly Row[];
}

/** Takes everybody who may be moved off the board: what is left is fixed. */
function clear({ board, movable }: Session): void {
  movable.forEach((mayMove, activity) => {
    if (mayMove) place(board, activity, undefined);
  });
  commit(board);
}

/** Where everybody is in an answer: as it says, or where they were. */
function placesIn(
  session: Session,
  { assignments, moves }: AllocationResult,
  before: ReadonlyMap<number, Placement>,
): ReadonlyMap<number, Placement> {
  const said = new Map<string, Placed>(moves.map(({ requestId, to }) => [requestId, to]));
  for (const assignment of assignments) said.set(assignment.requestId, assignment);
  const places = new Map(before);
  session.activities.forEach((request, activity) => {
    const placed = said.get(request.requestId);
    if (placed) places.set(activity, placementFrom(session.board, request, placed, activity));
  });
  return places;
}

function modelsOf(session: Session, parts: readonly Part[], before: ReadonlyMap<number, Placement>): readonly Model[] {
  const sorting = sortsOf(session);
  return parts.map((part) => {
    const decisions = decisionsOf(session, part, sorting, before);
    return { ...decisions, part, sorting, rows: rowsOf(session.board, sorting, decisions) };
  });
}

function occupy({ board }: Session, { activities }: Part, places: ReadonlyMap<number, Placement>): void {
  for (const activity of activities) place(board, activity, undefined);
  for (const activity of activities) place(board, activity, places.get(activity));
}

/** The better of what was solved and what was known is on the board in the end. */
function takeBetter(
  session: Session,
  { part, columns, sorting }: Model,
  { chosen }: Solved,
  known: ReadonlyMap<number, Placement>,
): void {
  occupy(session, part, known);
  if (!chosen) return;
  const score = scoreOf(session, part);
  const picked = columns.filter((_, column) => chosen[column]);
  occupy(session, part, placesFor(session, picked, sorting));
  if (scoreOf(session, part) <= score) occupy(session, part, known);
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
  let [upper, score, proven] = [0, 0, true];
  const models = modelsOf(session, parts, before);
  const solved = models.map(({ columns, rows, sorting }) => {
    const isStanding = (activity: number): boolean => known.get(activity) === before.get(activity);
    const chosen = columns.map((column) => {
      const { activity } = column;
      return isChosen(column, known.get(activity), sorting, before.has(activity) && isStanding(activity));
    });
    return solveWhole(highs, columns, rows, chosen, secondsPerPart);
  });
  models.forEach((model, index) => {
    const answer = solved[index];
    if (!answer) return;
    takeBetter(session, model, answer, known);
    // What was found in too little time may leave something free.
    fill(session, model.part, (activity) => activity);
    score += scoreOf(session, model.part);
    upper += answer.upper;
    proven &&= answer.proven;
  });
  for (const [activity, placement] of before)
    if (!session.board.placed[activity]) place(session.board, activity, placement);
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
  return modelsOf(session, parts, before).reduce(
    (sum, { columns, rows }) => sum + relaxedBound(highs, columns, rows),
    0,
  );
}
