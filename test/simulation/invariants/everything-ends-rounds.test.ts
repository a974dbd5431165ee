import { expect, test } from '@jest/globals';
import { undecided } from '../state.ts';
import { everythingEnds } from './everything-ends.ts';
import { confirmed, type Given, given, pass, proposed } from './given.ts';

const DATE = '2026-06-03';
const DAY = `center-day/center-1/${DATE}`;
const ACTIVITY = 'activity/a';

/** Published two minutes after the world begins. */
const round = {
  centerId: 'center-1',
  date: DATE,
  number: 1,
  closesAt: '2026-06-01T01:01:00Z',
  publishesAt: '2026-06-01T01:02:00Z',
};

const deferred = { type: 'ActivityDeferred', data: { centerId: 'center-1', round } };

function waiting(): Given {
  const all = given(everythingEnds);
  all.append('room-allocation', DAY, [{ type: 'RoundOpened', data: round }]);
  all.append('scheduling', ACTIVITY, [proposed('a')]);
  all.append('scheduling', ACTIVITY, [deferred]);
  return all;
}

test('who waits in a round may do so until it is to be published, whoever is at it may have died, and a minute more', async () => {
  const { watch, world, view } = waiting();
  await pass(world, 239_000);
  expect(watch.waited?.()).toEqual([]);
  await pass(world, 1_000);
  expect(watch.waited?.()).toEqual([`${ACTIVITY} has no answer 60 s after its round had to be over`]);
  expect(undecided(view)).toEqual([ACTIVITY]);
});

test('who waits is at rest while the round is under way, and is not when it is over', async () => {
  const { append, view } = waiting();
  expect(undecided(view)).toEqual([]);
  append('room-allocation', DAY, [{ type: 'RoundPublished', data: round }]);
  expect(undecided(view)).toEqual([ACTIVITY]);
});

test('published before its time, a round leaves a minute to tell everybody', async () => {
  const { append, watch, world } = waiting();
  await pass(world, 30_000);
  append('room-allocation', DAY, [{ type: 'RoundGivenUp', data: round }]);
  await pass(world, 59_000);
  expect(watch.waited?.()).toEqual([]);
  await pass(world, 1_000);
  expect(watch.waited?.()).toHaveLength(1);
  append('scheduling', ACTIVITY, [confirmed('a')]);
  expect(watch.waited?.()).toEqual([]);
});

test('what is asked anew waits in no round until that is said', async () => {
  const { append, watch, world, view } = waiting();
  append('scheduling', ACTIVITY, [proposed('a', 2)]);
  expect(undecided(view)).toEqual([ACTIVITY]);
  await pass(world, 60_000);
  expect(watch.waited?.()).toEqual([`${ACTIVITY} has no answer 60 s after it was asked`]);
});
