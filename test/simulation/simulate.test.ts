import { createLogger, createMetrics } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { crashPoints, runCrashPoint } from './crash-points.ts';
import { everythingEnds } from './invariants/everything-ends.ts';
import { invariants } from './invariants/index.ts';
import type { Watch } from './invariants/invariant.ts';
import { wishesIgnored } from './mutants/planted/wishes-ignored.ts';
import { wishesLate } from './mutants/planted/wishes-late.ts';
import { faultless, optionsOf, type RunOptions } from './options.ts';
import { services } from './services.ts';
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

describe('once the faults have stopped, everything ends within a minute', () => {
  // Many wishes one after the other: whoever waits for all of them does not come to an end in this run.
  const manyWishes = { ...faultless(small(1)), workload: { ...small(1).workload, journeysEach: 15 } };

  test.each([wishesIgnored, wishesLate])('$name is found, however long people wait', async (mutant) => {
    const { violations, virtualMs } = await simulate(manyWishes, { ...stage, ...mutant.stage });
    expect(violations[0]?.invariant).toBe('I4 everything ends');
    expect(violations[0]?.finding).toMatch(/^activity\/\S+ has no answer 60 s after it was asked$/);
    expect(virtualMs).toBeLessThan(70_000);
  });

  test('those who have lost patience are waited for no longer', async () => {
    const { violations } = await simulate(manyWishes, {
      ...stage,
      invariants: [everythingEnds],
      workload: () => ({ isDone: () => false }),
    });
    expect(violations).toMatchObject([{ finding: 'it never came to rest' }]);
  });
});

describe('whatever is thrown where nobody catches it is a violation of its own', () => {
  const watchedBy = (watch: Watch, options = small(2)) =>
    simulate(options, { ...stage, invariants: [{ name: 'I0', watch: () => watch }] });
  const boom = (): never => {
    throw new TypeError('boom');
  };

  test('a promise that nobody awaits', async () => {
    let leave = (_error: unknown): void => {};
    let isListening = true;
    const answered = (): [] => {
      leave(new TypeError('boom'));
      return [];
    };
    const result = await simulate(small(2), {
      ...stage,
      uncaught(heard) {
        leave = heard;
        return () => {
          isListening = false;
        };
      },
      invariants: [{ name: 'I0', watch: () => ({ answered }) }],
    });
    expect(result.violations).toMatchObject([
      { invariant: 'crashed', finding: expect.stringMatching(/^TypeError: boom/) },
    ]);
    expect(isListening).toBe(false);
  });

  test.each(['committed', 'answered', 'delivered', 'waited', 'begun', 'ended'] as const)(
    'an invariant, when it hears of what has %s',
    async (part) => {
      const { violations } = await watchedBy({ [part]: boom }, faultless(small(2)));
      expect(violations[0]).toMatchObject({
        invariant: 'crashed',
        finding: expect.stringMatching(/^I0: TypeError: boom/),
      });
    },
  );

  test('anything else that a step of the world sets off', async () => {
    const { violations, events } = await simulate(small(2), { ...stage, faults: boom });
    expect(violations).toMatchObject([{ invariant: 'crashed', finding: expect.stringMatching(/^TypeError: boom/) }]);
    expect(events).toBe(0);
  });
});
