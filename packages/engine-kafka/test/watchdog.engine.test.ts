import { Fault } from '@huitang/runtime';
import { recorder, upTo } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { message, TOPIC, until, useWorld } from './world.ts';

const world = useWorld();

test('a handler that does not end is told of with its group, and others are not', async () => {
  const stalled: string[] = [];
  const { bus } = await world.open({ onStalled: (group) => stalled.push(group), timings: { stallMs: 400 } });
  const stuck = recorder(() => new Promise(() => {}));
  const well = recorder();
  await bus.subscribe('stuck', [TOPIC], stuck.handler);
  await bus.subscribe('well', [TOPIC], well.handler);
  await bus.publish(upTo(3).map((n) => message('a', n)));
  await until(() => stalled.length > 0);
  expect(new Set(stalled)).toEqual(new Set(['stuck']));
});

test('nothing to do and something tried again are no stalls', async () => {
  const stalled: string[] = [];
  const { bus } = await world.open({ onStalled: (group) => stalled.push(group), timings: { stallMs: 800 } });
  let tries = 0;
  await bus.subscribe('idle', [TOPIC], recorder().handler);
  await bus.subscribe('trying', [TOPIC], async () => {
    tries += 1;
    if (tries < 7) throw new Fault('down', 'not now', { retriable: true });
  });
  await bus.publish([message('a', 1)]);
  await bus.idle();
  expect(tries).toBe(7);
  expect(stalled).toEqual([]);
});

test('a handler that takes longer than the session neither loses its partition nor gets its message twice', async () => {
  const { bus } = await world.open();
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let started = 0;
  const group = recorder(async ({ subject }) => {
    if (subject !== 'slow') return;
    started += 1;
    await held;
  });
  await bus.subscribe('group', [TOPIC], group.handler);
  await bus.publish([message('slow', 1, 'key'), message('quick', 1, 'key')]);
  await until(() => started === 1);
  const from = Date.now();
  let n = 1;
  await until(async () => {
    n += 1;
    await bus.publish([message('quick', n, 'key')]);
    return Date.now() - from > 8_000;
  });
  await until(() => group.numbersOf('quick').length >= n);
  letGo();
  await bus.idle();
  expect(started).toBe(1);
  expect(group.numbersOf('slow')).toEqual([1]);
  expect(group.numbersOf('quick')).toEqual(upTo(n));
});
