import type { Attempt, PlannedLeg } from '../domain/allocation-state.ts';
import { allocationStream, centerOfStream } from '../domain/center-days.ts';
import { type Asked, isAtOnce, take } from './asked.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { conclude } from './settle.ts';

/** Holds one leg; false when it met a claim, or is not wanted any more. */
async function hold(
  coordinator: Coordinator,
  asked: Asked,
  attempt: Attempt,
  { stream, claims, over }: PlannedLeg,
): Promise<boolean> {
  const { activityId } = asked;
  const { number, revision, expiresAt } = attempt;
  const command = { type: 'Hold', activityId, revision, attempt: number, claims, expiresAt } as const;
  const displacing = over && { over, now: minuteNow(coordinator) };
  const more = { atOnce: isAtOnce(asked), ...(displacing && { displacing }) };
  const outcome = await take(coordinator.days, asked, {
    stream,
    name: `hold/${number}`,
    command: { ...command, ...more },
    body: command,
    partitionKey: centerOfStream(stream),
  });
  return outcome.ok;
}

async function holdAll(coordinator: Coordinator, asked: Asked, attempt: Attempt): Promise<boolean> {
  // One after the other and ascending: two rivals for the same days meet on the first one they share.
  for (const leg of attempt.legs) if (!(await hold(coordinator, asked, attempt, leg))) return false;
  return true;
}

/** Tells every day of an attempt how it ended; safe to repeat. */
async function concludeAll(
  coordinator: Coordinator,
  asked: Asked,
  attempt: Attempt,
  fate: 'granted' | 'over',
): Promise<void> {
  const { activityId } = asked;
  const { number, revision } = attempt;
  for (const { stream: day } of attempt.legs) {
    await conclude(coordinator, { activityId, revision, attempt: number, day }, fate);
  }
}

/** Ends the attempt at its coordinating stream; 'granted' when somebody else has granted it before. */
async function end(
  { allocations }: Coordinator,
  { activityId, centerId }: Asked,
  attempt: number,
): Promise<'granted' | 'over'> {
  const outcome = await allocations.execute({
    stream: allocationStream(activityId),
    command: { type: 'ExpireHolds', activityId, attempt },
    commandId: `expire/${attempt}`,
    principal: 'service:room-allocation',
    partitionKey: centerId,
  });
  return outcome.ok ? 'over' : 'granted';
}

async function grant({ allocations }: Coordinator, asked: Asked, { number, revision }: Attempt): Promise<boolean> {
  const { activityId } = asked;
  const outcome = await take(allocations, asked, {
    stream: allocationStream(activityId),
    name: `grant/${number}`,
    command: { type: 'Grant', activityId, revision, attempt: number },
  });
  return outcome.ok;
}

/** Everybody has made way by now. */
async function tell({ allocations }: Coordinator, asked: Asked, { number, revision, legs }: Attempt): Promise<void> {
  if (legs.every(({ over }) => !over)) return;
  const { activityId } = asked;
  await take(allocations, asked, {
    stream: allocationStream(activityId),
    name: `tell/${number}`,
    command: { type: 'Tell', activityId, revision, attempt: number },
  });
}

/**
 * Brings an attempt to its end: every leg held, then granted, then confirmed on each day; or, where a leg cannot be
 * had, ended and given back. Safe to repeat at any point, by whoever finds it. True when it is granted
 * and answers the revision asked for.
 */
export async function carryOut(coordinator: Coordinator, asked: Asked, attempt: Attempt): Promise<boolean> {
  const granted =
    attempt.status === 'granted' ||
    attempt.status === 'decided' ||
    ((await holdAll(coordinator, asked, attempt)) && (await grant(coordinator, asked, attempt)));
  const fate = granted ? 'granted' : await end(coordinator, asked, attempt.number);
  await concludeAll(coordinator, asked, attempt, fate);
  if (fate === 'granted') await tell(coordinator, asked, attempt);
  return fate === 'granted' && attempt.revision === asked.revision;
}
