import { type Placement, place } from '../domain/allocator/board.ts';
import { type Part, scoreOf } from '../domain/allocator/part.ts';
import type { Session } from '../domain/allocator/session.ts';
import { type Decisions, decisionsOf, type Sorting } from './columns.ts';
import { isChosen, placesFor } from './deal.ts';
import { type Row, rowsOf } from './rows.ts';
import { sortsOf } from './sorts.ts';

/** Where everybody is, by activity. */
export type Places = ReadonlyMap<number, Placement>;

/** A part as a solver reads it. */
export interface Model extends Decisions {
  readonly part: Part;
  readonly sorting: Sorting;
  readonly rows: readonly Row[];
}

/** The model of a part, on a board that has nothing but what is fixed for it. `before` has a place and keeps one. */
export function modelOf(session: Session, part: Part, before: Places): Model {
  const sorting = sortsOf(session);
  const decisions = decisionsOf(session, part, sorting, before);
  return { ...decisions, part, sorting, rows: rowsOf(session.board, sorting, decisions) };
}

/** Which columns of a model stand for these places. */
export function columnsFor({ columns, sorting }: Model, places: Places, before: Places): readonly boolean[] {
  return columns.map((column) => {
    const at = places.get(column.activity);
    return isChosen(column, at, sorting, at !== undefined && before.get(column.activity) === at);
  });
}

export function occupy({ board }: Session, { activities }: Part, places: Places): void {
  for (const activity of activities) place(board, activity, undefined);
  for (const activity of activities) place(board, activity, places.get(activity));
}

/** Puts the better of what was chosen and what was known on the board. */
export function takeBetter(
  session: Session,
  { part, columns, sorting }: Model,
  chosen: readonly boolean[] | undefined,
  known: Places,
): void {
  occupy(session, part, known);
  if (!chosen) return;
  const score = scoreOf(session, part);
  const picked = columns.filter((_, column) => chosen[column]);
  occupy(session, part, placesFor(session, picked, sorting));
  if (scoreOf(session, part) <= score) occupy(session, part, known);
}
