import type { CenterDay } from './center-day-state.ts';
import { withoutWish } from './collecting.ts';
import type { ActivityEvent } from './day-activity.ts';
import type { DayClosureEvent } from './day-closures.ts';
import { changed, type DayRound, isUnderWay } from './round-state.ts';

/** The revision up to which an activity wants nothing here any more, when the event says so. */
function goneUpTo(event: ActivityEvent): number | undefined {
  switch (event.type) {
    case 'AllocationGranted':
      return event.data.revision;
    case 'AllocationReleased':
    case 'AllocationFenced':
    case 'WishTakenOut':
      return event.data.upToRevision;
    case 'AllocationMoved':
    case 'AllocationFixed':
    case 'AllocationDisplaced':
    case 'StartsGivenUp':
    case 'LegHeld':
    case 'LegConfirmed':
    case 'LegReleased':
      return undefined;
  }
}

function besides(round: DayRound, event: ActivityEvent | DayClosureEvent): DayRound {
  if (event.type === 'DayClosed' || event.type === 'DayReopened') return changed(round);
  const upTo = goneUpTo(event);
  return changed(upTo === undefined ? round : withoutWish(round, event.data.activityId, upTo));
}

/** A day on which something has happened beside its round: who is answered otherwise, or wants nothing any more, leaves it. */
export const withRoundBeside = (day: CenterDay, event: ActivityEvent | DayClosureEvent): CenterDay =>
  isUnderWay(day.round) ? { ...day, round: besides(day.round, event) } : day;
