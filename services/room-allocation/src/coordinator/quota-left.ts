import { type ActivityId, instantOf, type Minute, type OrganizationId } from '@huitang/contracts';
import { fitsQuota } from '../domain/quota-month.ts';
import type { KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';
import { limitOf, streamAt } from './quota-streams.ts';

interface Wanting {
  readonly activityId: ActivityId;
  readonly organizationId: OrganizationId;
  readonly durationMinutes: number;
}

/** Those of the starts in whose month an activity's organization has its minutes left, what it has of its own not counted. */
export async function startsWithinQuota(
  coordinator: Coordinator,
  { activityId, organizationId, durationMinutes }: Wanting,
  known: KnownCenter,
  starts: readonly Minute[],
): Promise<readonly Minute[]> {
  const limit = await limitOf(coordinator, { organizationId });
  if (limit === undefined) return starts;
  const streams = starts.map((start) => streamAt({ organizationId }, known, instantOf(start)));
  const fits = new Map<string, boolean>();
  // Starts lie close together: they are of one month, or of two.
  for (const stream of new Set(streams)) {
    const { state } = await coordinator.quotas.load(stream);
    fits.set(stream, fitsQuota(state, { activityId, minutes: durationMinutes, limit }));
  }
  return starts.filter((_, index) => fits.get(streams[index] ?? ''));
}
