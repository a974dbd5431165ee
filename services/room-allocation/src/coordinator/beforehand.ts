import { type Instant, type Minute, minuteOf, type OrganizationId, type Reason } from '@huitang/contracts';
import { minutesUsed, quotaReason } from '../domain/quota-month.ts';
import type { KnownCenter } from '../facts.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { limitOf, streamAt } from './quota.ts';

interface Asking {
  readonly starts: readonly Instant[];
  readonly durationMinutes: number;
  readonly organizationId: OrganizationId | undefined;
}

/** The starts whose month has too few minutes left for one activity more. */
async function exceeding(
  coordinator: Coordinator,
  known: KnownCenter,
  { starts, durationMinutes: wanted, organizationId }: Asking,
): Promise<ReadonlyMap<Minute, Reason>> {
  const limit = organizationId && (await limitOf(coordinator, { organizationId }));
  if (!organizationId || limit === undefined) return new Map();
  const found = starts.map(async (start): Promise<[Minute, Reason][]> => {
    const { state } = await coordinator.quotas.load(streamAt({ organizationId }, known, start));
    const used = minutesUsed(state, { holds: true });
    return used + wanted > limit ? [[minuteOf(start), quotaReason({ limit, used, wanted })]] : [];
  });
  return new Map((await Promise.all(found)).flat());
}

/** What keeps a new proposal from starts before any day is asked: that they are over, or its organization's quota. */
export async function refusedBeforehand(
  coordinator: Coordinator,
  known: KnownCenter,
  asking: Asking,
): Promise<(start: Minute) => Reason | undefined> {
  const exceeded = await exceeding(coordinator, known, asking);
  const now = minuteNow(coordinator);
  return (start) => (start < now ? { code: 'no-start-left' } : exceeded.get(start));
}
