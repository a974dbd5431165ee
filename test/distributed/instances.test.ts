import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { startLoad } from './load.ts';
import { truthOf } from './truth.ts';

const PHASE_MS = 8_000;
/** So many that every partition has events of some. */
const CENTERS = Array.from({ length: 8 }, (_, n) => `hall-${n}`);

let world: DistributedWorld;

beforeAll(async () => {
  world = await startDistributed();
  for (const id of CENTERS) await openCenter(world, id, [{ id: `${id}-a` }]);
}, 120_000);
afterAll(() => world.end());

/** What the allocating group of an instance has heard and not dropped, since it was started. */
async function heardBy(instance: ServiceProcess): Promise<number> {
  const { text } = await instance.get('/metrics');
  const applied = /^huitang_consumed_total\{group="room-allocation.reactions",outcome="applied"\} (\d+)/m.exec(text);
  return Number(applied?.[1] ?? 0);
}

const phase = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PHASE_MS));

test('two, then three instances of room-allocation that come and go under load give nothing twice and lose nothing', async () => {
  const startOf = (index: number): string => instantIn(world, 3, Math.floor(index / 2) * 60);
  const load = startLoad({ world, centers: CENTERS, startOf, concurrent: 4, waitSeconds: 10 });
  const second = await world.another('room-allocation');
  const third = await world.another('room-allocation');
  await second.start();
  await phase();
  await third.start();
  await until(async () => (await heardBy(third)) > 0, { within: 60_000 });
  await phase();
  const instances = [world.services['room-allocation'], second, third];
  // Three that are members of the group, each with partitions of its own: else one does it all, and nothing is shown.
  const heard = await Promise.all(instances.map(heardBy));
  await second.kill();
  await phase();
  expect({ code: await third.stop(), said: third.output() }).toMatchObject({ code: 0 });
  await load.stop();
  await world.idle();
  for (const count of heard) expect(count).toBeGreaterThan(0);
  const span = { centers: CENTERS, from: instantIn(world, 3, 0), to: instantIn(world, 30, 0) };
  const truth = await truthOf(world, load.acknowledged, span);
  expect(truth).toMatchObject({ lost: [], open: [], doubled: [] });
  expect(truth.confirmed).toBeGreaterThan(0);
}, 400_000);
