import { readdirSync, readFileSync } from 'node:fs';
import { createLogger, createMetrics } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import ts from '@typescript/typescript6';
import { invariants } from '../invariants/index.ts';
import { optionsOf } from '../options.ts';
import { services } from '../services.ts';
import { type Stage, simulate } from '../simulate.ts';
import { mutants } from './index.ts';
import type { Mutant, Patch } from './mutant.ts';
import { patched } from './patch-hooks.ts';
import { acknowledgedBeforeWritten } from './planted/acknowledged-before-written.ts';
import { syncOff } from './planted/sync-off.ts';

const bare: Stage = { factories: services, invariants, metrics: createMetrics(), logger: createLogger('silent') };

/** The module as the compiler writes it. */
function compiled({ module }: Patch): string {
  const source = readFileSync(new URL(`../../../${module}.ts`, import.meta.url), 'utf8');
  return ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
}

test('there are as many as there are files of them, each with a name of its own', () => {
  const files = readdirSync(new URL('./planted', import.meta.url));
  expect(mutants.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

const withPatches = mutants
  .filter(({ patches }) => patches !== undefined)
  .map((one): [string, Mutant] => [one.name, one]);

describe.each(withPatches)('%s', (_, { patches = [] }) => {
  test('is about code that is there', () => {
    for (const patch of patches) expect(patched(compiled(patch), patch)).not.toBe(compiled(patch));
  });
});

test('a patch of code that is gone, or that is there twice, is said', () => {
  const patch = { module: 'x', from: 'a();', to: 'b();' };
  expect(() => patched('c();', patch)).toThrow('x has 0 times: a();');
  expect(() => patched('a(); a();', patch)).toThrow('x has 2 times: a();');
  expect(patched('a();', patch)).toBe('b();');
});

test.each([
  { mutant: acknowledgedBeforeWritten, seed: 2, organizers: 2, found: /and is in no log$/ },
  { mutant: syncOff, seed: 27, organizers: 4, found: /was acknowledged, and is not in .* any more$/ },
])(
  '$mutant.name is caught, in a seed in which nothing is wrong without it',
  async ({ mutant, seed, organizers, found }) => {
    const options = optionsOf(seed);
    const workload = { ...options.workload, organizers, journeysEach: 3, soon: false, windows: false };
    const small = { ...options, workload };
    expect((await simulate(small, bare)).violations).toEqual([]);
    const { violations } = await simulate(small, { ...bare, ...mutant.stage });
    expect(violations[0]).toMatchObject({
      invariant: 'I2 nothing acknowledged is lost',
      finding: expect.stringMatching(found),
    });
  },
  60_000,
);
