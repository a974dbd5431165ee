import { instantOf, type Minute, minuteOf } from '@huitang/contracts';
import { decideAdjust } from './adjusting.ts';
import { accept, type CenterDayDecision, refuse } from './center-day-command.ts';
import { type CenterDay, tentativeOn } from './center-day-state.ts';
import type { Command, RoundCommand } from './round-command.ts';
import { publishedEvents } from './round-publishing.ts';
import { batchIn, collectedOf, type DayRound, isUnderWay } from './round-state.ts';

/** What is meant for one round, and must not befall the day's next. */
type ForOneRound = Command<'AdjustRound' | 'PublishRound' | 'GiveUpRound'>;

const isForOneRound = (command: RoundCommand): command is ForOneRound =>
  command.type === 'AdjustRound' || command.type === 'PublishRound' || command.type === 'GiveUpRound';

/** What is solved is what would be published now: nothing has changed since, and nothing is too near to be moved. */
export function isCurrent({ solution }: DayRound, day: CenterDay, centerVersion: number, now: Minute): boolean {
  if (solution?.centerVersion !== centerVersion) return false;
  const leads = new Map(tentativeOn(day, undefined).map(({ answer, leadMinutes }) => [answer.activityId, leadMinutes]));
  return solution.moved.every(({ activityId, start, from }) => {
    const earliest = now + (leads.get(activityId) ?? 0);
    return minuteOf(start) > earliest && minuteOf(from.start) > earliest;
  });
}

function decideOpen(command: Command<'OpenRound'>, round: DayRound | undefined): CenterDayDecision {
  const { centerId, date, within, closesAt, publishesAt, ordered, now } = command;
  if (round && !round.isSettled) return refuse({ code: 'round-not-over' });
  if (closesAt <= now) return refuse({ code: 'closes-in-the-past' });
  if (publishesAt > within.start) return refuse({ code: 'publishes-too-late', latest: instantOf(within.start) });
  return accept({
    type: 'RoundOpened',
    data: {
      centerId,
      date,
      number: (round?.number ?? 0) + 1,
      closesAt: instantOf(closesAt),
      publishesAt: instantOf(publishesAt),
      ordered,
    },
  });
}

function decideSolve(command: Command<'SolveRound'>, day: CenterDay, round: DayRound): CenterDayDecision {
  const { number, changes, solution, now } = command;
  if (round.number !== number || round.changes !== changes) return refuse({ code: 'day-changed' });
  // Two have solved the same at the same time: the first counts.
  if (isCurrent(round, day, solution.centerVersion, now)) return accept();
  return accept({ type: 'RoundSolved', data: { number, changes, ...solution } });
}

/** The round that is meant is over, and the day has its next: a person is told, the clock has nothing left to do. */
const decideOverNext = (command: ForOneRound): CenterDayDecision =>
  command.type === 'PublishRound' && command.by === undefined ? accept() : refuse({ code: 'day-changed' });

function decidePublish(command: Command<'PublishRound'>, day: CenterDay, round: DayRound): CenterDayDecision {
  const { centerVersion, now, by } = command;
  if (round.status === 'open' || !isCurrent(round, day, centerVersion, now)) return refuse({ code: 'not-solved' });
  return accept(...publishedEvents(round, now, by));
}

/** What may be done while a round is under way. */
function decideUnderWay(
  command: Command<'CloseRound' | 'AdjustRound' | 'SolveRound' | 'PublishRound' | 'GiveUpRound'>,
  day: CenterDay,
  round: DayRound,
): CenterDayDecision {
  const { number, centerId, date } = round;
  switch (command.type) {
    case 'CloseRound':
      if (round.status === 'closed' || command.number !== number) return accept();
      return accept({ type: 'RoundClosed', data: { number, ...(command.by !== undefined && { by: command.by }) } });
    case 'AdjustRound':
      return decideAdjust(command, round);
    case 'SolveRound':
      return decideSolve(command, day, round);
    case 'PublishRound':
      return decidePublish(command, day, round);
    case 'GiveUpRound':
      return accept({
        type: 'RoundGivenUp',
        data: { centerId, date, number, asked: batchIn(round).length, ordered: { by: command.by } },
      });
  }
}

/** The rules of a day's round: it collects, is closed, solved, perhaps adjusted, and published or given up. */
export function decideRound(command: RoundCommand, day: CenterDay): CenterDayDecision {
  const { round } = day;
  if (command.type === 'OpenRound') return decideOpen(command, round);
  if (command.type === 'LeaveRound') {
    const { activityId, beforeRevision } = command;
    const wish = collectedOf(round, activityId);
    if (!wish || wish.asked.revision >= beforeRevision) return accept();
    return accept({ type: 'WishTakenOut', data: { activityId, upToRevision: beforeRevision - 1 } });
  }
  if (!round) return refuse({ code: 'no-round' });
  if (command.type === 'SettleRound') {
    if (isUnderWay(round) || round.isSettled || round.number !== command.number) return accept();
    return accept({ type: 'RoundSettled', data: { number: round.number } });
  }
  if (isForOneRound(command) && command.number !== round.number) return decideOverNext(command);
  if (isUnderWay(round)) return decideUnderWay(command, day, round);
  const state = round.status === 'published' ? 'published' : 'given-up';
  // Two have asked for the same: it is done.
  const isDone = (state === 'published' ? 'PublishRound' : 'GiveUpRound') === command.type;
  return isDone ? accept() : refuse({ code: 'round-over', state });
}
