import type { Hunt, Hunted } from './hunt.ts';

export type Range = Omit<Hunt, 'name'>;

/** Runs seeds until something is found. */
export interface Hunts {
  readonly planted: (range: Range) => Promise<Hunted>;
  /** With nothing planted. */
  readonly clean: (range: Range) => Promise<Hunted>;
}

/** With so many seeds that fail by themselves something else is wrong than what is planted. */
const UNCLEAN_MAX = 10;

const unclean = (seeds: readonly number[]) => (seeds.length > 0 ? { unclean: seeds } : {});

/**
 * The first seed that breaks a promise with the bug and none without it: of one that fails in either case nobody can tell
 * what was found, so it is named and the hunt goes on behind it.
 */
export async function huntClean(mutant: string, { from, seeds }: Range, hunts: Hunts): Promise<Hunted> {
  const failing: number[] = [];
  const end = from + seeds;
  for (let next = from; next < end && failing.length < UNCLEAN_MAX; ) {
    const hunted = await hunts.planted({ from: next, seeds: end - next });
    const { seed } = hunted;
    if (seed === undefined) return { ...hunted, seeds, ...unclean(failing) };
    const clean = await hunts.clean({ from: seed, seeds: 1 });
    if (clean.seed === undefined) {
      return clean.finding === undefined
        ? { ...hunted, seeds: seed - from + 1, ...unclean(failing) }
        : { mutant, seeds, finding: `seed ${seed} with nothing planted: ${clean.finding}`, ...unclean(failing) };
    }
    failing.push(seed);
    next = seed + 1;
  }
  return { mutant, seeds, ...unclean(failing) };
}
