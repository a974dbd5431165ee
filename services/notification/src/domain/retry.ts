const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** Of the delay, so that what failed together does not come back together. */
const JITTER = 0.2;

/** After so many attempts, about five hours, it has failed. */
export const ATTEMPTS_MAX = 14;

/** How long to wait after `attempts` that failed; `fraction` in [0, 1) is the die. */
export function retryDelayMs(attempts: number, fraction: number): number {
  const delayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  return Math.round(delayMs * (1 - JITTER + 2 * JITTER * fraction));
}
