import type { Interval } from '@huitang/contracts';

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
