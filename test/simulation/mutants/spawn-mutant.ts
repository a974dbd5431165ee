import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hunt } from './hunt.ts';
import type { Mutant } from './mutant.ts';

const processFile = fileURLToPath(new URL(`./mutant-process${extname(import.meta.url)}`, import.meta.url));

/** What is done in the process of a mutant: it is hunted, and told in a line of JSON, or the command is run there. */
export type Errand = { readonly hunt: Hunt } | { readonly args: readonly string[] };

/** Begins a process with one mutant in it, so that what is patched is patched nowhere else. */
export function spawnMutant({ patches = [] }: Pick<Mutant, 'patches'>, errand: Errand) {
  const stdout = 'hunt' in errand ? 'pipe' : 'inherit';
  // `module.register` still works on the newest Node, which would rather have something that the oldest does not know.
  const flags = ['--disable-warning=DEP0205'];
  const child = spawn(process.execPath, [...flags, processFile, JSON.stringify(patches), JSON.stringify(errand)], {
    stdio: ['ignore', stdout, 'inherit'],
  });
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  let output = '';
  child.stdout?.on('data', (part) => {
    output += part;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('exit', kill);
      resolve(signal ?? code ?? 1);
    });
  });
  return { ended, output: () => output };
}
