const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** Of the delay, so that what failed together does not come back together. */
const JITTER = 0.2;

/** How often something is tried, and how long it waits in between. */
export interface Retry {
  /** After so many attempts it has failed. */
  readonly attemptsMax: number;
  /** How long to wait after `attempts` that failed; `fraction` in [0, 1) is the die. */
  readonly delayMs: (attempts: number, fraction: number) => number;
}

/** A delay that the die has made longer, by a fifth at most. */
export const stretched = (delayMs: number, fraction: number): number => Math.round(delayMs * (1 + JITTER * fraction));

/** A delay that the die has moved by a fifth at most, both ways. */
const jittered = (delayMs: number, fraction: number): number =>
  Math.round(delayMs * (1 - JITTER + 2 * JITTER * fraction));

const LOOK_AGAIN_MS = 5_000;
const LOOK_AGAIN_MAX_MS = 60_000;

/** How long what waits for something else waits until the next look, after so many. */
export const lookDelayMs = (looks = 0): number => Math.min(LOOK_AGAIN_MAX_MS, Math.round(LOOK_AGAIN_MS * 1.5 ** looks));

/** After so many attempts, about five hours, a mail has failed. */
export const ATTEMPTS_MAX = 14;

/** How long a mail waits after `attempts` that failed. */
export const retryDelayMs = (attempts: number, fraction: number): number =>
  jittered(Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1)), fraction);
