/**
 * How long to wait before looking once more for what has not come in `waitedMs`, in milliseconds: half of that, so that it
 * is seen after one and a half times its time at most, and those who wait for long cost little.
 */
export const growingPauseMs = (waitedMs: number, leastMs: number, mostMs: number): number =>
  Math.min(mostMs, Math.max(leastMs, waitedMs / 2));
