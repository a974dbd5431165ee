import type { ActivityId } from '@huitang/contracts';
import { withoutTheirs } from './allocate-on-day.ts';
import { peakUse } from './allocator/peak-use.ts';
import { accept, type CenterDayDecision, type Command, refuse } from './center-day-command.ts';
import { activityOn, type CenterDay, evolveDay, takenOn } from './center-day-state.ts';
import { type DayActivity, type DayClaim, standingOf } from './day-activity.ts';
import { isClosedOn } from './day-closures.ts';
import { makesWay } from './displaceable.ts';
import { displaced } from './displacement.ts';
import { isSuperseded } from './fences.ts';
import { isUnderWay } from './round-state.ts';

/** Those who are to make way for it, and may be asked to. */
function goingFor({ displacing }: Command<'Hold'>, day: CenterDay): readonly ActivityId[] {
  if (!displacing) return [];
  return displacing.over.who.filter((activityId) => {
    const { granted } = activityOn(day, activityId);
    const standing = granted && standingOf(granted);
    return standing !== undefined && makesWay(standing, displacing.now);
  });
}

/** A part of an answer over several days: held here, until its coordinator has decided. */
export function decideHold(command: Command<'Hold'>, day: CenterDay): CenterDayDecision {
  const { activityId, revision, attempt, expiresAt } = command;
  const own = activityOn(day, activityId);
  if (own.legs.some((leg) => leg.attempt === attempt)) return accept();
  if (isSuperseded(own, revision) || own.attemptsOver >= attempt) return refuse({ code: 'superseded' });
  const { round } = day;
  if (isUnderWay(round) && !command.atOnce) return refuse({ code: 'round-open', publishesAt: round.publishesAt });
  const taken = withoutTheirs(day, takenOn(day, activityId, { holds: true }), goingFor(command, day));
  const clash = command.claims.find(({ resourceId, capacity, count, ...interval }, index) => {
    const others = taken.filter((claim) => claim.resourceId === resourceId);
    const ownBefore = command.claims.slice(0, index).filter((claim) => claim.resourceId === resourceId);
    if (isClosedOn(day.closures, { resourceId, ...interval })) return true;
    return peakUse([...others, ...ownBefore], interval) + count > capacity;
  });
  if (clash) return refuse({ code: 'taken', resourceId: clash.resourceId });
  const claims = command.claims.map(({ capacity: _, ...claim }) => claim);
  const over = command.displacing?.over;
  return accept({ type: 'LegHeld', data: { activityId, revision, attempt, claims, expiresAt, ...(over && { over }) } });
}

const meets = (a: DayClaim, b: DayClaim): boolean =>
  a.resourceId === b.resourceId && a.start < b.end && b.start < a.end;

/** Those who were to make way and are still where they would have to. */
const stillThere = (day: CenterDay, { claims, over }: DayActivity['legs'][number]): readonly ActivityId[] =>
  (over?.who ?? []).filter((activityId) =>
    activityOn(day, activityId).granted?.claims.some((theirs) => claims.some((claim) => meets(theirs, claim))),
  );

/** Its coordinator has granted what it is part of: who has to make way does so in the same commit. */
export function decideConfirm(command: Command<'ConfirmHold'>, day: CenterDay): CenterDayDecision {
  const { activityId, attempt, revision, how } = command;
  const { legs, releasedUpTo } = activityOn(day, activityId);
  const leg = legs.find((one) => one.attempt === attempt && one.revision === revision);
  if (!leg) return releasedUpTo >= revision ? accept() : refuse({ code: 'not-held' });
  if (leg.confirmed) return accept();
  const confirmed = { type: 'LegConfirmed', data: { activityId, attempt } } as const;
  const who = stillThere(day, leg);
  if (who.length === 0 || !leg.over) return accept(confirmed);
  if (!how) return refuse({ code: 'others-in-the-way' });
  const { ordered } = leg.over;
  const because = () => ({ code: 'made-way-for-order' });
  return accept(...displaced(evolveDay(day, confirmed), who, { ...how, ordered, because }), confirmed);
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
