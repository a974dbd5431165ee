const FIRST_MS = 20;
const LONGEST_MS = 10_000;

/** Doubles with every failure up to a limit; jitter takes up to half of it off, so that those who failed together part. */
export const backoffMs = (failures: number, fraction: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)) * (1 - fraction / 2);
