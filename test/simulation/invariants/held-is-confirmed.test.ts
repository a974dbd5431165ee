import { expect, test } from '@jest/globals';
import { cancelled, confirmed, type Given, given, granted, proposed, released } from './given.ts';
import { heldIsConfirmed } from './held-is-confirmed.ts';

const DAY = 'center-day/center-1/2026-06-03';

function withOne(): Given {
  const all = given(heldIsConfirmed);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('room-allocation', DAY, [granted('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a')]);
  return all;
}

test('what is held for what is confirmed is right', async () => {
  expect(await withOne().ended()).toEqual([]);
});

test('what is still held for something cancelled, or for an older revision, is found', async () => {
  const off = withOne();
  off.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await off.ended()).toEqual(['a#1 holds a place, and is not confirmed']);
  off.append('room-allocation', DAY, [released('a')]);
  expect(await off.ended()).toEqual([]);
  const revised = withOne();
  revised.append('scheduling', 'activity/a', [proposed('a', 2)]);
  revised.append('room-allocation', 'center-day/center-1/2026-06-04', [granted('a', 2)]);
  revised.append('scheduling', 'activity/a', [confirmed('a', 2)]);
  expect(await revised.ended()).toEqual(['a#1 holds a place, and #2 is what is confirmed']);
});

test('what is confirmed and holds nothing is found', async () => {
  const all = withOne();
  all.append('room-allocation', DAY, [released('a')]);
  expect(await all.ended()).toEqual(['a#1 is confirmed, and holds nothing']);
});

test('while something is on its way nothing is demanded', async () => {
  const all = withOne();
  all.append('room-allocation', DAY, [released('a')]);
  expect(await all.ended(false)).toEqual([]);
  all.append('scheduling', 'activity/b', [proposed('b')]);
  expect(await all.ended()).toEqual([]);
});
