import { register } from 'node:module';
import type { Patch } from './mutant.ts';

/**
 * A process with one mutant in it, so that what is patched is patched nowhere else. The mutant's name, the first seed, how
 * many seeds and the patches are its arguments; what came of it is a line of JSON.
 */
const [name, from, seeds, patchesText = '[]'] = process.argv.slice(2);
// From the process that began this one.
const patches = JSON.parse(patchesText) as readonly Patch[];
if (patches.length > 0) register('./patch-hooks.js', { parentURL: import.meta.url, data: patches });
// Only now: whatever is patched is loaded from here.
const { mutants } = await import('./index.ts');
const { hunt } = await import('./hunt.ts');
const mutant = mutants.find((one) => one.name === name);
if (!mutant) throw new Error(`there is no mutant ${name}`);
console.log(JSON.stringify(await hunt(mutant, Number(from), Number(seeds))));
