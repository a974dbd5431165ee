import { expect, test } from '@jest/globals';
import { ATTEMPTS_MAX, lookDelayMs, retryDelayMs } from '../../src/domain/retry.ts';

const delays = (fraction: number): number[] =>
  Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => retryDelayMs(index + 1, fraction));

test('waits double from five seconds up to an hour', () => {
  expect(delays(0.5).slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(Math.max(...delays(0.5))).toBe(3_600_000);
  expect(delays(0.5).every((delay, index, all) => index === 0 || delay >= (all[index - 1] ?? 0))).toBe(true);
});

test('the die moves a wait by a fifth at most, both ways', () => {
  delays(0.5).forEach((middle, index) => {
    expect(delays(0)[index]).toBe(Math.round(middle * 0.8));
    expect(delays(0.999_999)[index]).toBeLessThanOrEqual(middle * 1.2);
    expect(delays(0.999_999)[index]).toBeGreaterThan(middle * 1.19);
  });
});

test('all waits together outlast a mail server that is down for four hours', () => {
  expect(delays(0).reduce((sum, delay) => sum + delay)).toBeGreaterThan(3 * 3_600_000);
  expect(delays(0.5).reduce((sum, delay) => sum + delay)).toBeGreaterThan(4 * 3_600_000);
});

test('looks at what waits for something else become less frequent, down to one a minute', () => {
  expect([undefined, 1, 2, 3, 7, 50].map(lookDelayMs)).toEqual([5_000, 7_500, 11_250, 16_875, 60_000, 60_000]);
});
