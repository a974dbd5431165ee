import { commit, type Placement, place } from './board.ts';
import type { Session } from './session.ts';

/** Activities that have to do with each other, and with nobody else. */
export interface Part {
  /** Those that may be placed and moved. */
  readonly activities: readonly number[];
  /** Those of them that want a place; the others have one and keep one. */
  readonly requests: readonly number[];
  /** By activity: what it is worth to place it. */
  readonly worths: readonly number[];
}

export type Snapshot = readonly (Placement | undefined)[];

export const snapshotOf = ({ board }: Session, { activities }: Part): Snapshot =>
  activities.map((activity) => board.placed[activity]);

/** Puts everybody of a part where they were, who may meet others on the way there; this cannot be undone. */
export function restore({ board }: Session, { activities }: Part, snapshot: Snapshot): void {
  activities.forEach((activity, index) => {
    if (board.placed[activity] !== snapshot[index]) place(board, activity, snapshot[index]);
  });
  commit(board);
}

/** What an activity adds: its worth without what its place costs, or nothing without a place. */
export function gainOf({ board }: Session, { worths }: Part, activity: number): number {
  const placement = board.placed[activity];
  return placement ? (worths[activity] ?? 0) - placement.cost : 0;
}

export const scoreOf = (session: Session, part: Part): number =>
  part.activities.reduce((sum, activity) => sum + gainOf(session, part, activity), 0);
