import { Fault } from '@huitang/runtime';
import { attemptOf } from '../domain/allocation.ts';
import type { HoldRef } from '../domain/center-day-state.ts';
import { allocationStream } from '../domain/center-days.ts';
import { type Coordinator, pause } from './coordinator.ts';

const POLL_MS = 25;
/** Well below what a bus gives a handler; holds last far shorter. */
const PATIENCE_MS = 12_000;

interface Found extends HoldRef {
  /** The center-day on which the hold was met. */
  readonly day: string;
  readonly centerId: string;
}

type Fate = 'granted' | 'over' | 'open';

/** What a hold's coordinator says of it; a hold whose time is over is ended there first. */
async function fateOf(
  { allocations, clock }: Coordinator,
  { activityId, attempt, expiresAt, centerId }: Found,
): Promise<Fate> {
  const stream = allocationStream(activityId);
  const { state } = await allocations.load(stream);
  const status = attemptOf(state, attempt)?.status;
  if (status === 'granted' || status === 'over') return status;
  if (clock.now() < Date.parse(expiresAt)) return 'open';
  const outcome = await allocations.execute({
    stream,
    command: { type: 'ExpireHolds', activityId, attempt },
    commandId: `expire/${attempt}`,
    principal: 'service:room-allocation',
    partitionKey: centerId,
  });
  return outcome.ok ? 'over' : 'granted';
}

/** Tells the day what has become of a hold, as its own coordinator would. */
export async function conclude(
  { days }: Coordinator,
  hold: Omit<Found, 'expiresAt'>,
  fate: 'granted' | 'over',
): Promise<void> {
  const { activityId, revision, attempt, day, centerId } = hold;
  const granted = fate === 'granted';
  await days.execute({
    stream: day,
    command: granted
      ? { type: 'ConfirmHold', activityId, revision, attempt }
      : { type: 'ReleaseHold', activityId, attempt },
    commandId: `${granted ? 'confirm' : 'release'}/${activityId}/${attempt}`,
    principal: 'service:room-allocation',
    partitionKey: centerId,
  });
}

/**
 * Waits until every one of these holds is decided, or ends it when its time is over: whoever dies with holds open keeps
 * nobody waiting for longer. Rivals that meet here hold nothing on a later day yet, since days are taken in ascending
 * order, so they never wait for each other. A retriable fault after 12 s.
 */
export async function settle(coordinator: Coordinator, holds: readonly Found[]): Promise<void> {
  const until = coordinator.clock.now() + PATIENCE_MS;
  for (const hold of holds) {
    for (;;) {
      const fate = await fateOf(coordinator, hold);
      if (fate !== 'open') {
        await conclude(coordinator, hold, fate);
        break;
      }
      if (coordinator.clock.now() >= until) {
        throw new Fault('holds-open', `${hold.day}: held by ${hold.activityId} for too long`, { retriable: true });
      }
      await pause(coordinator.clock, POLL_MS);
    }
  }
}
