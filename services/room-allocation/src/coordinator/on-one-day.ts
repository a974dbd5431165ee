import type { Minute } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import type { CenterDayCommand, CenterDayRefusal } from '../domain/center-day-command.ts';
import { activityOn, type CenterDay } from '../domain/center-day-state.ts';
import { dayNameOfStream } from '../domain/center-days.ts';
import { isWaiting } from '../domain/round-state.ts';
import type { StartGroup } from '../domain/wish-plan.ts';
import { cutOf, type KnownCenter, spanOfDays } from '../facts.ts';
import { type Asked, answeringOf, isAtOnce, movableOf, requestOf, take } from './asked.ts';
import { type Coordinator, DEFERRED, type Ended, GRANTED, minuteNow, SUPERSEDED } from './coordinator.ts';
import { lendersFor, peopleOf } from './lenders.ts';
import { planDay } from './plan-day.ts';
import { refusedInRound } from './refused-in-round.ts';
import { settle } from './settle.ts';

const ROUNDS_MAX = 20;

type Day = StartGroup & {
  readonly day: string;
  /** All starts of the wish on this day, also those of other groups: what an answer here may be moved to. */
  readonly offered: readonly Minute[];
};

type Allocate = Extract<CenterDayCommand, { type: 'Allocate' }>;

function commandOf(coordinator: Coordinator, asked: Asked, known: KnownCenter, group: Day): Allocate {
  const { day, first, starts, offered } = group;
  const movable = movableOf(asked, offered);
  const request = requestOf(asked, starts, known);
  const { ordered: _, ...joins } = asked;
  return {
    type: 'Allocate',
    ...answeringOf(asked, known),
    request,
    firstStart: first,
    now: minuteNow(coordinator),
    facts: coordinator.factsOf(known, undefined, spanOfDays(cutOf(known), [dayNameOfStream(day)])),
    ...(movable && { movable }),
    ...(!isAtOnce(asked) && { joining: { asked: joins, request, firstStart: first, ...(movable && { movable }) } }),
  };
}

/** Who has to make way is offered what is free elsewhere, which this day does not know. */
async function orderedCommand(
  coordinator: Coordinator,
  { wish, ordered }: Asked,
  known: KnownCenter,
  day: string,
  command: Allocate,
): Promise<Allocate> {
  if (!wish.displaces || !ordered) return command;
  const planned = await planDay(coordinator, known, day, (offers) => ({ ...command, order: { ordered, offers } }));
  return planned.command;
}

/** What joins a round, where the day has one, tells who could come from elsewhere. */
async function joiningCommand(
  coordinator: Coordinator,
  { wish }: Asked,
  known: KnownCenter,
  command: Allocate,
): Promise<Allocate> {
  if (!command.joining) return command;
  const lent = peopleOf(await lendersFor(coordinator, known, wish));
  return lent.length > 0 ? { ...command, lent } : command;
}

/** `afterRound`: the round that it had joined and that has not granted it anything. */
async function tryToAllocate(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: Day,
  afterRound: number | undefined,
) {
  const { day, first } = group;
  const { activityId, revision } = asked;
  const command = await joiningCommand(coordinator, asked, known, commandOf(coordinator, asked, known, group));
  return take(coordinator.days, asked, {
    stream: day,
    // Having joined a round is what its first step has come to: what follows is another one.
    name: `allocate/${first}${afterRound === undefined ? '' : `/after-round-${afterRound}`}`,
    command: await orderedCommand(coordinator, asked, known, day, command),
    // The facts may be newer when it is repeated; it is the same step all the same.
    body: { activityId, revision, first },
  });
}

/** Marks these starts as passed over, so that no late copy of this request can be granted one of them here. */
async function giveUp(
  { days }: Coordinator,
  asked: Asked,
  { day, first, starts }: Day,
  because: AllocationRefusal | undefined,
): Promise<Ended<AllocationRefusal>> {
  const { activityId, revision } = asked;
  const upTo = first + starts.length;
  const outcome = await take(days, asked, {
    stream: day,
    name: `give-up/${upTo}`,
    command: { type: 'GiveUpStarts', activityId, revision, starts: upTo },
  });
  if (outcome.ok) return { outcome: 'without', ...(because && { because }) };
  const { code } = outcome.refusal;
  if (code === 'collected') return DEFERRED;
  return code === 'already-granted' ? GRANTED : SUPERSEDED;
}

const isHeld = (refusal: CenterDayRefusal): refusal is Extract<CenterDayRefusal, { code: 'held' }> =>
  refusal.code === 'held';

/** What a day that took the step has come to since: undefined when it had joined a round that has granted it nothing. */
function endedOn(day: CenterDay, asked: Asked): Ended<never> | undefined {
  if (activityOn(day, asked.activityId).joined !== asked.revision) return GRANTED;
  return isWaiting(day.round, asked) ? DEFERRED : undefined;
}

/** Everything on one center-day is one commit of that day: granted there, passed over there, or left to its round. */
export async function answerOnOneDay(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: Day,
): Promise<Ended<AllocationRefusal>> {
  let afterRound: number | undefined;
  for (let count = 1; count <= ROUNDS_MAX; count += 1) {
    const outcome = await tryToAllocate(coordinator, asked, known, group, afterRound);
    if (outcome.ok) {
      const ended = endedOn(outcome.state, asked);
      if (ended) return ended;
      afterRound = outcome.state.round?.number ?? 0;
      continue;
    }
    const { refusal } = outcome;
    if (refusal.code === 'superseded') return SUPERSEDED;
    if (isHeld(refusal)) {
      await settle(
        coordinator,
        refusal.by.map((hold) => ({ ...hold, day: group.day })),
      );
      continue;
    }
    const because = refusal.code === 'nothing-fits' ? refusal.because : await refusedInRound(coordinator, asked, group);
    return giveUp(coordinator, asked, group, because);
  }
  throw new Fault('holds-open', `${group.day}: holds came and went ${ROUNDS_MAX} times`, { retriable: true });
}
