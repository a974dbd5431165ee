import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { confirmed, idOf } from './given.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

async function measured(): Promise<readonly (number | undefined)[]> {
  await fetch(`${world.host.address}/metrics`);
  const { deliveriesDue, deliveriesOverdue } = world.platform.metrics;
  return Promise.all([deliveriesDue, deliveriesOverdue].map(async (gauge) => (await gauge.get()).values[0]?.value));
}

test('what waits for others than a mail server is overdue after half an hour', async () => {
  await world.request('PUT', '/api/organizations/hengshan-branch/channels', { channels: [{ channel: 'inbox' }] });
  await world.say(`activity/${idOf(1)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(1) }));
  expect(await measured()).toEqual([1, 0]);
  world.clock.pass(1_799_999);
  expect(await measured()).toEqual([1, 0]);
  world.clock.pass(1);
  expect(await measured()).toEqual([1, 1]);
  await world.post();
  expect(await measured()).toEqual([0, 0]);
});

test('what is due is counted until it is sent, and called overdue after a minute', async () => {
  expect(await measured()).toEqual([0, 0]);
  await world.say(`activity/${idOf(1)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(1) }));
  expect(await measured()).toEqual([1, 0]);
  world.clock.pass(59_999);
  expect(await measured()).toEqual([1, 0]);
  world.clock.pass(1);
  expect(await measured()).toEqual([1, 1]);
  await world.tick();
  expect(await measured()).toEqual([0, 0]);
});
