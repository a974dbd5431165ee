import { expect, test } from '@jest/globals';
import { given } from './given.ts';
import { isolation } from './isolation.ts';

test('what is set aside without having been poisoned is found, at any end', async () => {
  const { world, ended } = given(isolation);
  const park = (subject: string) =>
    world.broker.parked.park([
      { groupId: world.broker.groupId('views'), subject, partition: 'all', offset: 0, released: false, error: 'no' },
    ]);
  park('activity/poison-1');
  park('activity/broken-1');
  expect(await ended(false)).toEqual([]);
  park('activity/a');
  expect(await ended(false)).toEqual(['activity/a is set aside for views: no']);
});

test('poison that somebody has heard and not set aside is found', async () => {
  const { world, ended } = given(isolation);
  const { platform } = world.start({ name: 'all', database: 'all' });
  await Promise.all([
    platform.bus.subscribe('views', ['scheduling.events'], async () => {}),
    platform.bus.publish([{ topic: 'scheduling.events', key: 'k', subject: 'activity/poison-1', body: 'null' }]),
    world.run(() => world.scheduler.steps() > 20),
  ]);
  expect(await ended(false)).toEqual([]);
  expect(await ended()).toEqual(['views has passed over activity/poison-1, which nobody can read']);
  world.broker.parked.park([
    {
      groupId: world.broker.groupId('views'),
      subject: 'activity/poison-1',
      partition: 'all',
      offset: 0,
      released: false,
      error: 'no',
    },
  ]);
  expect(await ended()).toEqual([]);
});
