import { startKafka, startMongo, stopKafka, stopMongo } from '@huitang/local-engines';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import { until } from '../support/until.ts';
import { startLoad } from './load.ts';
import { truthOf } from './truth.ts';

const DOWN_MS = 60_000;
const MONGO_DOWN_MS = 10_000;

let world: DistributedWorld;

beforeAll(async () => {
  world = await startDistributed();
  await openCenter(
    world,
    'down',
    ['a', 'b', 'c'].map((name) => ({ id: `down-${name}` })),
  );
}, 120_000);
afterAll(async () => {
  await startKafka();
  await startMongo();
  await world.end();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function areReady(): Promise<boolean> {
  const all = await Promise.all(
    Object.values(world.services).map((service) => service.get('/readyz').catch(() => undefined)),
  );
  return all.every((answer) => answer?.status === 200);
}

test('Kafka stopped for a minute under load: commands are still accepted, and all are answered once it is back', async () => {
  const startOf = (index: number): string => instantIn(world, 3, Math.floor(index / 6) * 60);
  const load = startLoad({ world, centers: ['down'], startOf, concurrent: 1, pauseMs: 1_500 });
  await pause(2_000);
  await stopKafka();
  const before = load.acknowledged.length;
  await pause(DOWN_MS);
  const meanwhile = load.acknowledged.length - before;
  await startKafka();
  await load.stop();
  await world.idle();
  const span = { centers: ['down'], from: instantIn(world, 3, 0), to: instantIn(world, 30, 0) };
  const truth = await truthOf(world, load.acknowledged, span);
  expect(meanwhile).toBeGreaterThan(20);
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
}, 400_000);

test('MongoDB stopped under load: writes and readiness answer 503, all are well again by themselves, and nothing is lost or given twice', async () => {
  const startOf = (index: number): string => instantIn(world, 40, Math.floor(index / 6) * 60);
  const load = startLoad({ world, centers: ['down'], startOf, concurrent: 1, pauseMs: 800 });
  await load.untilAcknowledged(6);
  await stopMongo();
  const refused = await world.post('/api/activities', proposal('down', instantIn(world, 90, 60)));
  expect(refused.status).toBe(503);
  const before = load.acknowledged.length;
  await pause(MONGO_DOWN_MS);
  expect((await world.services.scheduling.get('/readyz')).status).toBe(503);
  // Nothing can be on a disk that is not there.
  expect(load.acknowledged.length).toBe(before);
  for (const service of Object.values(world.services)) expect(service.isRunning()).toBe(true);
  await startMongo();
  await until(areReady, { within: 60_000, said: () => world.output().slice(-5_000) });
  await load.untilAcknowledged(before + 6);
  await load.stop();
  await world.idle();
  const span = { centers: ['down'], from: instantIn(world, 40, 0), to: instantIn(world, 60, 0) };
  const truth = await truthOf(world, load.acknowledged, span);
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
  expect(truth.confirmed).toBeGreaterThan(0);
}, 400_000);
