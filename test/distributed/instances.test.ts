import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import { startLoad } from './load.ts';
import { truthOf } from './truth.ts';

const PHASE_MS = 8_000;

let world: DistributedWorld;

beforeAll(async () => {
  world = await startDistributed();
  await openCenter(
    world,
    'many',
    ['a', 'b', 'c'].map((name) => ({ id: `many-${name}` })),
  );
}, 120_000);
afterAll(() => world.end());

const phase = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PHASE_MS));

test('two, then three instances of room-allocation that come and go under load give nothing twice and lose nothing', async () => {
  const startOf = (index: number): string => instantIn(world, 3, Math.floor(index / 6) * 60);
  const load = startLoad({ world, center: 'many', startOf, concurrent: 2, pauseMs: 400 });
  const second = await world.another('room-allocation');
  const third = await world.another('room-allocation');
  await second.start();
  await phase();
  await third.start();
  await phase();
  await second.kill();
  await phase();
  expect(await third.stop()).toBe(0);
  await load.stop();
  await world.idle();
  const span = { center: 'many', from: instantIn(world, 3, 0), to: instantIn(world, 30, 0) };
  const truth = await truthOf(world, load.acknowledged, span);
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
  expect(truth.confirmed).toBeGreaterThan(0);
}, 400_000);
