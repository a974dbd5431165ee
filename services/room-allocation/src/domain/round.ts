import {
  type ActivityId,
  type CenterId,
  type Interval,
  instantOf,
  type LocalDate,
  type Minute,
  minuteOf,
  type Order,
} from '@huitang/contracts';
import type { CenterDayDecision } from './center-day.ts';
import { type CenterDay, type CenterDayEvent, tentativeOn } from './center-day-state.ts';
import { publishedEvents } from './round-publishing.ts';
import {
  type Adjustment,
  batchIn,
  type Collected,
  collectedOf,
  type DayRound,
  isUnderWay,
  type JoiningWish,
  type Solution,
} from './round-state.ts';

/** What staff settle: it is for the revision that the round has when they do. */
export type Settled = Omit<Adjustment, 'revision'>;

export type RoundCommand =
  | {
      readonly type: 'OpenRound';
      readonly centerId: CenterId;
      readonly date: LocalDate;
      /** The day's own minutes. */
      readonly within: Interval;
      readonly closesAt: Minute;
      readonly publishesAt: Minute;
      readonly ordered: Order;
      readonly now: Minute;
    }
  /** A newer revision asks elsewhere: what earlier ones want of a round here is wanted no more. */
  | { readonly type: 'LeaveRound'; readonly activityId: ActivityId; readonly beforeRevision: number }
  /** `by`: absent where its time has come. */
  | { readonly type: 'CloseRound'; readonly number: number; readonly by?: string }
  | { readonly type: 'AdjustRound'; readonly adjustments: readonly Settled[] }
  /** `changes`: what the day had seen when it was read. */
  | {
      readonly type: 'SolveRound';
      readonly number: number;
      readonly changes: number;
      readonly solution: Solution;
      readonly now: Minute;
    }
  | {
      readonly type: 'PublishRound';
      readonly number: number;
      readonly centerVersion: number;
      readonly now: Minute;
      readonly by?: string;
    }
  | { readonly type: 'GiveUpRound'; readonly by: string }
  | { readonly type: 'SettleRound'; readonly number: number };

interface OfOneAdjustment {
  readonly activityId: ActivityId;
  /** Of the adjustment among those of its command. */
  readonly index: number;
}

export type RoundRefusal =
  | { readonly code: 'no-round' }
  /** The last round of this day is not over, or not everybody of it has been answered. */
  | { readonly code: 'round-not-over' }
  | { readonly code: 'round-over'; readonly state: 'published' | 'given-up' }
  | { readonly code: 'closes-in-the-past' }
  | { readonly code: 'publishes-too-late'; readonly latest: string }
  /** No wish that is answered with the others is of this activity. */
  | ({ readonly code: 'not-in-round' } & OfOneAdjustment)
  | ({ readonly code: 'start-not-offered' } & OfOneAdjustment)
  | ({ readonly code: 'one-room-for-each-need' } & OfOneAdjustment)
  /** What was solved is not the round as it is now. */
  | { readonly code: 'day-changed' }
  | { readonly code: 'not-solved' };

const roundCommands: Readonly<Record<RoundCommand['type'], true>> = {
  OpenRound: true,
  LeaveRound: true,
  CloseRound: true,
  AdjustRound: true,
  SolveRound: true,
  PublishRound: true,
  GiveUpRound: true,
  SettleRound: true,
};

export const isRoundCommand = <C extends { readonly type: string }>(
  command: C | RoundCommand,
): command is RoundCommand => Object.hasOwn(roundCommands, command.type);

const accept = (...events: CenterDayEvent[]): CenterDayDecision => ({ ok: true, events });
const refuse = (refusal: RoundRefusal): CenterDayDecision => ({ ok: false, refusal });

type Command<T extends RoundCommand['type']> = Extract<RoundCommand, { type: T }>;

/** A wish joins the round of its day: it is answered with the others, or after them when it comes late. */
export function join(round: DayRound, wish: JoiningWish, now: Minute): CenterDayDecision {
  const { activityId, revision } = wish.asked;
  // Commands arrive at least once: who has joined has joined.
  if (collectedOf(round, activityId)?.asked.revision === revision) return accept();
  const { centerId, date, closesAt, publishesAt } = round;
  const late = round.status === 'closed' || now >= minuteOf(closesAt);
  return accept(
    { type: 'WishCollected', data: { activityId, revision, ...wish, late } },
    { type: 'AllocationDeferred', data: { activityId, revision, centerId, date, closesAt, publishesAt } },
  );
}

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

function decideAdjust(command: Command<'AdjustRound'>, round: DayRound): CenterDayDecision {
  const adjustments: Adjustment[] = [];
  for (const [index, one] of command.adjustments.entries()) {
    const wish = collectedOf(round, one.activityId);
    const refusal = objection(one, index, wish);
    if (refusal) return refuse(refusal);
    if (wish) adjustments.push({ ...one, revision: wish.asked.revision });
  }
  return accept({ type: 'RoundAdjusted', data: { number: round.number, adjustments } });
}

function decideSolve(command: Command<'SolveRound'>, day: CenterDay, round: DayRound): CenterDayDecision {
  const { number, changes, solution, now } = command;
  if (round.number !== number || round.changes !== changes) return refuse({ code: 'day-changed' });
  // Two have solved the same at the same time: the first counts.
  if (isCurrent(round, day, solution.centerVersion, now)) return accept();
  return accept({ type: 'RoundSolved', data: { number, changes, ...solution } });
}

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
      return command.number === number ? decidePublish(command, day, round) : accept();
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
  if (isUnderWay(round)) return decideUnderWay(command, day, round);
  const state = round.status === 'published' ? 'published' : 'given-up';
  // Two have asked for the same: it is done.
  const isDone = (state === 'published' ? 'PublishRound' : 'GiveUpRound') === command.type;
  return isDone ? accept() : refuse({ code: 'round-over', state });
}
