import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { roundReason } from '../domain/round-publishing.ts';
import type { AskedWish } from '../domain/round-wish.ts';
import type { Coordinator } from './coordinator.ts';

/** Why the last round of a day has passed a wish over, and last that it was the round; undefined where it was not among those. */
export async function refusedInRound(
  { days }: Coordinator,
  { activityId, revision }: Pick<AskedWish, 'activityId' | 'revision'>,
  { day }: { readonly day: string },
): Promise<AllocationRefusal | undefined> {
  const { round } = (await days.load(day)).state;
  if (round?.status !== 'published') return undefined;
  const refused = round.solution?.refused.find((one) => one.activityId === activityId && one.revision === revision);
  const [cause, ...missing] = refused?.reasons ?? [];
  if (!cause) return undefined;
  return {
    requestId: activityId,
    // The cause comes first: reports go by it.
    cause,
    missing: [...missing, roundReason(round)],
    blockedBy: [],
    nearest: [],
  };
}
