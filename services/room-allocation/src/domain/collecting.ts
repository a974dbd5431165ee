import type { ActivityId } from '@huitang/contracts';
import { withoutValue, withValue } from './parted-map.ts';
import type { RoundEvent } from './round-event.ts';
import { changed, collectedOf, type DayRound } from './round-state.ts';

/** What staff have settled, but for the revisions of an activity before one: they did not see what that one asks for. */
const settledWithout = (
  { adjustments }: DayRound,
  activityId: ActivityId,
  beforeRevision: number,
): DayRound['adjustments'] =>
  adjustments.filter((one) => one.activityId !== activityId || one.revision >= beforeRevision);

export function joined(round: DayRound, data: Extract<RoundEvent, { type: 'WishCollected' }>['data']): DayRound {
  const { activityId, revision, late, ...wish } = data;
  const before = collectedOf(round, activityId);
  const arrival = round.arrivals + 1;
  const collected = withValue(round.collected, activityId, { ...wish, late, arrival });
  const adjustments = settledWithout(round, activityId, revision);
  const next = { ...round, collected, adjustments, arrivals: arrival };
  // Who comes late changes nothing for the others, unless it was among them before.
  return late && (!before || before.late) ? next : changed(next);
}

/** The round without what an activity wants here up to a revision. */
export function withoutWish(round: DayRound, activityId: ActivityId, upToRevision: number): DayRound {
  const before = collectedOf(round, activityId);
  if (!before || before.asked.revision > upToRevision) return round;
  const adjustments = settledWithout(round, activityId, upToRevision + 1);
  return { ...round, collected: withoutValue(round.collected, activityId), adjustments };
}
