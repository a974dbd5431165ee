import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBus, rewindAll, type TestBus } from '../support/bus.ts';
import { instantIn, openCenter, proposal } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import { untilMailed } from '../support/mailed.ts';
import { until } from '../support/until.ts';

let world: DistributedWorld;
let bus: TestBus;
const wait = { prefer: 'wait=30' };

beforeAll(async () => {
  world = await startDistributed();
  bus = await openBus(world);
  await openCenter(
    world,
    'bus',
    ['a', 'b'].map((name) => ({ id: `bus-${name}` })),
  );
}, 120_000);
afterAll(async () => {
  await bus?.close();
  await world.end();
});

const parked = async (): Promise<number> => {
  const { text } = await world.services.calendar.get('/metrics');
  const counts = [...text.matchAll(/^huitang_parked_streams\{[^}]*\} (\d+)/gm)].map(([, count]) => Number(count));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** Messages that came again and were dropped, since the service was started. */
async function repeatedOf(name: 'scheduling' | 'room-allocation' | 'notification' | 'calendar'): Promise<number> {
  const { text } = await world.services[name].get('/metrics');
  const counts = text.matchAll(/^huitang_consumed_total\{[^}]*outcome="repeated"[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** All that people see: activities, room use, feeds. */
async function seen(): Promise<readonly string[]> {
  const paths = [
    '/api/activities?center=bus',
    `/api/centers/bus/use?from=${instantIn(world, 3, 0)}&to=${instantIn(world, 30, 0)}`,
    '/feeds/centers/bus.ics',
    '/feeds/rooms/bus-a.ics',
  ];
  return Promise.all(paths.map(async (path) => (await world.get(path)).text));
}

test('a message that nobody can read parks its stream, and the others flow on', async () => {
  await bus.publish('scheduling', 'activity/poison', '{"specversion":"0.1"}');
  await until(async () => (await parked()) > 0, { within: 60_000 });
  const answer = await world.post('/api/activities', proposal('bus', instantIn(world, 3, 60)), wait);
  expect(answer.json).toMatchObject({ status: 'confirmed' });
  const feed = await world.get(`/feeds/centers/bus.ics?seen=${answer.headers.get('huitang-position')}`);
  expect(feed.text).toContain(answer.json.id);
});

test('topics read again from their beginning change nothing, and no mail repeats', async () => {
  await world.post('/api/activities', proposal('bus', instantIn(world, 4, 60)), wait);
  const { json } = await world.post('/api/activities', proposal('bus', instantIn(world, 5, 60)), wait);
  await world.post(`/api/activities/${json.id}/cancel`, undefined, wait);
  await world.idle();
  await untilMailed(world.services.notification, { within: 60_000 });
  const before = { seen: await seen(), mails: readdirSync(world.outbox).sort() };
  for (const service of Object.values(world.services)) {
    expect(await service.stop()).toBe(0);
  }
  await rewindAll(world);
  await Promise.all(Object.values(world.services).map((service) => service.start()));
  await world.idle();
  await untilMailed(world.services.notification, { within: 60_000 });
  expect(before.mails.length).toBeGreaterThan(0);
  for (const name of ['scheduling', 'room-allocation', 'notification', 'calendar'] as const) {
    expect({ name, repeated: (await repeatedOf(name)) > 0 }).toEqual({ name, repeated: true });
  }
  expect({ seen: await seen(), mails: readdirSync(world.outbox).sort() }).toEqual(before);
}, 200_000);
