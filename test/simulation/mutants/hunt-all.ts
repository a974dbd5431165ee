import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Hunted } from './hunt.ts';
import type { Mutant } from './mutant.ts';

const processFile = fileURLToPath(new URL(`./mutant-process${extname(import.meta.url)}`, import.meta.url));

const Told = z.object({
  mutant: z.string(),
  seeds: z.number(),
  seed: z.number().optional(),
  invariant: z.string().optional(),
  finding: z.string().optional(),
  event: z.number().optional(),
});

/** One whose process ends is one that was not caught: the others are hunted all the same. */
function huntOne({ name, patches = [] }: Mutant, from: number, seeds: number): Promise<Hunted> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [processFile, name, String(from), String(seeds), JSON.stringify(patches)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) resolve({ mutant: name, seeds, finding: `its process ended with ${code}` });
      // zod says undefined where a field is absent; so does whoever reads it.
      else resolve(Told.parse(JSON.parse(output)) as Hunted);
    });
  });
}

/** Hunts mutants on every processor there is, each in a process of its own. */
export async function huntAll(
  mutants: readonly Mutant[],
  { from, seeds }: { readonly from: number; readonly seeds: number },
  done: (hunted: Hunted) => void,
): Promise<readonly Hunted[]> {
  const left = [...mutants];
  const all: Hunted[] = [];
  async function work(): Promise<void> {
    for (let next = left.shift(); next; next = left.shift()) {
      const hunted = await huntOne(next, from, seeds);
      all.push(hunted);
      done(hunted);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
}
