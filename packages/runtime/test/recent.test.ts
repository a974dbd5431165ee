import { expect, test } from '@jest/globals';
import { recent } from '../src/recent.ts';

test('no more is kept than was said, and what was used longest ago goes first', () => {
  const kept = recent<string>(2);
  kept.set('a', 'one');
  kept.set('b', 'two');
  kept.get('a');
  kept.set('c', 'three');
  expect([...kept.keys()].sort()).toEqual(['a', 'c']);
});

test('the room of what went is used again', () => {
  const kept = recent<{ readonly number: number }>(3);
  for (let number = 0; number < 1_000; number += 1) kept.set(`${number}`, { number });
  expect([...kept.values()].map(({ number }) => number)).toEqual([999, 998, 997]);
});
