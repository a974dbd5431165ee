import { seedAgain } from '../again.ts';
import type { Hunt, Hunted } from './hunt.ts';
import { huntAll } from './hunt-all.ts';
import { mutants } from './index.ts';

const MUTANT = 28;

/** How a mutant was caught, and how to see it; or that it was not. */
function told({ mutant, seeds, seed, event, invariant, finding }: Hunted): string {
  const name = mutant.padEnd(MUTANT);
  if (seed === undefined) return `${name} NOT CAUGHT in ${seeds} seeds${finding === undefined ? '' : `: ${finding}`}`;
  return `${name} seed ${seed}, event ${event}, ${invariant}: ${finding}\n  again: ${seedAgain(seed, { mutant })}`;
}

/** Hunts all mutants, or those that are named, and tells how each was caught. */
export async function reportMutants(
  named: readonly string[] | undefined,
  range: Omit<Hunt, 'name'>,
): Promise<{ readonly mutantsCaught: number; readonly mutantsPlanted: number }> {
  const wanted = mutants.filter(({ name }) => named === undefined || named.includes(name));
  const hunted = await huntAll(wanted, range, (one) => console.error(told(one)));
  return { mutantsCaught: hunted.filter(({ seed }) => seed !== undefined).length, mutantsPlanted: wanted.length };
}
