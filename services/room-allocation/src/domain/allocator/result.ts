import type { AllocationRefusal, AllocationResult, Assignment, Move } from './allocation-problem.ts';
import type { Answers } from './arrival.ts';
import { assignmentOf, moveOf } from './assignment.ts';
import { nearestOn } from './nearest.ts';
import type { Session } from './session.ts';

function assignmentsOf(session: Session, { because }: Answers): readonly Assignment[] {
  const { board, tentative, activities } = session;
  const movedFor = new Map<number, number>();
  for (const cause of because.values()) movedFor.set(cause, (movedFor.get(cause) ?? 0) + 1);
  const found: Assignment[] = [];
  for (let activity = tentative; activity < activities.length; activity += 1) {
    const placement = board.placed[activity];
    if (placement) found.push(assignmentOf(session, activity, placement, movedFor.get(activity) ?? 0));
  }
  return found;
}

/** Everything that is not where it was when it was first given, tentative activities first. */
function movesOf(session: Session, { first, because }: Answers): readonly Move[] {
  const { activities } = session;
  return [...because.keys()]
    .sort((a, b) => a - b)
    .flatMap((activity) => {
      const cause = activities[because.get(activity) ?? -1]?.requestId ?? '';
      const before = first.get(activity);
      return (before && moveOf(session, activity, before, cause)) ?? [];
    });
}

function refusalsOf({ board, activities, problem }: Session, { refused }: Answers): readonly AllocationRefusal[] {
  // Last, because what a later request was given is no offer to an earlier one.
  return [...refused].flatMap(([activity, refusal]) => {
    const request = activities[activity];
    return request ? [{ ...refusal, nearest: nearestOn(board, request, problem.policy) }] : [];
  });
}

/** The answer that the board has come to. */
export const resultOf = (session: Session, answers: Answers): AllocationResult => ({
  assignments: assignmentsOf(session, answers),
  moves: movesOf(session, answers),
  refusals: refusalsOf(session, answers),
});
