import { type ActivityId, timestampOf } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { type Attempt, attemptOf, openAttempt } from '../domain/allocation-state.ts';
import type { AllocationRefusal, Assignment } from '../domain/allocator/allocation-problem.ts';
import { allocationStream } from '../domain/center-days.ts';
import { grantedOf } from '../domain/granted.ts';
import { legsOfClaims } from '../domain/leg-claims.ts';
import { isSuperseded } from '../domain/sought.ts';
import { termsFor } from '../domain/standing.ts';
import type { StartGroup } from '../domain/wish-plan.ts';
import { cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, answeringOf, demandedBy, requestOf, take } from './asked.ts';
import { carryOut } from './attempt.ts';
import { type Coordinator, type Ended, GRANTED, SUPERSEDED } from './coordinator.ts';
import { cutsOf, peopleOf } from './lenders.ts';
import { type GroupOverDays, planOverDays } from './plan-over-days.ts';
import { settle } from './settle.ts';

const ROUNDS_MAX = 50;
const HOLD_MS = 10_000;

interface Begun {
  readonly assignment: Assignment;
  readonly over?: ReadonlyMap<string, readonly ActivityId[]>;
  readonly number: number;
}

/** Writes down what is about to be held before anything is; false when something else has begun or ended meanwhile. */
async function begin(
  { allocations, clock }: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: GroupOverDays,
  { assignment, over, number }: Begun,
): Promise<void> {
  const { activityId, revision, wish, ordered } = asked;
  const legs = legsOfClaims(asked.centerId, cutOf(known), assignment.claims, cutsOf(group.lenders ?? [])).map((leg) => {
    const who = over?.get(leg.stream);
    return who && ordered ? { ...leg, over: { who, ordered } } : leg;
  });
  const command = {
    type: 'BeginHolds',
    activityId,
    revision,
    startNumber: group.first + group.starts.indexOf(assignment.start),
    legs,
    answer: {
      ...grantedOf(answeringOf(asked, known), assignment, wish.durationMinutes),
      terms: termsFor(requestOf(asked, group.starts, known, peopleOf(group.lenders ?? [])), demandedBy(asked)),
      ...(wish.displaces && ordered && { displaces: true }),
    },
    expiresAt: timestampOf(clock.now() + HOLD_MS),
  } as const;
  await take(allocations, asked, {
    stream: allocationStream(activityId),
    name: `begin/${number}`,
    command,
    // Two copies of this request plan the same attempt; whichever is written counts.
    body: { activityId, revision, number },
  });
}

async function giveUp(
  { allocations }: Coordinator,
  asked: Asked,
  { first, starts }: StartGroup,
  because: AllocationRefusal | undefined,
): Promise<Ended<AllocationRefusal> | 'again'> {
  const { activityId, revision } = asked;
  const outcome = await take(allocations, asked, {
    stream: allocationStream(activityId),
    name: `give-up/${first + starts.length}`,
    command: { type: 'GiveUpStarts', activityId, revision, starts: first + starts.length },
  });
  if (outcome.ok) return { outcome: 'without', ...(because && { because }) };
  switch (outcome.refusal.code) {
    case 'already-granted':
      return GRANTED;
    case 'holds-open':
      return 'again';
    case 'superseded':
    case 'given-up':
    case 'already-refused':
    case 'holds-expired':
      return SUPERSEDED;
  }
}

/** What has been decided already, or is under way and must be brought to its end first; else the next attempt's number. */
async function pick(
  { allocations }: Coordinator,
  { activityId, revision }: Asked,
  { first, starts }: StartGroup,
): Promise<'superseded' | 'given-up' | Attempt | number> {
  const { state } = await allocations.load(allocationStream(activityId));
  if (isSuperseded(state, revision)) return 'superseded';
  const granted = state.granted?.revision === revision ? attemptOf(state, state.granted.attempt) : undefined;
  const known = granted ?? openAttempt(state);
  if (known) return known;
  // Passed over before, perhaps when there was no room: what has become free since is not for this request.
  const { givenUp } = state;
  if (state.refused.includes(revision)) return 'given-up';
  if (givenUp.revision === revision && givenUp.starts >= first + starts.length) return 'given-up';
  return state.attempts.length + 1;
}

async function round(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: GroupOverDays,
): Promise<Ended<AllocationRefusal> | 'again'> {
  const next = await pick(coordinator, asked, group);
  if (next === 'superseded') return SUPERSEDED;
  if (next === 'given-up') return { outcome: 'without' };
  if (typeof next === 'object') return (await carryOut(coordinator, asked, next)) ? GRANTED : 'again';
  const planned = await planOverDays(coordinator, asked, known, group);
  switch (planned.type) {
    case 'possible':
      await begin(coordinator, asked, known, group, { ...planned, number: next });
      return 'again';
    case 'held':
      await settle(coordinator, planned.holds);
      return 'again';
    case 'impossible':
      return giveUp(coordinator, asked, group, planned.because);
  }
}

/**
 * Several center-days, of several centers where somebody is borrowed, all or none: a plan is written to `allocation/<activity>`, its legs are held in ascending order,
 * then it is granted there; otherwise every hold is given back and it is planned anew. Nobody outside sees a part.
 */
export async function answerOverDays(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: GroupOverDays,
): Promise<Ended<AllocationRefusal>> {
  for (let count = 1; count <= ROUNDS_MAX; count += 1) {
    const ended = await round(coordinator, asked, known, group);
    if (ended !== 'again') return ended;
  }
  throw new Fault('holds-open', `${asked.activityId}: ${ROUNDS_MAX} plans were overtaken`, { retriable: true });
}
