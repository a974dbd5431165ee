import { Fault } from '@huitang/runtime';
import { attemptOf } from '../domain/allocation-state.ts';
import { allocationStream, centerOfStream } from '../domain/center-days.ts';
import type { HoldRef } from '../domain/day-holds.ts';
import { confirming } from './confirming.ts';
import type { Coordinator } from './coordinator.ts';
import { type Fate, patienceFrom, untilDecided } from './until-decided.ts';

const CONFIRMS_MAX = 3;

interface Found extends HoldRef {
  /** The center-day on which the hold was met. */
  readonly day: string;
}

/** What a hold's coordinator says of it; a hold whose time is over is ended there first. */
async function fateOf(
  { allocations, clock }: Coordinator,
  { activityId, attempt, expiresAt, day }: Found,
): Promise<Fate> {
  const stream = allocationStream(activityId);
  const { state } = await allocations.load(stream);
  const status = attemptOf(state, attempt)?.status;
  if (status === 'granted' || status === 'over') return status;
  if (status === 'decided') return 'granted';
  if (clock.now() < Date.parse(expiresAt)) return 'open';
  const outcome = await allocations.execute({
    stream,
    command: { type: 'ExpireHolds', activityId, attempt },
    commandId: `expire/${attempt}`,
    principal: 'service:room-allocation',
    partitionKey: centerOfStream(day),
  });
  return outcome.ok ? 'over' : 'granted';
}

/** Tells the day what has become of a hold, as its own coordinator would. */
export async function conclude(
  coordinator: Coordinator,
  hold: Omit<Found, 'expiresAt'>,
  fate: 'granted' | 'over',
): Promise<void> {
  const { activityId, revision, attempt, day } = hold;
  const granted = fate === 'granted';
  const command = granted
    ? ({ type: 'ConfirmHold', activityId, revision, attempt } as const)
    : ({ type: 'ReleaseHold', activityId, attempt } as const);
  for (let count = 1; count <= CONFIRMS_MAX; count += 1) {
    const outcome = await coordinator.days.execute({
      stream: day,
      command: command.type === 'ConfirmHold' ? await confirming(coordinator, day, command) : command,
      // What there is to know of those who make way may be something else when it is repeated.
      body: command,
      commandId: `${granted ? 'confirm' : 'release'}/${activityId}/${attempt}`,
      principal: 'service:room-allocation',
      partitionKey: centerOfStream(day),
    });
    // What was known of the day was older than the hold: by now it is not.
    if (outcome.ok || outcome.refusal.code !== 'others-in-the-way') return;
  }
  throw new Fault('holds-open', `${day}: nobody made way for ${activityId}`, { retriable: true });
}

/**
 * Waits until every one of these holds is decided, or ends it when its time is over: whoever dies with holds open keeps
 * nobody waiting for longer. Rivals that meet here hold nothing on a later day yet, since days are taken in ascending
 * order, so they never wait for each other. A retriable fault after 12 s.
 */
export async function settle(coordinator: Coordinator, holds: readonly Found[]): Promise<void> {
  const until = patienceFrom(coordinator.clock);
  for (const hold of holds) {
    const what = `${hold.day}: held by ${hold.activityId} for too long`;
    const fate = await untilDecided(coordinator.clock, until, what, () => fateOf(coordinator, hold));
    await conclude(coordinator, hold, fate);
  }
}
