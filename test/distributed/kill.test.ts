import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import { startLoad } from './load.ts';
import { truthOf } from './truth.ts';

const ROUNDS = 20;
const BETWEEN_MS = 1_000;
const VICTIMS = ['scheduling', 'room-allocation', 'notification', 'calendar'] as const;

let world: DistributedWorld;

beforeAll(async () => {
  world = await startDistributed();
  await openCenter(
    world,
    'kill',
    ['a', 'b', 'c'].map((name) => ({ id: `kill-${name}`, capacity: 50 })),
  );
}, 120_000);
afterAll(() => world.end());

/** Two for each of the three rooms' hours, so that half of them are rivals. */
const startOf = (index: number): string => instantIn(world, 3, Math.floor(index / 6) * 60);

test(`each service killed under load, ${ROUNDS} rounds: nothing acknowledged is lost, nothing given twice, everything ends`, async () => {
  const load = startLoad({ world, center: 'kill', startOf, concurrent: 1, pauseMs: 300 });
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = world.services[VICTIMS[round % VICTIMS.length] ?? 'scheduling'];
    await victim.kill();
    await victim.start();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  await load.stop();
  await world.idle();
  const from = instantIn(world, 3, 0);
  const to = instantIn(world, 30, 0);
  const truth = await truthOf(world, load.acknowledged, { center: 'kill', from, to });
  expect(load.acknowledged.length).toBeGreaterThan(ROUNDS);
  // For docs/reliability.md.
  process.stdout.write(
    `kill rounds ${ROUNDS}: ${JSON.stringify({ acknowledged: load.acknowledged.length, ...truth })}\n`,
  );
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
  expect(truth.confirmed + truth.declined).toBe(load.acknowledged.length);
  expect(truth.confirmed).toBeGreaterThan(0);
}, 600_000);
