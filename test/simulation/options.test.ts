import { expect, test } from '@jest/globals';
import { faultless, optionsOf, type RunOptions } from './options.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

const shareOf = (fits: (options: RunOptions) => boolean): number =>
  seeds.filter((seed) => fits(optionsOf(seed))).length / 300;

test('a seed always means the same', () => {
  for (const seed of seeds) expect(optionsOf(seed)).toEqual(optionsOf(seed));
});

test('seeds are of every sort: modes, ways to store, topologies, with and without each fault', () => {
  const sorts: readonly ((options: RunOptions) => boolean)[] = [
    ({ mode }) => mode === 'safety',
    ({ mode }) => mode === 'liveness',
    ({ storage }) => storage === 'one-file',
    ({ storage }) => storage === 'servers',
    ({ topology }) => topology.length === 1,
    ({ topology }) => topology.length > 4,
    ({ rates }) => rates.refused > 0,
    ({ rates }) => rates.lost > 0,
    ({ rates }) => rates['crash-before'] > 0,
    ({ rates }) => rates.refused === 0 && rates.lost === 0,
    ({ disturbances }) => disturbances.shuffleEveryMs > 0,
    ({ disturbances }) => disturbances.clockEveryMs > 0,
    ({ disturbances }) => disturbances.poisonEveryMs > 0,
    ({ disturbances }) => disturbances.networkLoss > 0,
  ];
  for (const sort of sorts) expect(shareOf(sort)).toBeGreaterThan(0.1);
  expect(shareOf(({ workload }) => workload.soon)).toBeGreaterThan(0.03);
  expect(shareOf(({ workload }) => workload.windows)).toBeGreaterThan(0.05);
  expect(shareOf(({ workload }) => workload.staff)).toBeGreaterThan(0.2);
  expect(shareOf(({ workload }) => workload.preferences)).toBeGreaterThan(0.2);
  expect(shareOf(({ workload }) => workload.foreseeing)).toBeGreaterThan(0.05);
});

test('one file has one process', () => {
  expect(shareOf(({ storage, topology }) => storage === 'one-file' && topology.length > 1)).toBe(0);
});

test('without faults there is none', () => {
  const { rates, disturbances, mode } = faultless(optionsOf(5));
  expect([...Object.values(rates), ...Object.values(disturbances)].every((often) => often === 0)).toBe(true);
  expect(mode).toBe('liveness');
});
