import { type AllocationGranted, OrganizationId } from '@huitang/contracts';
import { MemoryLog } from '@huitang/runtime/conformance';
import { monthStream } from '../../src/domain/quota.ts';
import { limitStream } from '../../src/domain/quota-limit.ts';
import { minutesUsed } from '../../src/domain/quota-month.ts';
import { type AllocationWorld, held } from './world.ts';

export const BRANCH = OrganizationId.parse('branch');

export async function limit(world: AllocationWorld, minutesPerMonth: number | null): Promise<void> {
  await world.process().quotaLimits.execute({
    stream: limitStream(BRANCH),
    command: { type: 'LimitQuota', organizationId: BRANCH, minutesPerMonth },
    commandId: `limit/${minutesPerMonth}/${world.log.commits.length}`,
    principal: 'manager',
    partitionKey: BRANCH,
  });
}

/** What a month's stream counts: of what is decided, and with what is still held. */
export async function used(world: AllocationWorld, month: string): Promise<readonly [number, number]> {
  const { state } = await world.process().quotas.load(monthStream(BRANCH, month));
  return [minutesUsed(state, { holds: false }), minutesUsed(state, { holds: true })];
}

const minutesOf = ({ start, end }: AllocationGranted): number => (Date.parse(end) - Date.parse(start)) / 60_000;

/** Minutes granted in a month, told from the public events alone: each activity once, as the longest it has anywhere. */
export function minutesHeld(log: MemoryLog, month: string): number {
  const longest = new Map<string, number>();
  for (const grant of held(log).filter(({ start }) => start.startsWith(month))) {
    longest.set(grant.activityId, Math.max(longest.get(grant.activityId) ?? 0, minutesOf(grant)));
  }
  return [...longest.values()].reduce((sum, minutes) => sum + minutes, 0);
}

/** The most that was ever granted in a month at once, commit by commit. */
export function mostHeld({ commits }: MemoryLog, month: string): number {
  const replayed = new MemoryLog();
  let most = 0;
  for (const commit of commits) {
    replayed.commits.push(commit);
    if (commit.events.some(({ type }) => type === 'AllocationGranted'))
      most = Math.max(most, minutesHeld(replayed, month));
  }
  return most;
}
