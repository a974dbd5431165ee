import { type Interval, overlaps } from '@huitang/contracts';
import type { Closure, Commitment } from './allocation-problem.ts';

/** What is taken, by resource. */
export interface Usage {
  readonly taken: ReadonlyMap<string, readonly Commitment[]>;
  readonly closures: readonly Closure[];
}

export function usageOf(commitments: readonly Commitment[], closures: readonly Closure[]): Usage {
  const taken = new Map<string, Commitment[]>();
  for (const commitment of commitments) {
    const known = taken.get(commitment.resourceId);
    if (known) known.push(commitment);
    else taken.set(commitment.resourceId, [commitment]);
  }
  return { taken, closures };
}

/** The same with a few more taken. */
export function withTaken({ taken, closures }: Usage, more: readonly Commitment[]): Usage {
  const all = new Map(taken);
  for (const commitment of more)
    all.set(commitment.resourceId, [...(all.get(commitment.resourceId) ?? []), commitment]);
  return { taken: all, closures };
}

/**
 * The most that is in use at any one minute of `interval`. Counted minute by minute, not summed: three groups one after
 * the other need one guide; and a pool that is full for five minutes in the middle is full.
 */
export function peakUse(taken: readonly (Interval & { readonly count: number })[], interval: Interval): number {
  const edges: (readonly [minute: number, change: number])[] = [];
  for (const { start, end, count } of taken) {
    if (start >= interval.end || interval.start >= end) continue;
    edges.push([start, count], [end, -count]);
  }
  // At the same minute what ends goes first: half-open neighbours never meet.
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let inUse = 0;
  let peak = 0;
  for (const [, change] of edges) {
    inUse += change;
    if (inUse > peak) peak = inUse;
  }
  return peak;
}

export const overlapping = (usage: Usage, resourceId: string, interval: Interval): readonly Commitment[] =>
  (usage.taken.get(resourceId) ?? []).filter((commitment) => overlaps(commitment, interval));

export const isClosed = (usage: Usage, resourceId: string, interval: Interval): boolean =>
  usage.closures.some(
    (closure) => (closure.resourceId === undefined || closure.resourceId === resourceId) && overlaps(closure, interval),
  );

export type Availability = 'free' | 'closed' | 'taken';

/** Whether `count` more of a resource that there are `capacity` of can be had during the whole interval. */
export function availability(
  usage: Usage,
  resourceId: string,
  interval: Interval,
  count: number,
  capacity: number,
): Availability {
  if (isClosed(usage, resourceId, interval)) return 'closed';
  return peakUse(usage.taken.get(resourceId) ?? [], interval) + count > capacity ? 'taken' : 'free';
}
