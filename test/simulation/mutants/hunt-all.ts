import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Hunt, Hunted } from './hunt.ts';
import type { Mutant } from './mutant.ts';
import { spawnMutant } from './spawn-mutant.ts';

const Told = z.object({
  mutant: z.string(),
  seeds: z.number(),
  seed: z.number().optional(),
  invariant: z.string().optional(),
  finding: z.string().optional(),
  event: z.number().optional(),
});

/** The same seeds with nothing planted. */
const nothing: Pick<Mutant, 'name'> = { name: 'nothing planted' };

async function huntIn(
  { name, patches = [] }: Pick<Mutant, 'name' | 'patches'>,
  range: Omit<Hunt, 'name'>,
): Promise<Hunted> {
  const { ended, output } = spawnMutant({ patches }, { hunt: { name, ...range } });
  const code = await ended;
  if (code !== 0) return { mutant: name, seeds: range.seeds, finding: `its process ended with ${code}` };
  // zod says undefined where a field is absent; so does whoever reads it.
  return Told.parse(JSON.parse(output())) as Hunted;
}

/**
 * One whose process ends is one that was not caught: the others are hunted all the same. So is one whose seed breaks a
 * promise also when nothing is planted, since then nobody can tell what was found.
 */
async function huntOne(mutant: Mutant, range: Omit<Hunt, 'name'>): Promise<Hunted> {
  const hunted = await huntIn(mutant, range);
  const { seed, seeds } = hunted;
  if (seed === undefined) return hunted;
  const { invariant, finding } = await huntIn(nothing, { from: seed, seeds: 1 });
  if (finding === undefined) return hunted;
  return { mutant: mutant.name, seeds, finding: `seed ${seed} fails without it as well: ${invariant}: ${finding}` };
}

/** Hunts mutants on every processor there is, each in a process of its own. */
export async function huntAll(
  mutants: readonly Mutant[],
  range: Omit<Hunt, 'name'>,
  done: (hunted: Hunted) => void,
): Promise<readonly Hunted[]> {
  const left = [...mutants];
  const all: Hunted[] = [];
  async function work(): Promise<void> {
    for (let next = left.shift(); next; next = left.shift()) {
      const hunted = await huntOne(next, range);
      all.push(hunted);
      done(hunted);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
}
