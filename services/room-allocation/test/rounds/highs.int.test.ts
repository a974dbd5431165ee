import { describe, expect, test } from '@jest/globals';
import { solveTogether } from '../../src/exact/solve-together.ts';
import type { SolveDay } from '../../src/rounds/rounds.ts';
import { problemsOf } from '../coordinator/invariants.ts';
import { heldBriefly } from '../coordinator/world.ts';
import { ask, close, hour, openedWorld, publish, roundOf, wished } from './world.ts';

// The worker is what was built, as it is in an installation: threads know nothing of how tests read sources.
const built = new URL('../../dist/exact/together-worker.js', import.meta.url);
const limits = { secondsPerPart: 20, timeoutMs: 60_000 };
const highs: SolveDay = (problem) => solveTogether(problem, limits, built);

const clocks = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'];

describe('a round closed by HiGHS', () => {
  test('says how close to the best its answer is, and gives nothing twice', async () => {
    const { world, rounds } = await openedWorld(['a', 'b', 'c'], { solve: highs });
    for (let number = 1; number <= 30; number += 1) {
      const own = clocks.slice(number % 4, (number % 4) + 3);
      const organization = `branch-${number % 7}`;
      await ask(rounds, wished(number, hour(own), { organization, weight: 1 + (number % 3) }));
    }
    await close(rounds);
    const { solution } = await roundOf(rounds);
    expect(solution).toMatchObject({ outcome: 'solved', bound: { proven: true } });
    expect(solution?.bound?.gap).toBeLessThan(0.001);
    await publish(rounds);
    expect(problemsOf(world.log)).toEqual([]);
    expect(heldBriefly(world.log)).toHaveLength(9);
  });

  test('has the best answer where the order of weights has not: one long and heavy, or four short ones', async () => {
    const { world, rounds } = await openedWorld(['a'], { solve: highs });
    await ask(rounds, wished(1, { ...hour(['09:00']), durationMinutes: 240 }, { weight: 3 }));
    for (const [index, clock] of ['09:00', '10:00', '11:00', '12:00'].entries()) {
      await ask(rounds, wished(2 + index, hour([clock]), { weight: 2 }));
    }
    await publish(rounds);
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([2, 3, 4, 5]);
  });
});
