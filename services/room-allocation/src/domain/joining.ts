import { type Minute, minuteOf } from '@huitang/contracts';
import { accept, type CenterDayDecision } from './center-day-command.ts';
import { collectedOf, type DayRound } from './round-state.ts';
import type { JoiningWish } from './round-wish.ts';

/** A wish joins the round of its day: it is answered with the others, or after them when it comes late. */
export function join(round: DayRound, wish: JoiningWish, now: Minute): CenterDayDecision {
  const { activityId, revision } = wish.asked;
  // Commands arrive at least once: who has joined has joined.
  if (collectedOf(round, activityId)?.asked.revision === revision) return accept();
  const { centerId, date, closesAt, publishesAt } = round;
  const late = round.status === 'closed' || now >= minuteOf(closesAt);
  return accept(
    { type: 'WishCollected', data: { activityId, revision, ...wish, late } },
    {
      type: 'AllocationDeferred',
      data: { activityId, revision, centerId, date, closesAt, publishesAt, ...(late && { late }) },
    },
  );
}
