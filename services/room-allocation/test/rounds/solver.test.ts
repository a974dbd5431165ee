import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import type { ExactOutcome } from '../../src/exact/heard.ts';
import type { SolveDay } from '../../src/rounds/rounds.ts';
import { heldBriefly } from '../coordinator/world.ts';
import { activity, adjust, ask, close, contented, hour, openedWorld, publish, roundOf, wished } from './world.ts';

describe('a solver', () => {
  test.each<Exclude<ExactOutcome, 'solved'>>(['timed-out', 'crashed'])(
    'that has %s leaves the best that was known, and that is published',
    async (outcome) => {
      const solve: SolveDay = async (problem) => ({ outcome, result: allocate(problem) });
      const { world, rounds } = await openedWorld(['a'], { solve });
      for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: number }));
      await close(rounds);
      expect((await roundOf(rounds)).solution).toMatchObject({ outcome, granted: [{ activityId: activity(2) }] });
      await publish(rounds);
      expect(heldBriefly(world.log).map(([number]) => number)).toEqual([2]);
    },
  );

  test('that says how good its answer is has that published; one that could not say has not', async () => {
    for (const upper of [20_000, Number.POSITIVE_INFINITY]) {
      const bound = { upper, gap: 0.1, proven: false };
      const solve: SolveDay = async (problem) => ({ outcome: 'solved', result: { ...allocate(problem), bound } });
      const { world, rounds } = await openedWorld(['a'], { solve });
      await ask(rounds, wished(1, hour()));
      await publish(rounds);
      const published = world.log.commits.flatMap(({ events }) => events).find(({ type }) => type === 'RoundPublished');
      expect(published?.data).toEqual(
        upper === 20_000
          ? expect.objectContaining({ bound })
          : expect.not.objectContaining({ bound: expect.anything() }),
      );
    }
  });

  test('is not asked where nobody asks, and not again where nothing has changed', async () => {
    let asked = 0;
    const solve: SolveDay = async (problem) => {
      asked += 1;
      return contented(problem);
    };
    const empty = await openedWorld(['a'], { solve });
    await close(empty.rounds);
    expect(asked).toBe(0);
    const { rounds } = await openedWorld(['a'], { solve });
    for (const number of [1, 2]) await ask(rounds, wished(number, hour()));
    await close(rounds);
    await close(rounds);
    expect(asked).toBe(1);
    await adjust(rounds, [{ activityId: activity(1), leftOut: true }]);
    await publish(rounds);
    expect(asked).toBe(2);
  });

  test('that is overtaken by a change of the day is asked again', async () => {
    const world = await openedWorld(['a']);
    let asked = 0;
    const solve: SolveDay = async (problem) => {
      asked += 1;
      if (asked === 1) await adjust(world.rounds, [{ activityId: activity(2), leftOut: true }]);
      return contented(problem);
    };
    for (const number of [1, 2]) await ask(world.rounds, wished(number, hour(), { weight: number }));
    await publish({ ...world.rounds, solve });
    expect(asked).toBe(2);
    expect(heldBriefly(world.world.log).map(([number]) => number)).toEqual([1]);
  });
});
