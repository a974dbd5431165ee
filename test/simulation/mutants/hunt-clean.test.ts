import { expect, test } from '@jest/globals';
import type { Hunted } from './hunt.ts';
import { huntClean, type Range } from './hunt-clean.ts';

/** Finds the first of `failing` in a range, and writes down what it was asked for. */
function hunting(failing: readonly number[]) {
  const asked: Range[] = [];
  return {
    asked,
    hunt: async (range: Range): Promise<Hunted> => {
      asked.push(range);
      const seed = failing.find((one) => one >= range.from && one < range.from + range.seeds);
      return seed === undefined
        ? { mutant: 'bug', seeds: range.seeds }
        : { mutant: 'bug', seeds: seed - range.from + 1, seed, invariant: 'I1', finding: 'twice', event: 10 * seed };
    },
  };
}

const hunted = (withBug: readonly number[], without: readonly number[]) => {
  const planted = hunting(withBug);
  const clean = hunting(without);
  const range = { from: 1, seeds: 100 };
  return { planted, clean, found: huntClean('bug', range, { planted: planted.hunt, clean: clean.hunt }) };
};

test('the first seed that fails is what is found, when it does not fail without the bug', async () => {
  const { clean, found } = hunted([7, 9], [9]);
  expect(await found).toEqual({ mutant: 'bug', seeds: 7, seed: 7, invariant: 'I1', finding: 'twice', event: 70 });
  expect(clean.asked).toEqual([{ from: 7, seeds: 1 }]);
});

test('seeds that fail without the bug as well are named, and the hunt goes on behind them', async () => {
  const { planted, found } = hunted([3, 4, 20], [3, 4]);
  expect(await found).toMatchObject({ seeds: 20, seed: 20, unclean: [3, 4] });
  expect(planted.asked).toEqual([
    { from: 1, seeds: 100 },
    { from: 4, seeds: 97 },
    { from: 5, seeds: 96 },
  ]);
});

test('who is in no seed that is clean is not caught', async () => {
  expect(await hunted([3], [3]).found).toEqual({ mutant: 'bug', seeds: 100, unclean: [3] });
  expect(await hunted([100], [100]).found).toEqual({ mutant: 'bug', seeds: 100, unclean: [100] });
});

test('where seed after seed fails by itself the hunt ends', async () => {
  const every = Array.from({ length: 100 }, (_, index) => index + 1);
  const { planted, found } = hunted(every, every);
  expect(await found).toMatchObject({ mutant: 'bug', unclean: every.slice(0, 10) });
  expect(planted.asked).toHaveLength(10);
});

const died: Hunted = { mutant: 'bug', seeds: 100, finding: 'its process ended with 1' };

test('a process that ends is no seed that fails, with the bug or without it', async () => {
  const found = async (range: Range) => hunting([7]).hunt(range);
  const range = { from: 1, seeds: 100 };
  expect(await huntClean('bug', range, { planted: async () => died, clean: found })).toEqual(died);
  expect(await huntClean('bug', range, { planted: found, clean: async () => died })).toEqual({
    mutant: 'bug',
    seeds: 100,
    finding: 'seed 7 with nothing planted: its process ended with 1',
  });
});
