import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBus } from '../support/bus.ts';
import { instantIn, openCenter, proposal } from '../support/centers.ts';
import { type Ended, runCommand } from '../support/command.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import { untilMailed } from '../support/mailed.ts';
import { until } from '../support/until.ts';

const wait = { prefer: 'wait=30' };

let world: DistributedWorld;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await startDistributed({
    prepare: async (given) => {
      environment = given;
    },
  });
  await openCenter(world, 'look', [{ id: 'look-a' }]);
  for (const days of [3, 4, 5]) {
    const { json } = await world.post('/api/activities', proposal('look', instantIn(world, days, 60)), wait);
    expect(json).toMatchObject({ status: 'confirmed' });
    if (days === 5) await world.post(`/api/activities/${json.id}/cancel`, undefined, wait);
  }
  await world.idle();
}, 120_000);
afterAll(() => world.end());

const district = (...args: readonly string[]): Promise<Ended> => runCommand('distributed', args, environment);

/** What a service's metrics say of its read models' group. */
async function countOf(series: string): Promise<number> {
  const { text } = await world.services.calendar.get('/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${series}{`) && one.includes('"calendar.views"'));
  return Number(line?.split(' ').at(-1) ?? 0);
}

const seen = (): Promise<readonly string[]> =>
  Promise.all(
    [
      '/api/activities?center=look',
      `/api/centers/look/use?from=${instantIn(world, 3, 0)}&to=${instantIn(world, 30, 0)}`,
      '/feeds/centers/look.ics',
      '/feeds/rooms/look-a.ics',
    ].map(async (path) => (await world.get(path)).text),
  );

test('what a service has set aside is listed without being touched, and tried again when asked for', async () => {
  expect(await district('replay-parked', 'calendar', '--list')).toEqual({ code: 0, said: 'nothing is parked\n' });
  const bus = await openBus(world);
  await bus.publish('scheduling', 'activity/poison', '{"specversion":"0.1"}');
  await bus.close();
  await until(async () => (await countOf('huitang_parked_streams')) === 1, { within: 60_000 });
  const list = async () => {
    const { code, said } = await district('replay-parked', 'calendar', '--list');
    return { code, lines: said.split('\n').filter(Boolean).sort() };
  };
  const lineOf = (group: string) => expect.stringContaining(`${group} activity/poison: 1 messages parked: `);
  // Each of its groups hears it for itself.
  const parked = { code: 0, lines: [lineOf('calendar.unseen'), lineOf('calendar.views')] };
  await until(async () => (await list()).lines.length === parked.lines.length, { within: 60_000 });
  for (const _ of ['once', 'again']) expect(await list()).toEqual(parked);
  const tried = await district('replay-parked', 'calendar');
  expect(tried).toEqual({ code: 0, said: expect.stringContaining('2 streams are tried again') });
  expect((await district('replay-parked', 'calendar', 'activity/none')).said).toBe('nothing is parked\n');
});

test('read models that are replayed stay as they are for the process that runs, and come out the same for the next one', async () => {
  const before = await seen();
  const { code, said } = await district('replay', 'calendar');
  expect([code, said]).toEqual([0, expect.stringMatching(/^calendar\.views: \d+ read models are made anew\n/)]);
  expect(await seen()).toEqual(before);
  const { calendar } = world.services;
  expect(await calendar.stop()).toBe(0);
  await calendar.start();
  await world.idle();
  expect(await countOf('huitang_consumed_total')).toBeGreaterThan(3);
  expect(await seen()).toEqual(before);
}, 120_000);

test('what a lost Kafka had is told again from the logs: all is as it was, nobody is mailed again, and life goes on', async () => {
  await untilMailed(world.services.notification, { within: 60_000 });
  const before = { seen: await seen(), mails: readdirSync(world.outbox).sort() };
  for (const service of Object.values(world.services)) expect(await service.stop()).toBe(0);
  // An empty Kafka is what one with other topics and groups is.
  const lost = { KAFKA_TOPIC_PREFIX: `${environment.KAFKA_TOPIC_PREFIX}anew.` };
  environment = { ...environment, ...lost };
  await Promise.all(Object.values(world.services).map((service) => service.start(lost)));
  for (const service of ['scheduling', 'room-allocation', 'notification', 'calendar']) {
    const { code, said } = await district('republish', service);
    expect([code, said]).toEqual([0, expect.stringContaining(`${service}: `)]);
  }
  await world.idle();
  await untilMailed(world.services.notification, { within: 60_000 });
  expect({ seen: await seen(), mails: readdirSync(world.outbox).sort() }).toEqual(before);
  const answer = await world.post('/api/activities', proposal('look', instantIn(world, 6, 60)), wait);
  expect(answer.json).toMatchObject({ status: 'confirmed' });
}, 200_000);

test('a database that is not there is neither exported nor made', async () => {
  const file = join(world.outbox, '..', 'none.jsonl');
  for (const _ of ['once', 'again']) {
    const none = { ...environment, MONGODB_DATABASE: 'nobody-has-this' };
    const { code, said } = await runCommand('distributed', ['export-log', file], none);
    expect([code, said]).toEqual([1, 'error: there is no database nobody-has-this_scheduling\n']);
  }
});
