import { expect, test } from '@jest/globals';
import { newestVersions } from '../src/engine-kit/newest-versions.ts';

test('nothing is known to be past the end of a stream that nobody has looked at', () => {
  const newest = newestVersions();
  newest.come('other', 1);
  expect([newest.isPast('one', 1), newest.isPast('other', 2)]).toEqual([false, true]);
});

test('a stream ends with the latest that came, in whatever order it was told', () => {
  const newest = newestVersions();
  newest.come('one', 3);
  newest.come('one', 2);
  expect([2, 3, 4].map((version) => newest.isPast('one', version))).toEqual([false, false, true]);
});

test('a stream with nothing in it is past its end from the first version on', () => {
  const newest = newestVersions();
  newest.come('one', 0);
  expect([newest.isPast('one', 1), newest.isPast('one', 0)]).toEqual([true, false]);
});

test('what was not used for long is not known any more', () => {
  const newest = newestVersions();
  for (let number = 0; number <= 2_000; number += 1) newest.come(`${number}`, 1);
  expect([newest.isPast('0', 2), newest.isPast('1', 2)]).toEqual([false, true]);
});
