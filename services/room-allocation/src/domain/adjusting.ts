import { accept, type CenterDayDecision, refuse } from './center-day-command.ts';
import type { Command, RoundRefusal, Settled } from './round-command.ts';
import { collectedOf, type DayRound } from './round-state.ts';
import type { Adjustment, Collected } from './round-wish.ts';

function objection(
  { activityId, start, rooms }: Settled,
  index: number,
  wish: Collected | undefined,
): RoundRefusal | undefined {
  if (!wish || wish.late) return { code: 'not-in-round', activityId, index };
  if (start !== undefined && !wish.request.starts.includes(start))
    return { code: 'start-not-offered', activityId, index };
  const needed = wish.request.needs.filter(({ role }) => role === 'room').length;
  return rooms && rooms.length !== needed ? { code: 'one-room-for-each-need', activityId, index } : undefined;
}

export function decideAdjust(command: Command<'AdjustRound'>, round: DayRound): CenterDayDecision {
  const adjustments: Adjustment[] = [];
  for (const [index, one] of command.adjustments.entries()) {
    const wish = collectedOf(round, one.activityId);
    const refusal = objection(one, index, wish);
    if (refusal) return refuse(refusal);
    if (wish) adjustments.push({ ...one, revision: wish.asked.revision });
  }
  return accept({ type: 'RoundAdjusted', data: { number: round.number, adjustments } });
}
