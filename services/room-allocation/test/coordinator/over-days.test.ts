import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import { allocationWorld, asked, at, handle, heldBriefly, profile, refusals, room, wish } from './world.ts';

const opened = async (change: Record<string, unknown> = {}) => {
  const world = allocationWorld();
  await world.open(profile(change));
  return world;
};

describe.each([
  ['midnight', 0],
  ['four in the morning', 240],
])('with days that begin at %s', (_, dayBoundaryMinutes) => {
  const teardown = { dayBoundaryMinutes, resources: [room('a', { teardownMinutes: 30 })] };

  test('23:30–01:30 with 30 minutes of teardown keeps out 00:30 and 01:59, and lets in 02:00', async () => {
    const world = await opened(teardown);
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-02T23:30'], 120)) });
    await handle(process, { asks: asked(2, wish(['2026-07-03T00:30'], 30)) });
    await handle(process, { asks: asked(3, wish(['2026-07-03T01:59'], 30)) });
    await handle(process, { asks: asked(4, wish(['2026-07-03T02:00'], 30)) });
    expect(heldBriefly(world.log)).toEqual([
      [1, 1, at('2026-07-02T23:30'), 'hall-a'],
      [4, 1, at('2026-07-03T02:00'), 'hall-a'],
    ]);
    expect(refusals(world.log).map(({ reasons }) => reasons[0]?.code)).toEqual(['taken', 'taken']);
  });

  test('a booking at 00:30 keeps out 22:30–00:01 with teardown, and lets in 22:00–00:00', async () => {
    const world = await opened(teardown);
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-03T00:30'], 60)) });
    await handle(process, { asks: asked(2, wish(['2026-07-02T22:30'], 91)) });
    await handle(process, { asks: asked(3, wish(['2026-07-02T22:00'], 120)) });
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([1, 3]);
  });

  test('four days are one answer; what lies in the middle of them is refused', async () => {
    const world = await opened({ dayBoundaryMinutes });
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-02T05:30'], 4 * 1440)) });
    await handle(process, { asks: asked(2, wish(['2026-07-04T12:00'], 60)) });
    await handle(process, { asks: asked(3, wish(['2026-07-06T05:30'], 60)) });
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([1, 3]);
    expect(problemsOf(world.log)).toEqual([]);
  });
});

