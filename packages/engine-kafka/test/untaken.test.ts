import type { Clock } from '@huitang/runtime';
import { beforeEach, expect, test } from '@jest/globals';
import { createUntaken, type Untaken } from '../src/untaken.ts';

let now: number;
let untaken: Untaken;

beforeEach(() => {
  now = 1_000;
  const clock: Clock = { now: () => now, after: () => () => {} };
  untaken = createUntaken(clock);
});

/** Looks after so many milliseconds: where each partition goes on, and where it ends. */
function look(afterMs: number, partitions: Readonly<Record<string, readonly [next: number, high: number]>>): number {
  now += afterMs;
  const all = Object.entries(partitions);
  return untaken.longestMs(
    new Map(all.map(([key, [next]]) => [key, next])),
    new Map(all.map(([key, [, high]]) => [key, { low: 0, high }])),
  );
}

test('a partition that stands still before messages waits for longer and longer, however others come on', () => {
  expect(look(0, { 'a/0': [5, 9], 'a/1': [1, 9] })).toBe(0);
  expect(look(400, { 'a/0': [5, 9], 'a/1': [3, 9] })).toBe(400);
  expect(look(600, { 'a/0': [5, 20], 'a/1': [9, 9] })).toBe(1_000);
});

test('one that comes on, or has nothing before it, or goes to somebody else, does not wait', () => {
  look(0, { 'a/0': [5, 9], 'a/1': [2, 9], 'a/2': [2, 9] });
  expect(look(500, { 'a/0': [6, 9], 'a/1': [9, 9] })).toBe(0);
  expect(look(500, { 'a/0': [6, 9], 'a/1': [9, 12], 'a/2': [2, 9] })).toBe(500);
});
