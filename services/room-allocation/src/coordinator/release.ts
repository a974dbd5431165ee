import type { ActivityId } from '@huitang/contracts';
import type { Allocation } from '../domain/allocation-state.ts';
import { allocationStream, centerOfStream } from '../domain/center-days.ts';
import { organizationOfQuota } from '../domain/quota.ts';
import { collectedOf } from '../domain/round-state.ts';
import { daysSought, quotasSought } from '../domain/sought.ts';
import { type Asked, take } from './asked.ts';
import type { Coordinator } from './coordinator.ts';

type Whose = Pick<Asked, 'activityId' | 'centerId' | 'causationId'>;

/** Minutes of revisions up to this one are free in every month where they may be counted. */
async function releaseQuotas(
  { quotas }: Coordinator,
  { activityId }: Pick<Whose, 'activityId'>,
  allocation: Allocation,
  upToRevision: number,
): Promise<void> {
  for (const stream of quotasSought(allocation, upToRevision)) {
    await quotas.execute({
      stream,
      command: { type: 'ReleaseQuota', activityId, upToRevision },
      commandId: `ReleaseQuota/${activityId}/${upToRevision}`,
      principal: 'service:room-allocation',
      partitionKey: organizationOfQuota(stream),
    });
  }
}

/** Displaced, with nothing held instead: its minutes are free. */
export async function releaseMinutes(coordinator: Coordinator, activityId: ActivityId, upToRevision: number) {
  const { state } = await coordinator.allocations.load(allocationStream(activityId));
  await releaseQuotas(coordinator, { activityId }, state, upToRevision);
}

/** Cancelled: nothing of revisions up to this one is held, and no late step of theirs can hold anything. */
export async function withdraw(coordinator: Coordinator, whose: Whose, upToRevision: number): Promise<void> {
  const { allocations, days } = coordinator;
  const { activityId, centerId } = whose;
  const stream = allocationStream(activityId);
  await take(allocations, whose, {
    stream,
    name: 'withdraw',
    command: { type: 'Withdraw', activityId, upToRevision, centerId },
  });
  const { state } = await allocations.load(stream);
  for (const day of daysSought(state, upToRevision)) {
    const command = { type: 'Release', activityId, upToRevision, centerId, because: 'cancelled' } as const;
    await take(days, whose, { stream: day, name: 'release', command, partitionKey: centerOfStream(day) });
  }
  await releaseQuotas(coordinator, whose, state, upToRevision);
}

/** A newer revision asks: none of the earlier ones, which may wait in the round of a day, is to be answered there any more. */
export async function leaveRounds(coordinator: Coordinator, asked: Asked): Promise<void> {
  const { allocations, days } = coordinator;
  const { activityId, revision } = asked;
  if (revision === 1) return;
  const { state } = await allocations.load(allocationStream(activityId));
  for (const stream of daysSought(state, revision - 1)) {
    const day = await days.load(stream);
    if (!collectedOf(day.state.round, activityId)) continue;
    const command = { type: 'LeaveRound', activityId, beforeRevision: revision } as const;
    await take(days, asked, { stream, name: 'leave-round', command });
  }
}

/** A newer revision has its answer: what the earlier ones held on other days, or across days, is free. */
export async function releaseEarlier(coordinator: Coordinator, asked: Asked): Promise<void> {
  const { allocations, days } = coordinator;
  const { activityId, centerId, revision } = asked;
  if (revision === 1) return;
  const stream = allocationStream(activityId);
  const command = { type: 'ReleaseEarlier', activityId, beforeRevision: revision, centerId } as const;
  await take(allocations, asked, { stream, name: 'release-earlier', command });
  const { state } = await allocations.load(stream);
  for (const day of daysSought(state, revision - 1)) {
    const release = {
      type: 'Release',
      activityId,
      upToRevision: revision - 1,
      centerId,
      because: 'moved-to-another-day',
    } as const;
    await take(days, asked, {
      stream: day,
      name: 'release-earlier',
      command: release,
      partitionKey: centerOfStream(day),
    });
  }
  await releaseQuotas(coordinator, asked, state, revision - 1);
}
