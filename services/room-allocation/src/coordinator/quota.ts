import { Fault } from '@huitang/runtime';
import { allocationStream } from '../domain/center-days.ts';
import { organizationOfQuota } from '../domain/quota.ts';
import { type Exceeded, quotaOf } from '../domain/quota-month.ts';
import { quotaSought } from '../domain/sought.ts';
import type { KnownCenter } from '../facts.ts';
import { type Asked, take } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import { countEarlier } from './count-held.ts';
import { fateOf, type Wished } from './quota-fate.ts';
import { limitOf, streamAt } from './quota-streams.ts';
import { type Fate, patienceFrom, untilDecided } from './until-decided.ts';

const ROUNDS_MAX = 50;

/** Where a wish's minutes are to be counted: the month of its preferred start; undefined where nothing is limited. */
export const quotaFor = async (
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
): Promise<string | undefined> =>
  (await limitOf(coordinator, asked)) === undefined ? undefined : streamAt(asked, known, asked.wish.starts[0] ?? '');

type Concluding = 'TakeQuota' | 'KeepQuota' | 'GiveBackQuota';

/** One step at a month's stream; under the same id whoever takes it. */
async function conclude(
  { quotas }: Coordinator,
  stream: string,
  { activityId, revision }: Wished,
  type: Concluding,
): Promise<void> {
  await quotas.execute({
    stream,
    command: { type, activityId, revision },
    commandId: `${type}/${activityId}/${revision}`,
    principal: 'service:room-allocation',
    partitionKey: organizationOfQuota(stream),
  });
}

const concludeBy = (coordinator: Coordinator, stream: string, wished: Wished, fate: Exclude<Fate, 'open'>) =>
  conclude(coordinator, stream, wished, fate === 'granted' ? 'KeepQuota' : 'GiveBackQuota');

/** Waits until it is known what became of others that hold minutes, or sees to it where they are superseded. */
async function settle(coordinator: Coordinator, stream: string, holds: readonly Wished[]): Promise<void> {
  const until = patienceFrom(coordinator.clock);
  for (const hold of holds) {
    const what = `${stream}: held by ${hold.activityId} for too long`;
    const fate = await untilDecided(coordinator.clock, until, what, () => fateOf(coordinator, hold));
    await concludeBy(coordinator, stream, hold, fate);
  }
}

/** What staff order, and times that are a fact, count like everything else but are not refused. */
export const isLimited = ({ ordered, wish }: Asked): boolean => ordered === undefined && !wish.asGiven;

/**
 * Holds a wish's minutes before anything is asked of a day: had; over, because this revision has its answer or no longer
 * wants one; or more than the limit leaves, for good. Rivals whose fate is open are waited for, so that two never both
 * lose what is enough for one: whoever holds here waits only for days, and nobody who holds a day waits for this.
 */
export async function holdQuota(
  coordinator: Coordinator,
  asked: Asked,
  stream: string | undefined,
): Promise<'had' | 'over' | Exceeded> {
  if (stream === undefined) return 'had';
  const { activityId, revision, wish } = asked;
  await countEarlier(coordinator, asked.organizationId);
  const minutes = wish.durationMinutes;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const limit = isLimited(asked) ? await limitOf(coordinator, asked) : undefined;
    const outcome = await take(coordinator.quotas, asked, {
      stream,
      name: 'hold-quota',
      command: { type: 'HoldQuota', activityId, revision, minutes, ...(limit !== undefined && { limit }) },
      partitionKey: asked.organizationId,
      // The limit may be another one when it is repeated; it is the same step all the same.
      body: { activityId, revision, minutes },
    });
    if (outcome.ok) return quotaOf(outcome.state, asked);
    await settle(coordinator, stream, outcome.refusal.by);
  }
  throw new Fault('holds-open', `${stream}: holds came and went ${ROUNDS_MAX} times`, { retriable: true });
}

/** The wish waits for a day that is decided later: what it holds counts as had, and nobody waits for it. */
export async function deferQuota(coordinator: Coordinator, asked: Asked, stream: string | undefined): Promise<void> {
  if (stream !== undefined) await conclude(coordinator, stream, asked, 'TakeQuota');
}

/** Granted: what it holds is what its activity has. */
export async function keepQuota(coordinator: Coordinator, wished: Wished, stream: string | undefined): Promise<void> {
  if (stream !== undefined) await conclude(coordinator, stream, wished, 'KeepQuota');
}

/** Refused: what it holds is free again. */
export async function giveBackQuota(coordinator: Coordinator, wished: Wished, stream: string | undefined) {
  if (stream !== undefined) await conclude(coordinator, stream, wished, 'GiveBackQuota');
}

/** A newer revision or a cancellation has been here: what this one holds goes the way that it went. */
export async function concludeSuperseded(coordinator: Coordinator, wished: Wished): Promise<void> {
  const { activityId, revision } = wished;
  const { state } = await coordinator.allocations.load(allocationStream(activityId));
  const stream = quotaSought(state, revision);
  if (stream === undefined) return;
  const fate = await fateOf(coordinator, wished);
  // Open only where it is not superseded: then somebody else is about to answer it.
  if (fate !== 'open') await concludeBy(coordinator, stream, wished, fate);
}

/** Refused: what stands is an earlier revision's, and what others held that were never answered is free. */
export async function concludeEarlier(coordinator: Coordinator, { activityId, revision }: Wished): Promise<void> {
  if (revision === 1) return;
  const { state } = await coordinator.allocations.load(allocationStream(activityId));
  for (const { revision: earlier, quota } of state.sought) {
    if (quota !== undefined && earlier < revision)
      await concludeSuperseded(coordinator, { activityId, revision: earlier });
  }
}