describe('over several days', () => {
  test('another acceptable start is taken when one of the days is full, and nothing of the first try is left', async () => {
    const world = await opened();
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-03T10:00'], 60)) });
    await handle(process, { asks: asked(2, wish(['2026-07-02T22:00', '2026-07-03T22:00'], 16 * 60)) });
    await handle(process, { asks: asked(3, wish(['2026-07-02T22:00'], 60)) });
    expect(heldBriefly(world.log)).toEqual([
      [1, 1, at('2026-07-03T10:00'), 'hall-a'],
      [2, 1, at('2026-07-03T22:00'), 'hall-a'],
      [3, 1, at('2026-07-02T22:00'), 'hall-a'],
    ]);
  });

  test('the preferred order of starts counts, also where it jumps between days', async () => {
    const world = await opened();
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-04T09:00', '2026-07-02T23:30', '2026-07-04T12:00'], 60)) });
    await handle(process, { asks: asked(2, wish(['2026-07-04T09:30', '2026-07-02T23:30', '2026-07-04T12:00'], 60)) });
    expect(heldBriefly(world.log).map(([, , start]) => start)).toEqual([
      at('2026-07-04T09:00'),
      at('2026-07-02T23:30'),
    ]);
  });

  test('a revision frees what was held across days, and a cancellation frees all of it', async () => {
    const world = await opened();
    const process = world.process();
    const across = wish(['2026-07-02T23:00'], 120);
    await handle(process, { asks: asked(1, across) });
    await handle(process, { asks: asked(1, wish(['2026-07-05T09:00'], 60), 2) });
    await handle(process, { asks: asked(2, across) });
    await handle(process, { asks: asked(1, wish(['2026-07-05T23:00'], 120), 3) });
    expect(heldBriefly(world.log)).toEqual([
      [1, 3, at('2026-07-05T23:00'), 'hall-a'],
      [2, 1, at('2026-07-02T23:00'), 'hall-a'],
    ]);
    await handle(process, { cancels: 1, revision: 3 });
    await handle(process, { cancels: 2, revision: 1 });
    await handle(process, { asks: asked(3, wish(['2026-07-02T00:00'], 6 * 1440)) });
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([3]);
  });

  test('a revision may take what the activity itself holds', async () => {
    const world = await opened();
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-02T23:00'], 120)) });
    await handle(process, { asks: asked(1, wish(['2026-07-02T23:30'], 120), 2) });
    await handle(process, { asks: asked(1, wish(['2026-07-02T22:00'], 110), 3) });
    expect(heldBriefly(world.log)).toEqual([[1, 3, at('2026-07-02T22:00'), 'hall-a']]);
    expect(problemsOf(world.log)).toEqual([]);
  });

  test('a revision that cannot be had leaves what was given before', async () => {
    const world = await opened();
    const process = world.process();
    await handle(process, { asks: asked(1, wish(['2026-07-02T23:00'], 120)) });
    await handle(process, { asks: asked(2, wish(['2026-07-04T23:00'], 120)) });
    await handle(process, { asks: asked(1, wish(['2026-07-04T23:30'], 120), 2) });
    expect(heldBriefly(world.log).map(([number, revision]) => [number, revision])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });
});

describe('a hold', () => {
  const across = wish(['2026-07-02T23:00'], 120);

  /** A process that dies after its holds, before it grants. */
  async function abandoned() {
    const world = await opened();
    world.log.beforeAppend = async ({ events }) => {
      if (events.some(({ type }) => type === 'AllocationGranted')) throw new Error('dead');
    };
    await expect(handle(world.process(), { asks: asked(1, across) })).rejects.toThrow('dead');
    world.log.beforeAppend = async () => {};
    return world;
  }

  test('that nobody ends is over when its time is: a rival waits for that and then has the place', async () => {
    const world = await abandoned();
    const before = world.clock.now();
    await handle(world.process(), { asks: asked(2, wish(['2026-07-02T23:30'], 20)) });
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(10_000);
    expect(heldBriefly(world.log)).toEqual([[2, 1, at('2026-07-02T23:30'), 'hall-a']]);
  });

  test('is no obstacle where there is another room', async () => {
    const world = await opened({ resources: [room('a'), room('b', { capacity: 200 })] });
    world.log.beforeAppend = async ({ events }) => {
      if (events.some(({ type }) => type === 'AllocationGranted')) throw new Error('dead');
    };
    await expect(handle(world.process(), { asks: asked(1, across) })).rejects.toThrow('dead');
    world.log.beforeAppend = async () => {};
    const before = world.clock.now();
    await handle(world.process(), { asks: asked(2, across) });
    expect(world.clock.now()).toBe(before);
    expect(heldBriefly(world.log)).toEqual([[2, 1, at('2026-07-02T23:00'), 'hall-b']]);
  });

  test('whose coordinator comes back is brought to its end', async () => {
    const world = await abandoned();
    await handle(world.process(), { asks: asked(1, across) });
    expect(heldBriefly(world.log)).toEqual([[1, 1, at('2026-07-02T23:00'), 'hall-a']]);
    expect(problemsOf(world.log)).toEqual([]);
  });

  test('that a rival has ended is given back, and its owner is refused when it comes back', async () => {
    const world = await abandoned();
    await handle(world.process(), { asks: asked(2, across) });
    await handle(world.process(), { asks: asked(1, across) });
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([2]);
    expect(refusals(world.log)).toHaveLength(1);
  });

  test('granted but not yet confirmed on its days keeps rivals out', async () => {
    const world = await opened();
    world.log.beforeAppend = async ({ events }) => {
      if (events.some(({ type }) => type === 'LegConfirmed')) throw new Error('dead');
    };
    await handle(world.process(), { asks: asked(1, across) }).catch(() => undefined);
    world.log.beforeAppend = async () => {};
    await handle(world.process(), { asks: asked(2, wish(['2026-07-02T23:30'], 20)) });
    expect(heldBriefly(world.log).map(([number]) => number)).toEqual([1]);
  });
});

test('asked for again after a crash, when what was passed over has become free, the answer stands and nothing is stuck', async () => {
  const world = allocationWorld();
  await world.open(profile({ resources: [room('a')] }));
  const second = { asks: asked(2, wish(['2026-07-02T23:00', '2026-07-03T10:00'], 120)) };
  await handle(world.process(), { asks: asked(1, wish(['2026-07-02T23:30'], 60)) });
  await handle(world.process(), second);
  const before = heldBriefly(world.log).filter(([number]) => number === 2);
  await handle(world.process(), { cancels: 1, revision: 1 });
  await handle(world.process(), second);
  expect(heldBriefly(world.log)).toEqual(before);
});
