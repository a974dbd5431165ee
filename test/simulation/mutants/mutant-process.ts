import { register } from 'node:module';
import type { Patch } from './mutant.ts';
import type { Errand } from './spawn-mutant.ts';

/** A process with one mutant in it. Its patches and its errand are its arguments. */
const [patchesText = '[]', errandText = '{}'] = process.argv.slice(2);
// Both from the process that began this one.
const patches = JSON.parse(patchesText) as readonly Patch[];
const errand = JSON.parse(errandText) as Errand;
if (patches.length > 0) register('./patch-hooks.js', { parentURL: import.meta.url, data: patches });

// Imported only now: whatever is patched is loaded from here.
if ('hunt' in errand) {
  const { hunt } = await import('./hunt.ts');
  console.log(JSON.stringify(await hunt(errand.hunt)));
} else {
  const { wantedOf } = await import('../command-line.ts');
  const { runSim } = await import('../run-sim.ts');
  process.exitCode = (await runSim(wantedOf(errand.args))) ? 0 : 1;
}
