import type { AllocationGranted } from '@huitang/contracts';
import { allocateOn, movesOf } from './allocate-on-day.ts';
import type { Assignment } from './allocator/allocation-problem.ts';
import { accept, type CenterDayDecision, type Command, refuse, type Wished } from './center-day-command.ts';
import { activityOn, type CenterDay } from './center-day-state.ts';
import { openHolds } from './day-holds.ts';
import { isSuperseded, passedOver } from './fences.ts';
import { grantedOf } from './granted.ts';
import { hopeless } from './hopeless.ts';
import { join } from './joining.ts';
import { makeWay } from './making-way.ts';
import { collectedOf, isUnderWay, isWaiting } from './round-state.ts';
import { signedBy, termsFor } from './standing.ts';
import { tentativeFor } from './tentative.ts';

/** A newer revision waits for the answer of a round. */
const isJoinedSince = ({ round }: CenterDay, { activityId, revision }: Wished): boolean =>
  (collectedOf(round, activityId)?.asked.revision ?? 0) > revision;

function answerOf(command: Command<'Allocate'>, assignment: Assignment): AllocationGranted {
  const { request, movable, now, order, demanded } = command;
  const tentative = tentativeFor(request, assignment.start, movable, now);
  return {
    ...grantedOf(command, assignment, request.durationMinutes),
    ...(tentative ? { tentative: { ...tentative, ...signedBy(demanded) } } : { terms: termsFor(request, demanded) }),
    ...(order && { displaces: true }),
  };
}

/** Everything a wish needs, in one commit of its day: granted, joined to the round of the day, or neither. */
export function decideAllocation(command: Command<'Allocate'>, day: CenterDay): CenterDayDecision {
  const { activityId, revision, firstStart, order } = command;
  const own = activityOn(day, activityId);
  // Commands arrive at least once: what has been granted stays granted.
  if (own.granted?.revision === revision) return accept();
  if (isSuperseded(own, revision) || isJoinedSince(day, command)) return refuse({ code: 'superseded' });
  const starts = command.request.starts.slice(Math.max(0, passedOver(own, revision) - firstStart));
  if (starts.length === 0) return refuse({ code: 'given-up' });
  const request = { ...command.request, starts };
  if (command.joining && isUnderWay(day.round)) {
    const never = isWaiting(day.round, command) ? undefined : hopeless({ ...command, request });
    return never ? refuse({ code: 'nothing-fits', because: never }) : join(day.round, command.joining, command.now);
  }
  const ask = (holds: boolean) => allocateOn(day, { ...command, request }, { holds });
  const answer = ask(true);
  const [assignment] = answer.assignments;
  const grantOf = (given: Assignment) => ({ type: 'AllocationGranted', data: answerOf(command, given) }) as const;
  if (assignment) return accept(...movesOf(day, answer.moves, command.centerVersion), grantOf(assignment));
  const holds = openHolds(day, activityId);
  if (holds.length > 0 && ask(false).assignments.length > 0) return refuse({ code: 'held', by: holds });
  const made = order && makeWay(day, { ...command, order, request }, grantOf);
  if (made) return accept(...made);
  const [because] = answer.refusals;
  return because ? refuse({ code: 'nothing-fits', because }) : refuse({ code: 'given-up' });
}
