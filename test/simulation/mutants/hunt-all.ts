import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Hunted } from './hunt.ts';
import { huntClean, type Range } from './hunt-clean.ts';
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

async function huntIn({ name, patches = [] }: Pick<Mutant, 'name' | 'patches'>, range: Range): Promise<Hunted> {
  const { ended, output } = spawnMutant({ patches }, { hunt: { name, ...range } });
  const code = await ended;
  if (code !== 0) return { mutant: name, seeds: range.seeds, finding: `its process ended with ${code}` };
  // zod says undefined where a field is absent; so does whoever reads it.
  return Told.parse(JSON.parse(output())) as Hunted;
}

/** Hunts mutants on every processor there is, each in a process of its own; one whose process ends is not caught. */
export async function huntAll(
  mutants: readonly Mutant[],
  range: Range,
  done: (hunted: Hunted) => void,
): Promise<readonly Hunted[]> {
  const left = [...mutants];
  const all: Hunted[] = [];
  const known = new Map<number, Promise<Hunted>>();
  /** Many mutants are found in the same seeds. */
  function clean(one: Range): Promise<Hunted> {
    const hunted = known.get(one.from) ?? huntIn(nothing, one);
    known.set(one.from, hunted);
    return hunted;
  }
  async function work(): Promise<void> {
    for (let next = left.shift(); next; next = left.shift()) {
      const hunted = await huntClean(next.name, range, {
        planted: (own) => huntIn(next, own),
        clean,
      });
      all.push(hunted);
      done(hunted);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
}
