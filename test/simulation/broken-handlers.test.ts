import { createWorld, type World } from '@huitang/engine-simulated';
import { createLogger, createMetrics, isRetriable } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { createBrokenHandlers } from './broken-handlers.ts';

const STREAM = 'activity/a';
const TOPIC = 'scheduling.events';
const platform = { metrics: createMetrics(), logger: createLogger('silent') };

const newWorld = (): World => createWorld({ seed: 1, storage: 'servers', startMs: Date.UTC(2026, 5, 1), ...platform });

test('what a group cannot bear is set aside with what is behind it, and comes again in order when it is mended', async () => {
  const world = newWorld();
  const broken = createBrokenHandlers({ world, dice: world.random('broken handlers') });
  const { bus } = world.start({ name: 'calendar', database: 'calendar' }).platform;
  const handled: unknown[] = [];
  let setAside = 0;
  void bus.subscribe('views', [TOPIC], async (body) => {
    broken.bear('views', STREAM);
    handled.push(body);
  });
  await world.run(() => world.coordinator.members().length > 0);
  broken.breakSome();
  const publish = (number: number) =>
    bus.publish([{ topic: TOPIC, key: 'center-1', subject: STREAM, body: JSON.stringify(number) }]);
  void publish(1).then(() => publish(2));
  await world.run(() => {
    setAside = Math.max(setAside, world.broker.parked.told(world.broker.groupOf)[0]?.messages ?? 0);
    return handled.length === 2;
  });
  expect(handled).toEqual([1, 2]);
  expect(setAside).toBe(2);
  expect(broken.hasBroken('views', STREAM)).toBe(true);
  expect(broken.hasBroken('views', 'activity/b')).toBe(false);
});

test('it is a fault that no retry helps against, of one group and one stream, until everything is mended', async () => {
  const world = newWorld();
  const { platform: one } = world.start({ name: 'calendar', database: 'calendar' });
  const broken = createBrokenHandlers({ world, dice: world.random('broken handlers') });
  broken.breakSome();
  expect(() => broken.bear('views', STREAM)).not.toThrow();
  void one.bus.subscribe('views', [TOPIC], async () => {});
  await world.run(() => world.coordinator.members().length > 0);
  broken.breakSome();
  expect(() => broken.bear('reactions', STREAM)).not.toThrow();
  let thrown: unknown;
  try {
    broken.bear('views', STREAM);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'broken-handler' });
  expect(isRetriable(thrown)).toBe(false);
  expect(() => broken.bear('views', 'activity/b')).not.toThrow();
  broken.stop();
  expect(() => broken.bear('views', STREAM)).not.toThrow();
});
