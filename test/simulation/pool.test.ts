import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Job } from './job.ts';
import { runAll } from './pool.ts';
import type { RunResult } from './simulate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitang-pool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A thread that answers each job with its number, but for the second one: there it does `what`. */
function workerThat(what: string): URL {
  const file = join(folder, 'worker.mjs');
  const lines = [
    "import { parentPort } from 'node:worker_threads';",
    `parentPort.on('message', ({ seed }) => { if (seed === 2) { ${what} } parentPort.postMessage({ violations: [], seed }); });`,
  ];
  writeFileSync(file, lines.join('\n'));
  return pathToFileURL(file);
}

/** What became of three jobs, one thread at a time. */
async function threeOn(file: URL, silentMs = 60_000): Promise<readonly string[]> {
  const jobs = [1, 2, 3].map((seed) => ({ seed }) as unknown as Job);
  const told: string[] = [];
  const done = ({ violations }: RunResult): void => {
    told.push(violations[0]?.finding ?? 'ran');
  };
  await runAll(() => jobs.shift(), done, { threads: 1, file, silentMs });
  return told;
}

test('a thread that ends in the middle of a job is a finding, and the others are run all the same', async () => {
  expect(await threeOn(workerThat('process.exit(3);'))).toEqual([
    'ran',
    expect.stringContaining('ended with 3'),
    'ran',
  ]);
});

test('so is one that throws', async () => {
  const told = await threeOn(workerThat("throw new Error('no memory');"));
  expect(told).toEqual(['ran', expect.stringContaining('no memory'), 'ran']);
});

test('and one that is in a loop: nothing is heard of it', async () => {
  const told = await threeOn(workerThat('for (;;);'), 1_500);
  expect(told).toEqual(['ran', expect.stringContaining('nothing was heard for 1500 ms'), 'ran']);
});

test('what the caller does with a result and cannot is the caller’s own failure, and told once', async () => {
  const told: unknown[] = [];
  const done = (_: RunResult, { seed }: { readonly seed?: number }): void => {
    told.push(seed);
    throw new Error('cannot be told');
  };
  const jobs = [{ seed: 1 }] as unknown as Job[];
  const options = { threads: 1, file: workerThat('') };
  await expect(runAll(() => jobs.shift(), done as (result: RunResult, job: Job) => void, options)).rejects.toThrow(
    'cannot be told',
  );
  expect(told).toEqual([1]);
});
