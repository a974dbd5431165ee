import {
  type Instant,
  type KindLimits,
  kindObjection,
  type Minute,
  minuteOf,
  type OrganizationId,
  type Reason,
} from '@huitang/contracts';
import { fitsQuota, minutesUsed, quotaReason } from '../domain/quota-month.ts';
import type { KnownCenter } from '../facts.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { limitOf, streamAt } from './quota-streams.ts';

interface Asking {
  readonly starts: readonly Instant[];
  readonly durationMinutes: number;
  readonly organizationId: OrganizationId | undefined;
  /** Of the kind that would be asked for; undefined where none is told. */
  readonly kind: KindLimits | undefined;
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
    if (fitsQuota(state, { minutes: wanted, limit })) return [];
    return [[minuteOf(start), quotaReason({ limit, used: minutesUsed(state, { holds: true }), wanted })]];
  });
  return new Map((await Promise.all(found)).flat());
}

/** As scheduling would refuse the proposal. */
function kindReason(start: Minute, now: Minute, kind: KindLimits | undefined): Reason | undefined {
  const wrong = kind && kindObjection(start, now, kind);
  if (!wrong) return undefined;
  const { horizonDays, leastLeadMinutes } = kind;
  return wrong === 'starts-too-soon'
    ? { code: 'starts-too-soon', values: { leastLeadMinutes } }
    : { code: 'starts-too-late', values: { horizonDays } };
}

/** What keeps a new proposal from starts before any day is asked: that they are over, its kind, or its organization's quota. */
export async function refusedBeforehand(
  coordinator: Coordinator,
  known: KnownCenter,
  asking: Asking,
): Promise<(start: Minute) => Reason | undefined> {
  const exceeded = await exceeding(coordinator, known, asking);
  const now = minuteNow(coordinator);
  return (start) =>
    start < now ? { code: 'no-start-left' } : (kindReason(start, now, asking.kind) ?? exceeded.get(start));
}
