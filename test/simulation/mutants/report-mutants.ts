import { huntAll } from './hunt-all.ts';
import { mutants } from './index.ts';

const MUTANT = 28;

/** Hunts all mutants, or those that are named, and tells how each was caught. */
export async function reportMutants(
  named: readonly string[] | undefined,
  seeds: { readonly from: number; readonly seeds: number },
): Promise<{ readonly mutantsCaught: number; readonly mutantsPlanted: number }> {
  const wanted = mutants.filter(({ name }) => named === undefined || named.includes(name));
  const hunted = await huntAll(wanted, seeds, ({ mutant, seed, event, invariant, finding, seeds: tried }) => {
    const how =
      seed === undefined
        ? `NOT CAUGHT in ${tried} seeds${finding === undefined ? '' : `: ${finding}`}`
        : `seed ${seed}, event ${event}, ${invariant}: ${finding}`;
    console.error(`${mutant.padEnd(MUTANT)} ${how}`);
  });
  return { mutantsCaught: hunted.filter(({ seed }) => seed !== undefined).length, mutantsPlanted: wanted.length };
}
