import type { StorageKind } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { bounded } from './bounded.ts';
import { given } from './given.ts';

test('a mail that is tried without end is found', async () => {
  const { world, ended } = given(bounded);
  const rows = world.durable.records('all', 'notification-deliveries');
  const tried = (attempts: number, looks?: number) =>
    rows.set({
      ...{ key: 'a/1/confirmed/b', value: JSON.stringify({ attempts, looks }) },
      ...{ dueAt: undefined, expiresAt: undefined },
    });
  for (const [attempts, looks] of [[15], [40, 25]] as const) {
    tried(attempts, looks);
    expect(await ended()).toEqual([]);
  }
  tried(16);
  expect(await ended()).toEqual(['a/1/confirmed/b was tried 16 times, and looked at 0']);
  tried(40, 26);
  expect(await ended()).toEqual(['a/1/confirmed/b was tried 14 times, and looked at 26']);
});

test('an answer that is planned, or written, without end is found', async () => {
  const planned = given(bounded);
  planned.append('room-allocation', 'allocation/a', [{ type: 'AllocationSought', data: {} }]);
  for (let plan = 1; plan <= 101; plan += 1) {
    expect(await planned.ended()).toEqual([]);
    planned.append('room-allocation', 'allocation/a', [{ type: 'HoldsBegun', data: {} }]);
  }
  expect(await planned.ended()).toHaveLength(1);
  const written = given(bounded);
  for (let commit = 1; commit <= 13; commit += 1) {
    written.append('room-allocation', 'allocation/a', [{ type: 'StartsGivenUp', data: {} }]);
  }
  expect(await written.ended()).toHaveLength(1);
});

/** A world in which the same event was published `times` times; `more` publishes it 20 times more. */
async function toldAgain(storage: StorageKind, times: number, steps: number) {
  const { world, watch, ended } = given(bounded, {}, storage);
  const { platform } = world.start({ name: 'all', database: 'all' });
  const message = { topic: 'scheduling.events', key: 'k', subject: 'activity/a', body: '{}' };
  const publish = (count: number) => platform.bus.publish(Array.from({ length: count }, () => message));
  const until = (count: number) => world.run(() => world.scheduler.steps() > count);
  const listening = platform.bus.subscribe('views', ['scheduling.events'], async () => {});
  await Promise.all([listening, publish(times), until(steps)]);
  return { watch, ended, more: () => Promise.all([publish(20), until(2 * steps)]) };
}

test('events that are told again and again are found', async () => {
  const { ended, more } = await toldAgain('one-file', 190, 350);
  expect(await ended()).toEqual([]);
  await more();
  expect(await ended()).toHaveLength(1);
});

test('events that are told again and again are found while they are told, where the bus is none with the log', async () => {
  const { watch, more } = await toldAgain('servers', 990, 1_200);
  expect(watch.waited?.()).toEqual([]);
  await more();
  expect(watch.waited?.()).toHaveLength(1);
});
