import { peakUse } from './allocator/peak-use.ts';
import { accept, type CenterDayDecision, type Command, refuse } from './center-day-command.ts';
import { activityOn, type CenterDay, takenOn } from './center-day-state.ts';
import type { DayActivity } from './day-activity.ts';
import { isClosedOn } from './day-closures.ts';
import { isSuperseded } from './fences.ts';
import { isUnderWay } from './round-state.ts';

/** A part of an answer over several days: held here, until its coordinator has decided. */
export function decideHold(command: Command<'Hold'>, day: CenterDay): CenterDayDecision {
  const { activityId, revision, attempt, expiresAt } = command;
  const own = activityOn(day, activityId);
  if (own.legs.some((leg) => leg.attempt === attempt)) return accept();
  if (isSuperseded(own, revision) || own.attemptsOver >= attempt) return refuse({ code: 'superseded' });
  const { round } = day;
  if (isUnderWay(round) && !command.atOnce) return refuse({ code: 'round-open', publishesAt: round.publishesAt });
  const taken = takenOn(day, activityId, { holds: true });
  const clash = command.claims.find(({ resourceId, capacity, count, ...interval }, index) => {
    const others = taken.filter((claim) => claim.resourceId === resourceId);
    const ownBefore = command.claims.slice(0, index).filter((claim) => claim.resourceId === resourceId);
    if (isClosedOn(day.closures, { resourceId, ...interval })) return true;
    return peakUse([...others, ...ownBefore], interval) + count > capacity;
  });
  if (clash) return refuse({ code: 'taken', resourceId: clash.resourceId });
  const claims = command.claims.map(({ capacity: _, ...claim }) => claim);
  return accept({ type: 'LegHeld', data: { activityId, revision, attempt, claims, expiresAt } });
}

/** Its coordinator has granted what it is part of. */
export function decideConfirm(
  { activityId, attempt, revision }: Command<'ConfirmHold'>,
  { legs, releasedUpTo }: DayActivity,
): CenterDayDecision {
  const leg = legs.find((one) => one.attempt === attempt && one.revision === revision);
  if (!leg) return releasedUpTo >= revision ? accept() : refuse({ code: 'not-held' });
  return leg.confirmed ? accept() : accept({ type: 'LegConfirmed', data: { activityId, attempt } });
}

/** Its coordinator has granted nothing. */
export function decideLettingGo(
  { activityId, attempt }: Command<'ReleaseHold'>,
  { attemptsOver }: DayActivity,
): CenterDayDecision {
  // Also without a hold it leaves its mark: a late Hold of the same attempt must not come to stay.
  if (attemptsOver >= attempt) return accept();
  return accept({ type: 'LegReleased', data: { activityId, attempt } });
}
