import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { countEarlier, countHeld } from '../../src/coordinator/count-held.ts';
import { BRANCH, limit, used } from './quota-world.ts';
import {
  type AllocationWorld,
  activity,
  allocationWorld,
  asked,
  type Event,
  handle,
  profile,
  refusals,
  room,
  wish,
} from './world.ts';

const JULY = '2026-07';

async function unlimited(...events: readonly Event[]): Promise<AllocationWorld> {
  const world = allocationWorld(new MemoryLog());
  await world.open(profile({ resources: [room('a'), room('b')] }));
  await told(world, ...events);
  return world;
}

async function told(world: AllocationWorld, ...events: readonly Event[]): Promise<void> {
  for (const event of events) await handle(world.process(), event);
}

const on = (day: string, minutes: number, time = '10:00') => wish([`2026-${day}T${time}`], minutes);
const first: Event = { asks: asked(1, on('07-02', 90)) };

describe('a limit that is set when something is held already', () => {
  test('counts it before anything is measured', async () => {
    const world = await unlimited(first);
    await limit(world, 120);
    await told(world, { asks: asked(2, on('07-03', 60)) });
    expect(refusals(world.log)).toMatchObject([
      { reasons: [{ code: 'quota-exceeded', values: { limit: 120, used: 90, wanted: 60 } }] },
    ]);
    await told(world, { asks: asked(3, on('07-03', 30)) });
    expect(await used(world, JULY)).toEqual([120, 120]);
  });

  test('counts what is held over several days too, and once, however often it is looked for', async () => {
    const world = await unlimited(first, { asks: asked(2, on('07-03', 120, '23:00')) });
    await limit(world, 60);
    for (let times = 0; times < 3; times += 1) await countEarlier(world.process(), BRANCH);
    for (let times = 0; times < 3; times += 1) await countHeld(world.process(), BRANCH, activity(1));
    expect(await used(world, JULY)).toEqual([210, 210]);
  });

  test('gives it back when it is called off, or revised to another month', async () => {
    const world = await unlimited(first, { asks: asked(2, on('07-04', 30)) });
    await limit(world, 300);
    await countEarlier(world.process(), BRANCH);
    await told(world, { cancels: 1, revision: 1 });
    expect(await used(world, JULY)).toEqual([30, 30]);
    await told(world, { asks: asked(2, on('08-04', 45), 2) });
    expect(await used(world, JULY)).toEqual([0, 0]);
    expect(await used(world, '2026-08')).toEqual([45, 45]);
  });

  test('counts what somebody began to count who did not come to the end', async () => {
    const world = await unlimited(first, { asks: asked(2, on('07-03', 60)) });
    await limit(world, 300);
    const { quotas, ...others } = world.process();
    const dies = { ...quotas, execute: async () => Promise.reject(new Error('it has died')) };
    await expect(countEarlier({ ...others, quotas: dies }, BRANCH)).rejects.toThrow('it has died');
    expect(await used(world, JULY)).toEqual([0, 0]);
    await countEarlier(world.process(), BRANCH);
    expect(await used(world, JULY)).toEqual([150, 150]);
  });

  test('does not take what it has from anybody, also where that is more', async () => {
    const world = await unlimited(first);
    await limit(world, 30);
    await told(world, { asks: asked(1, on('07-02', 60), 2) });
    expect(refusals(world.log)).toEqual([]);
    expect(await used(world, JULY)).toEqual([60, 60]);
  });

  test('counts what was given while it was lifted', async () => {
    const world = await unlimited(first);
    await limit(world, 120);
    await countEarlier(world.process(), BRANCH);
    await limit(world, null);
    await told(world, { asks: asked(2, on('07-03', 60)) });
    expect(await used(world, JULY)).toEqual([90, 90]);
    await limit(world, 160);
    await countEarlier(world.process(), BRANCH);
    expect(await used(world, JULY)).toEqual([150, 150]);
  });

  test('counts what was not heard of yet as soon as it is, and not what was called off meanwhile', async () => {
    const world = await unlimited(first, { asks: asked(2, on('07-03', 60)) });
    await limit(world, 300);
    await countEarlier({ ...world.process(), holdersOf: async () => [] }, BRANCH);
    expect(await used(world, JULY)).toEqual([0, 0]);
    await told(world, { cancels: 2, revision: 1 });
    for (const number of [1, 2]) await countHeld(world.process(), BRANCH, activity(number));
    expect(await used(world, JULY)).toEqual([90, 90]);
  });
});
