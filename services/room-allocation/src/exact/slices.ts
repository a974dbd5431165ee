import type { Highs } from 'highs';
import { commit, place } from '../domain/allocator/board.ts';
import type { Part } from '../domain/allocator/part.ts';
import { askFor, type Session } from '../domain/allocator/session.ts';
import { solveWhole } from './highs.ts';
import { columnsFor, modelOf, occupy, type Places, takeBetter } from './model.ts';

/** Activities of one slice: as many as a busy day or two have, which HiGHS solves in seconds. */
const SLICE = 90;

/** When an activity is, or would like to be. */
const timeOf = ({ board, activities }: Session, activity: number): number =>
  board.placed[activity]?.start ?? activities[activity]?.preferredStart ?? 0;

/** A part in slices of neighbours in time, each half of it in the one before. */
function slicesOf(session: Session, { activities, requests, worths }: Part): readonly Part[] {
  const wanting = new Set(requests);
  const inTime = activities
    .filter((activity) => askFor(session, activity).options.length > 0)
    .sort((a, b) => timeOf(session, a) - timeOf(session, b) || a - b);
  const slices: Part[] = [];
  for (let from = 0; from < inTime.length; from += SLICE / 2) {
    const own = inTime.slice(from, from + SLICE);
    slices.push({ activities: own, requests: own.filter((activity) => wanting.has(activity)), worths });
  }
  return slices;
}

/**
 * Improves a part that is too large to be solved at once, slice by slice, while everybody else stays where they are.
 * Whoever accepts several days may change slices. The board has the result, which is never worse than `known`.
 */
export function improveInSlices(
  highs: Highs,
  session: Session,
  part: Part,
  { known, before }: { readonly known: Places; readonly before: Places },
  secondsPerSlice: number,
): void {
  const { board } = session;
  occupy(session, part, known);
  for (const slice of slicesOf(session, part)) {
    const places = new Map(
      slice.activities.flatMap((activity) => {
        const at = board.placed[activity];
        return at ? [[activity, at] as const] : [];
      }),
    );
    for (const activity of slice.activities) place(board, activity, undefined);
    const model = modelOf(session, slice, before);
    const { chosen } = solveWhole(highs, model.columns, model.rows, columnsFor(model, places, before), secondsPerSlice);
    takeBetter(session, model, chosen, places);
    commit(board);
  }
}
