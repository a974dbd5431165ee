import { accept, type CenterDayCommand, type CenterDayDecision, type Command, refuse } from './center-day-command.ts';
import { activityOn, type CenterDay, evolveDay, initialDay } from './center-day-state.ts';
import { decideClosing } from './closing.ts';
import type { DayActivity } from './day-activity.ts';
import { isSuperseded, passedOver } from './fences.ts';
import { decideAllocation } from './granting.ts';
import { decideConfirm, decideHold, decideLettingGo } from './holding.ts';
import { decideRound } from './round.ts';
import { isRoundCommand } from './round-command.ts';
import { isWaiting } from './round-state.ts';
import { fixedOf } from './tentative.ts';

/** Newer wishes that were asked here in vain leave what stands: only what is granted counts. */
function decideFix({ revision }: Command<'Fix'>, { granted }: DayActivity): CenterDayDecision {
  if (granted?.revision !== revision) return refuse({ code: 'superseded' });
  return granted.tentative ? accept({ type: 'AllocationFixed', data: fixedOf(granted.tentative) }) : accept();
}

function decideRelease(command: Command<'Release'>, day: CenterDay): CenterDayDecision {
  const { activityId, upToRevision, centerId, because } = command;
  const { granted, releasedUpTo } = activityOn(day, activityId);
  if (releasedUpTo >= upToRevision) return accept();
  if (!granted || granted.revision > upToRevision)
    return accept({ type: 'AllocationFenced', data: { activityId, upToRevision } });
  const ids = [...new Set(granted.claims.map(({ resourceId }) => resourceId))];
  return accept({
    type: 'AllocationReleased',
    data: { activityId, upToRevision, centerId, because, resourceIds: ids },
  });
}

function decide(command: CenterDayCommand, day: CenterDay): CenterDayDecision {
  if (isRoundCommand(command)) return decideRound(command, day);
  if (command.type === 'Close' || command.type === 'Reopen') return accept(...decideClosing(command, day));
  const { activityId } = command;
  const own = activityOn(day, activityId);
  switch (command.type) {
    case 'Allocate':
      return decideAllocation(command, day);
    case 'Fix':
      return decideFix(command, own);
    case 'GiveUpStarts': {
      const { revision, starts } = command;
      if (own.granted?.revision === revision) return refuse({ code: 'already-granted' });
      if (isSuperseded(own, revision)) return refuse({ code: 'superseded' });
      if (passedOver(own, revision) >= starts) return accept();
      if (isWaiting(day.round, command)) return refuse({ code: 'collected' });
      return accept({ type: 'StartsGivenUp', data: { activityId, revision, starts } });
    }
    case 'Hold':
      return decideHold(command, day);
    case 'ConfirmHold':
      return decideConfirm(command, day);
    case 'ReleaseHold':
      return decideLettingGo(command, own);
    case 'Release':
      return decideRelease(command, day);
  }
}

/** The rules of `center-day/<center>/<date>`: nothing of a center is held twice. */
export const centerDayRules = { initial: initialDay, evolve: evolveDay, decide };
