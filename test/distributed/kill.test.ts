import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { type Load, startLoad } from './load.ts';
import { truthOf } from './truth.ts';

const ROUNDS = 20;
/** Beside those: everything at once, as a machine that loses its power. */
const ALL_AT_ONCE = 2;
const BETWEEN_MS = 1_000;
const LEAST_A_ROUND = 3;
/** Each begins as soon as the one before it is answered, so there is always something under way in every service. */
const CONCURRENT = 6;

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

/** Each of them at once, and then each again, until more is acknowledged with all of them there. */
async function killAndStart(load: Load, victims: readonly ServiceProcess[]): Promise<void> {
  await Promise.all(victims.map((victim) => victim.kill()));
  await Promise.all(victims.map((victim) => victim.start()));
  const before = load.acknowledged.length;
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  await load.untilAcknowledged(before + LEAST_A_ROUND);
}

test(`each service killed under load, ${ROUNDS} rounds and ${ALL_AT_ONCE} with all of them: nothing acknowledged is lost, nothing given twice, everything ends`, async () => {
  const load = startLoad({ world, centers: ['kill'], startOf, concurrent: CONCURRENT, waitSeconds: 10 });
  const all = Object.values(world.services);
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = round % all.length;
    await killAndStart(load, all.slice(victim, victim + 1));
  }
  for (let round = 0; round < ALL_AT_ONCE; round += 1) await killAndStart(load, all);
  await load.stop();
  await world.idle();
  const from = instantIn(world, 3, 0);
  const to = instantIn(world, 30, 0);
  const truth = await truthOf(world, load.acknowledged, { centers: ['kill'], from, to });
  // For docs/reliability.md.
  process.stdout.write(
    `kill rounds ${ROUNDS} + ${ALL_AT_ONCE}: ${JSON.stringify({ acknowledged: load.acknowledged.length, ...truth })}\n`,
  );
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
  expect(truth.confirmed + truth.declined).toBe(load.acknowledged.length);
  expect(truth.confirmed).toBeGreaterThan(0);
}, 900_000);
