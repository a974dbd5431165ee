import { random } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { createEventQueue, type Planned } from '../src/event-queue.ts';
import { createScheduler, drive } from '../src/scheduler.ts';

const planned = (at: number, tie: number, serial: number): Planned => ({ at, tie, serial, task: () => {} });

test('the queue gives everything back in order, whatever order it came in', () => {
  const dice = random(1, 'queue');
  const queue = createEventQueue();
  const all = Array.from({ length: 2_000 }, (_, serial) => planned(dice.int(50), dice.int(5), serial));
  for (const one of all) queue.add(one);
  const taken = all.map(() => queue.take());
  expect(taken).toEqual([...all].sort((a, b) => a.at - b.at || a.tie - b.tie || a.serial - b.serial));
  expect(queue.take()).toBeUndefined();
});

test('what comes while others are taken keeps the order too, and what was called off is left out', () => {
  const dice = random(2, 'queue');
  const queue = createEventQueue();
  let last = 0;
  for (let serial = 0; serial < 2_000; serial += 1) {
    const one = planned(last + dice.int(20), dice.int(3), serial);
    if (dice.chance(0.2)) one.task = undefined;
    queue.add(one);
    if (!dice.chance(0.5)) continue;
    const next = queue.take();
    expect(next?.task).not.toBe(undefined);
    expect(next?.at ?? last).toBeGreaterThanOrEqual(last);
    last = next?.at ?? last;
    if (next === undefined) expect(queue.size()).toBe(0);
  }
});

test('time is that of the task that runs, and nothing runs before its time', async () => {
  const scheduler = createScheduler(1_000, random(1, 'ties'));
  const seen: number[] = [];
  for (const ms of [30, 10, 20, 10]) scheduler.after(ms, () => seen.push(scheduler.now()));
  const callOff = scheduler.after(15, () => seen.push(0));
  callOff();
  await drive(scheduler, () => false);
  expect(seen).toEqual([1_010, 1_010, 1_020, 1_030]);
});

test('of one moment the order follows from the seed, but for those who ask for the order of the calls', async () => {
  const orderOf = async (seed: number): Promise<string> => {
    const scheduler = createScheduler(0, random(seed, 'ties'));
    const seen: string[] = [];
    for (const name of 'abcdef') scheduler.after(5, () => seen.push(name));
    for (const name of '123') scheduler.inOrder(5, () => seen.push(name));
    await drive(scheduler, () => false);
    return seen.join('');
  };
  expect(await orderOf(1)).toBe(await orderOf(1));
  expect(new Set(await Promise.all([1, 2, 3, 4].map(orderOf))).size).toBeGreaterThan(1);
  for (const seed of [1, 2, 3]) expect(await orderOf(seed)).toMatch(/^123/);
});

test('everything that a task sets going by promises has run before the next task', async () => {
  const scheduler = createScheduler(0, random(1, 'ties'));
  let depth = 0;
  const sink = async (left: number): Promise<void> => {
    if (left === 0) return;
    await Promise.resolve();
    depth += 1;
    await sink(left - 1);
  };
  const seen: number[] = [];
  for (let task = 0; task < 200; task += 1) {
    scheduler.after(task, () => {
      seen.push(depth);
      void sink(20);
    });
  }
  await drive(scheduler, () => false);
  expect(seen).toEqual(Array.from({ length: 200 }, (_, task) => task * 20));
});

test('what a task throws ends the run', async () => {
  const scheduler = createScheduler(0, random(1, 'ties'));
  scheduler.after(1, () => {
    throw new Error('broken');
  });
  await expect(drive(scheduler, () => false)).rejects.toThrow('broken');
});
