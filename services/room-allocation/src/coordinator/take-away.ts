import { type AllocationDisplaced, type CenterId, minuteOf, type Order, type Reason } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { type Attempt, attemptOf } from '../domain/allocation-state.ts';
import { allocationStream, centerOfStream } from '../domain/center-days.ts';
import type { ClosedLeg } from '../domain/closing.ts';
import { displacementOf } from '../domain/told-displaced.ts';
import type { KnownCenter } from '../facts.ts';
import { take } from './asked.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { offersInstead } from './offers-instead.ts';
import { settle } from './settle.ts';

/** A leg that is in the way of what staff have ordered, and why it has to leave. */
export interface InTheWay {
  readonly leg: ClosedLeg;
  readonly day: string;
  readonly because: Reason;
  readonly ordered: Order;
}

interface Whose {
  readonly centerId: CenterId;
  readonly causationId: string;
}

/** The answer over several days that a leg is part of; undefined where it never came to be, or another has its place. */
export async function answerOfLeg(
  { allocations }: Coordinator,
  { activityId, attempt: number }: ClosedLeg,
): Promise<Attempt | undefined> {
  const { state } = await allocations.load(allocationStream(activityId));
  return state.granted?.attempt === number ? attemptOf(state, number) : undefined;
}

/** What is said of an activity that loses all it has, on every day. */
export async function displacementOfLeg(
  coordinator: Coordinator,
  known: KnownCenter,
  { answer }: Attempt,
  { because, ordered }: InTheWay,
): Promise<AllocationDisplaced> {
  // Where somebody was borrowed, what has something here is another center's.
  const home = answer.centerId === known.center.profile.id ? known : await knownCenter(coordinator, answer);
  const how = { because, ordered, centerVersion: home.version };
  const blind = displacementOf(answer, { ...how, offers: new Map() });
  return displacementOf(answer, { ...how, offers: await offersInstead(coordinator, home, [blind]) });
}

/** What is decided and not told yet has others make way first: then it can be taken away as a whole. */
async function untilTold({ allocations }: Coordinator, { activityId, attempt: number }: ClosedLeg): Promise<void> {
  const { state } = await allocations.load(allocationStream(activityId));
  if (
    attemptOf(state, number)?.status !== 'decided' ||
    state.withdrawnUpTo >= (attemptOf(state, number)?.revision ?? 0)
  )
    return;
  throw new Fault('holds-open', `${activityId}: others are making way for it`, { retriable: true });
}

/**
 * Takes an answer over several days away as a whole: its own stream says so first, then each of its days lets go. What is
 * still being held is brought to its end before. Safe to repeat.
 */
export async function takeAway(
  coordinator: Coordinator,
  whose: Whose,
  known: KnownCenter,
  inTheWay: InTheWay,
): Promise<void> {
  const { leg, day } = inTheWay;
  const { activityId, revision, attempt: number } = leg;
  if (!leg.confirmed) await settle(coordinator, [{ ...leg, day }]);
  await untilTold(coordinator, leg);
  const attempt = await answerOfLeg(coordinator, leg);
  // What is over has been there.
  if (attempt && minuteOf(attempt.answer.end) <= minuteNow(coordinator)) return;
  if (attempt) {
    const displacement = await displacementOfLeg(coordinator, known, attempt, inTheWay);
    const { centerId } = attempt.answer;
    await take(
      coordinator.allocations,
      { ...whose, centerId },
      {
        stream: allocationStream(activityId),
        name: `displace/${number}`,
        command: { type: 'Displace', attempt: number, displacement },
        // What can be had instead may be something else when it is repeated.
        body: { activityId, attempt: number },
      },
    );
  }
  await letGo(coordinator, whose, leg, revision);
}

/** Also where another process has said it and stopped before it let go. */
async function letGo(
  { allocations, days }: Coordinator,
  whose: Whose,
  { activityId, attempt: number }: ClosedLeg,
  revision: number,
): Promise<void> {
  const { centerId } = whose;
  const { state } = await allocations.load(allocationStream(activityId));
  if (state.withdrawnUpTo < revision) return;
  const command = {
    type: 'Release',
    activityId,
    upToRevision: revision,
    centerId,
    because: 'moved-to-another-day',
  } as const;
  for (const { stream } of attemptOf(state, number)?.legs ?? []) {
    await take(days, whose, {
      stream,
      name: `displace/${activityId}/${number}`,
      command,
      partitionKey: centerOfStream(stream),
    });
  }
}
