import type {
  ActivityId,
  AllocationGranted,
  AllocationReleased,
  CenterId,
  Interval,
  Minute,
  Person,
} from '@huitang/contracts';
import { allocateOn, movesOf } from './allocate-on-day.ts';
import type {
  AllocationProblem,
  AllocationRefusal,
  AllocationRequest,
  Assignment,
} from './allocator/allocation-problem.ts';
import { peakUse } from './allocator/peak-use.ts';
import {
  activityOn,
  type CenterDay,
  type CenterDayEvent,
  type DayActivity,
  type DayClaim,
  evolveDay,
  type HoldRef,
  initialDay,
  openHolds,
  takenOn,
} from './center-day-state.ts';
import { type ClosingCommand, decideClosing } from './closing.ts';
import { isClosedOn } from './day-closures.ts';
import { type Answering, grantedOf } from './granted.ts';
import { hopeless } from './hopeless.ts';
import { type MakingWay, makeWay } from './making-way.ts';
import { decideRound, isRoundCommand, join, type RoundCommand, type RoundRefusal } from './round.ts';
import { collectedOf, isUnderWay, isWaiting, type JoiningWish } from './round-state.ts';
import { signedBy, termsFor } from './standing.ts';
import { fixedOf, type Movable, tentativeFor } from './tentative.ts';

/** What a day has to know of its center to decide: facts of one version of `center/<id>`. */
export type CenterFacts = Pick<AllocationProblem, 'rooms' | 'pools' | 'stops' | 'closures'> & {
  readonly open: readonly Interval[];
  /** The day's own minutes: nothing is granted beyond them here. */
  readonly within: Interval;
};

/** A claim to hold, with how many of the resource there are. */
export type LegClaim = DayClaim & { readonly capacity: number };

interface Wished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

export type CenterDayCommand =
  /** `request.starts[n]` is the wish's start number `firstStart + n`. */
  | ({
      readonly type: 'Allocate';
      readonly request: AllocationRequest;
      readonly firstStart: number;
      /** Of everything the center has: whoever makes way may need what this wish does not. */
      readonly facts: CenterFacts;
      readonly now: Minute;
      /** Absent where one start was offered, or the times are a fact: that is fixed at once. */
      readonly movable?: Movable;
      /** What joins the round of a day; absent for what is decided at once all the same: an order, or a fact. */
      readonly joining?: JoiningWish;
      /** Who could come from neighbouring centers once the round is over: what lacks them alone may join. */
      readonly lent?: readonly Person[];
      /** Present where staff have ordered that others make way. */
      readonly order?: MakingWay;
    } & Answering)
  | ClosingCommand
  /** What this revision has here moves no more. */
  | ({ readonly type: 'Fix' } & Wished)
  /** Starts numbered below `starts` are not tried here any more, so a late `Allocate` cannot grant what was passed over. */
  | ({ readonly type: 'GiveUpStarts'; readonly starts: number } & Wished)
  | ({
      readonly type: 'Hold';
      readonly attempt: number;
      readonly claims: readonly LegClaim[];
      readonly expiresAt: string;
      /** An order of the staff, or a fact: it may hold something on the day of a round. */
      readonly atOnce?: boolean;
    } & Wished)
  | ({ readonly type: 'ConfirmHold'; readonly attempt: number } & Wished)
  | { readonly type: 'ReleaseHold'; readonly activityId: ActivityId; readonly attempt: number }
  | {
      readonly type: 'Release';
      readonly activityId: ActivityId;
      readonly upToRevision: number;
      readonly centerId: CenterId;
      readonly because: AllocationReleased['because'];
    }
  | RoundCommand;

export type CenterDayRefusal =
  /** A newer revision or a cancellation has been here. */
  | { readonly code: 'superseded' }
  /** Every start asked for has been passed over before. */
  | { readonly code: 'given-up' }
  | { readonly code: 'already-granted' }
  | { readonly code: 'nothing-fits'; readonly because: AllocationRefusal }
  /** Only holds that are not decided stand in the way: settle or await them at their coordinators, then ask again. */
  | { readonly code: 'held'; readonly by: readonly HoldRef[] }
  | { readonly code: 'taken'; readonly resourceId: string }
  | { readonly code: 'not-held' }
  /** It waits for the answer of a round, and is passed over by that alone. */
  | { readonly code: 'collected' }
  /** The day gives nothing away one by one until its round is published. */
  | { readonly code: 'round-open'; readonly publishesAt: string }
  | RoundRefusal;

export type CenterDayDecision =
  | { readonly ok: true; readonly events: readonly CenterDayEvent[] }
  | { readonly ok: false; readonly refusal: CenterDayRefusal };

const accept = (...events: CenterDayEvent[]): CenterDayDecision => ({ ok: true, events });
const refuse = (refusal: CenterDayRefusal): CenterDayDecision => ({ ok: false, refusal });

type Command<T extends CenterDayCommand['type']> = Extract<CenterDayCommand, { type: T }>;

const isSuperseded = (
  { granted, releasedUpTo, givenUp, legs, unwantedUpTo = 0 }: DayActivity,
  revision: number,
): boolean =>
  releasedUpTo >= revision ||
  unwantedUpTo >= revision ||
  givenUp.revision > revision ||
  (granted !== undefined && granted.revision > revision) ||
  legs.some((leg) => leg.revision > revision);

const passedOver = ({ givenUp }: DayActivity, revision: number): number =>
  givenUp.revision === revision ? givenUp.starts : 0;

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

function decideAllocation(command: Command<'Allocate'>, day: CenterDay): CenterDayDecision {
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

/** Newer wishes that were asked here in vain leave what stands: only what is granted counts. */
function decideFix({ revision }: Command<'Fix'>, { granted }: DayActivity): CenterDayDecision {
  if (granted?.revision !== revision) return refuse({ code: 'superseded' });
  return granted.tentative ? accept({ type: 'AllocationFixed', data: fixedOf(granted.tentative) }) : accept();
}

function decideHold(command: Command<'Hold'>, day: CenterDay): CenterDayDecision {
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
    case 'ConfirmHold': {
      const leg = own.legs.find(
        ({ attempt, revision }) => attempt === command.attempt && revision === command.revision,
      );
      if (!leg) return own.releasedUpTo >= command.revision ? accept() : refuse({ code: 'not-held' });
      return leg.confirmed
        ? accept()
        : accept({ type: 'LegConfirmed', data: { activityId, attempt: command.attempt } });
    }
    case 'ReleaseHold': {
      // Also without a hold it leaves its mark: a late Hold of the same attempt must not come to stay.
      if (own.attemptsOver >= command.attempt) return accept();
      return accept({ type: 'LegReleased', data: { activityId, attempt: command.attempt } });
    }
    case 'Release':
      return decideRelease(command, day);
  }
}

/** The rules of `center-day/<center>/<date>`: nothing of a center is held twice. */
export const centerDayRules = { initial: initialDay, evolve: evolveDay, decide };
