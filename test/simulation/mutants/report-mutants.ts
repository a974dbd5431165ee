import { seedAgain } from '../again.ts';
import type { Hunt, Hunted } from './hunt.ts';
import { huntAll } from './hunt-all.ts';
import { mutants } from './index.ts';

const MUTANT = 28;

/** How a mutant was caught, and how to see it; or that it was not. */
function caught({ mutant, seeds, seed, event, invariant, finding }: Hunted): string {
  const name = mutant.padEnd(MUTANT);
  if (seed === undefined) return `${name} NOT CAUGHT in ${seeds} seeds${finding === undefined ? '' : `: ${finding}`}`;
  return `${name} seed ${seed}, event ${event}, ${invariant}: ${finding}\n  again: ${seedAgain(seed, { mutant })}`;
}

const told = (hunted: Hunted): string => {
  const failing = (hunted.unclean ?? []).map((seed) => `\n  fails with nothing planted: ${seedAgain(seed)}`);
  return caught(hunted) + failing.join('');
};

/** Hunts all mutants, or those that are named, and tells how each was caught; violations are seeds that fail by themselves. */
export async function reportMutants(
  named: readonly string[] | undefined,
  range: Omit<Hunt, 'name'>,
): Promise<{ readonly violations: number; readonly mutantsCaught: number; readonly mutantsPlanted: number }> {
  const wanted = mutants.filter(({ name }) => named === undefined || named.includes(name));
  const hunted = await huntAll(wanted, range, (one) => console.error(told(one)));
  return {
    violations: new Set(hunted.flatMap(({ unclean }) => unclean ?? [])).size,
    mutantsCaught: hunted.filter(({ seed }) => seed !== undefined).length,
    mutantsPlanted: wanted.length,
  };
}
