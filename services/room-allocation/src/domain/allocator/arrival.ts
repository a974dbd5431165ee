import type { AllocationRefusal } from './allocation-problem.ts';
import type { Ask } from './ask.ts';
import { commit, type Placement, place } from './board.ts';
import { fitTighter, reallocate } from './chain.ts';
import { firstPlacement } from './direct.ts';
import { refusalOf } from './refusal.ts';
import { askFor, type Session } from './session.ts';

/** What came of answering activities one after the other. */
export interface Answers {
  /** What each was given when it was answered, by activity. */
  readonly first: Map<number, Placement>;
  /** By activity that was moved: who it was moved for. */
  readonly because: Map<number, number>;
  readonly refused: Map<number, Omit<AllocationRefusal, 'nearest'>>;
}

/** Whoever names one start is given it for good; whoever offers several may be moved among them. */
const isFlexible = ({ starts }: { readonly starts: readonly number[] }): boolean => starts.length > 1;

function noteMoves({ board }: Session, activity: number, { because }: Answers): void {
  for (const { activity: moved } of board.log) if (moved !== activity) because.set(moved, activity);
}

/** Whether a room that wastes fewer seats was passed over, which somebody might leave. */
const isPassedOver = ({ rooms }: Ask, { bookings }: Placement): boolean =>
  rooms.some(({ candidates }, slot) => candidates[0]?.resource !== bookings[slot]?.resource);

/** What is free is given. Only a fixed one, which is never moved again, may ask another out of a room that fits better. */
function takeDirect(session: Session, activity: number, direct: Placement): void {
  const ask = askFor(session, activity);
  const isBest = isFlexible(ask.request) || !isPassedOver(ask, direct);
  if (isBest || !fitTighter(session, activity, direct.cost)) place(session.board, activity, direct);
}

/**
 * Answers each request in the order of arrival: the first of its starts where everything is free; else a place that others
 * make by moving inside what they offered; else a refusal. What was answered before is kept in every case.
 */
export function answerInOrder(session: Session): Answers {
  const { board, movable, activities, tentative } = session;
  const answers: Answers = { first: new Map(), because: new Map(), refused: new Map() };
  for (let activity = 0; activity < tentative; activity += 1) {
    const standing = board.placed[activity];
    if (standing) answers.first.set(activity, standing);
  }
  for (let activity = tentative; activity < activities.length; activity += 1) {
    const ask = askFor(session, activity);
    const direct = firstPlacement(board, ask, activity);
    if (direct) takeDirect(session, activity, direct);
    else if (ask.options.length === 0 || !reallocate(session, activity)) {
      answers.refused.set(activity, refusalOf(session, activity));
    }
    noteMoves(session, activity, answers);
    commit(board);
    movable[activity] = isFlexible(ask.request);
    const given = board.placed[activity];
    if (given) answers.first.set(activity, given);
  }
  return answers;
}
