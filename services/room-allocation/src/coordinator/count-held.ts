import { type ActivityId, minuteOf, type OrganizationId } from '@huitang/contracts';
import { allocationStream } from '../domain/center-days.ts';
import { limitStream } from '../domain/quota-limit.ts';
import { quotaOf } from '../domain/quota-month.ts';
import { quotaSought } from '../domain/sought.ts';
import { type Standing, termsOf } from '../domain/standing.ts';
import { monthOf } from '../month-of.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { streamAt } from './quota-streams.ts';
import { whatStands } from './standing-of.ts';

interface Counting {
  readonly coordinator: Coordinator;
  readonly organizationId: OrganizationId;
  readonly activityId: ActivityId;
}

/** The month's stream for what stands; undefined for a month that is over, of which nothing can be asked any more. */
async function streamFor({ coordinator, organizationId }: Counting, standing: Standing): Promise<string | undefined> {
  const known = await knownCenter(coordinator, standing);
  const start = termsOf(standing)?.preferredStart ?? standing.start;
  const { timeZone } = known.center.profile;
  const isOver = monthOf(timeZone, minuteOf(start)) < monthOf(timeZone, minuteNow(coordinator));
  return isOver ? undefined : streamAt({ organizationId }, known, start);
}

/** Where it is counted is written to the activity first, so that whatever releases it finds the month. */
async function seekQuota(
  { coordinator, activityId }: Counting,
  { revision, centerId }: Standing,
  quota: string,
): Promise<boolean> {
  const outcome = await coordinator.allocations.execute({
    stream: allocationStream(activityId),
    command: { type: 'SeekQuota', activityId, revision, quota },
    commandId: `seek-quota/${revision}`,
    principal: 'service:room-allocation',
    partitionKey: centerId,
  });
  return outcome.ok;
}

/** Where its wish had it counted, or somebody who began to count and may not have come to the end. */
async function soughtBefore(
  { coordinator, activityId }: Counting,
  { revision }: Standing,
): Promise<string | undefined> {
  const { state } = await coordinator.allocations.load(allocationStream(activityId));
  return quotaSought(state, revision);
}

/** Where it is counted from now on; undefined where there is nothing to count. */
async function seek(counting: Counting, standing: Standing): Promise<string | undefined> {
  const quota = await streamFor(counting, standing);
  return quota !== undefined && (await seekQuota(counting, standing, quota)) ? quota : undefined;
}

async function isCounted({ coordinator, activityId }: Counting, revision: number, quota: string): Promise<boolean> {
  const { state } = await coordinator.quotas.load(quota);
  return quotaOf(state, { activityId, revision }) === 'had';
}

async function count(counting: Counting, { revision, start, end }: Standing, quota: string): Promise<void> {
  const { coordinator, activityId, organizationId } = counting;
  const executing = { stream: quota, principal: 'service:room-allocation', partitionKey: organizationId };
  const minutes = minuteOf(end) - minuteOf(start);
  if (!(await isCounted(counting, revision, quota))) {
    await coordinator.quotas.execute({
      ...executing,
      command: { type: 'CountQuota', activityId, revision, minutes },
      commandId: `CountQuota/${activityId}/${revision}`,
    });
  }
  // A newer revision may have let go of it before it was written where it is counted.
  const now = await whatStands(coordinator, activityId);
  if (now?.standing.revision === revision) return;
  await coordinator.quotas.execute({
    ...executing,
    command: { type: 'ReleaseQuota', activityId, upToRevision: revision },
    commandId: `ReleaseQuota/${activityId}/${revision}`,
  });
}

/** Counts what an activity has, where it was asked for before its organization had a limit. Safe to repeat. */
export async function countHeld(
  coordinator: Coordinator,
  organizationId: OrganizationId,
  activityId: ActivityId,
): Promise<void> {
  const counting = { coordinator, organizationId, activityId };
  const stands = await whatStands(coordinator, activityId);
  if (!stands) return;
  const { standing } = stands;
  const quota = (await soughtBefore(counting, standing)) ?? (await seek(counting, standing));
  if (quota !== undefined) await count(counting, standing, quota);
}

/**
 * Before anything is measured by a limit, what its organization held when it was set is counted, once for each time that
 * it is set. What is being answered at that moment is counted when its grant is heard of.
 */
export async function countEarlier(coordinator: Coordinator, organizationId: OrganizationId): Promise<void> {
  const stream = limitStream(organizationId);
  const { state } = await coordinator.quotaLimits.load(stream);
  const { number, isCounted, minutesPerMonth } = state;
  if (isCounted || minutesPerMonth === null) return;
  for (const activityId of await coordinator.holdersOf(organizationId)) {
    await countHeld(coordinator, organizationId, activityId);
  }
  await coordinator.quotaLimits.execute({
    stream,
    command: { type: 'CloseCount', organizationId, number },
    commandId: `count/${number}`,
    principal: 'service:room-allocation',
    partitionKey: organizationId,
  });
}
