import { createLogger, createMetrics } from '@huitang/runtime';
import { services } from '@huitang/standalone';
import { describe, expect, test } from '@jest/globals';
import { crashPoints, runCrashPoint } from './crash-points.ts';
import { invariants } from './invariants/index.ts';
import { faultless, optionsOf, type RunOptions } from './options.ts';
import { simulate } from './simulate.ts';
import { oneProcess } from './topology.ts';

const stage = { factories: services, invariants, metrics: createMetrics(), logger: createLogger('silent') };

const small = (seed: number): RunOptions => {
  const options = optionsOf(seed);
  return {
    ...options,
    workload: { ...options.workload, organizers: 3, journeysEach: 3, impatient: 0, soon: false, windows: false },
  };
};

describe.each(['one-file', 'servers'] as const)('on %s', (storage) => {
  test('without faults everything is decided and comes to rest soon', async () => {
    const options = faultless({ ...small(1), storage, topology: oneProcess });
    const { violations, quiet, journeys, mails, virtualMs } = await simulate(options, stage);
    expect(violations).toEqual([]);
    expect(quiet).toBe(true);
    expect(journeys).toBe(9);
    expect(mails).toBeGreaterThan(0);
    expect(virtualMs).toBeLessThan(60_000);
  });
});

test('a seed runs the same way twice, faults and all', async () => {
  for (const seed of [2, 3]) {
    const first = await simulate(small(seed), stage);
    expect(await simulate(small(seed), stage)).toEqual(first);
  }
});

test('seeds differ', async () => {
  const hashes = await Promise.all([4, 5, 6].map(async (seed) => (await simulate(small(seed), stage)).hash));
  expect(new Set(hashes).size).toBe(3);
});

test('with faults of every kind nothing that was promised is broken', async () => {
  let crashes = 0;
  let quiet = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    const result = await simulate(small(seed), stage);
    expect(result.violations).toEqual([]);
    crashes += result.crashes;
    quiet += result.quiet ? 1 : 0;
  }
  expect(crashes).toBeGreaterThan(0);
  expect(quiet).toBeGreaterThan(0);
}, 120_000);

test('the main journey ends whichever of its calls goes wrong, and how: some of them', async () => {
  const calls = { 'one-file': 200, servers: 200 };
  for (const point of crashPoints(calls, 29)) {
    const { violations } = await runCrashPoint(point, stage);
    expect({ point, violations }).toEqual({ point, violations: [] });
  }
}, 120_000);
