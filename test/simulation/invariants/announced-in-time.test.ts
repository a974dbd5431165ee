import { expect, test } from '@jest/globals';
import { announcedInTime } from './announced-in-time.ts';
import { cancelled, confirmed, type Given, given, pass, proposed } from './given.ts';

const MINUTE_MS = 60_000;

const inMinutes = ({ world }: Given, minutes: number): string =>
  new Date(world.scheduler.now() + minutes * MINUTE_MS).toISOString();

/** An activity that is to be announced in a minute. */
function withOne(): Given {
  const all = given(announcedInTime);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a', 1, { announced: false, announcesAt: inMinutes(all, 1) })]);
  return all;
}

test('what is tentative when its time has come, and there was time, is found', async () => {
  const all = withOne();
  expect(await all.ended()).toEqual([]);
  await pass(all.world, MINUTE_MS);
  expect(await all.ended()).toEqual([]);
  await pass(all.world, MINUTE_MS);
  expect(await all.ended()).toHaveLength(1);
  expect(await all.ended(false)).toEqual([]);
});

test('what is announced, cancelled, or has its time to come is not', async () => {
  const announced = withOne();
  announced.append('scheduling', 'activity/a', [
    { type: 'ActivityAnnounced', data: confirmed('a', 1, { announced: true }).data },
  ]);
  const off = withOne();
  off.append('scheduling', 'activity/a', [cancelled('a')]);
  const later = withOne();
  later.append('scheduling', 'activity/a', [
    { type: 'ActivityMoved', data: confirmed('a', 1, { announced: false, announcesAt: inMinutes(later, 9) }).data },
  ]);
  for (const all of [announced, off, later]) {
    await pass(all.world, 3 * MINUTE_MS);
    expect(await all.ended()).toEqual([]);
  }
});
