import type { ActivityId, AllocationTerms, Demanded } from '@huitang/contracts';
import { demandedBy } from './coordinator/asked.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { type Stands, whatStands } from './coordinator/standing-of.ts';
import { allocationStream } from './domain/center-days.ts';
import { collectedOf } from './domain/round-state.ts';
import { daysSought, newestRevision } from './domain/sought.ts';
import { termsOf } from './domain/standing.ts';
import type { RoomAllocationViews } from './views.ts';

/** What an order has to know of the wish it starts from. */
type Terms = Pick<
  AllocationTerms,
  'durationMinutes' | 'headcount' | 'needs' | 'setupMinutes' | 'teardownMinutes' | 'weight'
>;

/** Whom an order would be for: it starts from what the activity has, or where it has nothing, from what it last asked. */
export interface OrderedFor {
  readonly activityId: ActivityId;
  readonly centerId: string;
  /** The revision that the order would be. */
  readonly nextRevision: number;
  /** Undefined where what it needs is not known. */
  readonly terms: Terms | undefined;
  /** Absent where it was turned down, lost its place, or waits. */
  readonly stands?: Stands;
}

interface Wished {
  readonly centerId: string;
  readonly revision: number;
  readonly demanded: Demanded;
}

/** The newest wish that came to nothing, as the reports about demand keep it, or that waits in the round of a day. */
async function newestWish(
  { allocations, days }: Coordinator,
  { unmet }: Pick<RoomAllocationViews, 'unmet'>,
  activityId: ActivityId,
): Promise<(Wished & { readonly nextRevision: number }) | undefined> {
  const stream = allocationStream(activityId);
  const { state } = await allocations.load(stream);
  const asked = newestRevision(state);
  const isLost = state.attempts.some(({ status, revision }) => status === 'granted' && revision === asked);
  // Cancelled, unless it is what staff took away over several days.
  if (state.withdrawnUpTo >= asked && !isLost) return undefined;
  const found: Wished[] = [];
  const streams = daysSought(state, asked);
  for (const one of [stream, ...streams]) {
    const row = await unmet.get(`${one}|${activityId}`);
    if (row) found.push({ ...row, centerId: row.center });
  }
  for (const day of streams) {
    const wish = collectedOf((await days.load(day)).state.round, activityId)?.asked;
    if (wish) found.push({ ...wish, demanded: demandedBy(wish) });
  }
  const [newest] = found.sort((a, b) => b.revision - a.revision);
  return newest && { ...newest, nextRevision: asked + 1 };
}

/** Undefined for an activity that nobody knows here. */
export async function orderedFor(
  coordinator: Coordinator,
  views: Pick<RoomAllocationViews, 'unmet'>,
  activityId: ActivityId,
): Promise<OrderedFor | undefined> {
  const stands = await whatStands(coordinator, activityId);
  if (stands) {
    const { standing, nextRevision } = stands;
    return { activityId, centerId: standing.centerId, nextRevision, terms: termsOf(standing), stands };
  }
  const wish = await newestWish(coordinator, views, activityId);
  return wish && { activityId, centerId: wish.centerId, nextRevision: wish.nextRevision, terms: wish.demanded };
}
