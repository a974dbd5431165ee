import type { RunOptions } from '../options.ts';

/** When nothing is slow: four calls of a few milliseconds. */
const IN_HAND_MS = 100;
/** The same with slow calls in between. */
const IN_HAND_SLOW_MS = 240_000;

/** For how long a mail may be under way, from the last look at what it is about to the box. */
export function inHandMsOf({ rates, disturbances }: Pick<RunOptions, 'rates' | 'disturbances'>): number {
  const isSlow = rates.slow > 0 || rates.late > 0 || disturbances.stallEveryMs > 0;
  return isSlow ? IN_HAND_SLOW_MS : IN_HAND_MS;
}
