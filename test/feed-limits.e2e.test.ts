import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCenter } from './support/centers.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';

const PER_TOKEN = 5;
const PER_ADDRESS = 40;
const DEVICES = 8;

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone({
    HUITANG_FEED_PER_CALENDAR: PER_TOKEN,
    HUITANG_FEED_PER_ADDRESS: PER_ADDRESS,
    HUITANG_FEED_DEVICES: DEVICES,
  });
  await openCenter(world, 'riverside', [{ id: 'riverside-hall' }]);
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
});
afterAll(() => world.end());

async function newFeed(): Promise<string> {
  const { json } = await world.post('/api/feeds/private', { feed: { type: 'crew', id: 'tianping' }, label: 'phone' });
  return new URL(json.url).pathname;
}

/** As from that address, by a proxy on this machine. */
const comingFrom = (address: string) => ({ 'x-forwarded-for': address });

async function statuses(path: string, count: number, address: string): Promise<readonly number[]> {
  const all: number[] = [];
  for (let time = 0; time < count; time += 1) all.push((await world.get(path, comingFrom(address))).status);
  return all;
}

describe('a calendar that comes too often', () => {
  test('is told in one line of text when to come again, and is answered then', async () => {
    const path = await newFeed();
    expect(await statuses(path, PER_TOKEN, '203.0.113.1')).toEqual(Array(PER_TOKEN).fill(200));
    const { status, text, headers } = await world.get(path, comingFrom('203.0.113.2'));
    const told = ['content-type', 'cache-control', 'referrer-policy'].map((name) => headers.get(name));
    expect([status, ...told]).toEqual([429, 'text/plain; charset=utf-8', 'private, no-cache', 'no-referrer']);
    expect(text.trim().split('\n')).toHaveLength(1);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60 / PER_TOKEN);
    world.clock.shift(seconds * 1000);
    expect((await world.get(path)).status).toBe(200);
  });

  test('keeps nobody else away: another device, the public feeds', async () => {
    const [path, other] = [await newFeed(), await newFeed()];
    await statuses(path, PER_TOKEN + 1, '203.0.113.3');
    expect((await world.get(other, comingFrom('203.0.113.3'))).status).toBe(200);
    const open = await Promise.all(
      Array.from({ length: 2 * PER_ADDRESS }, () =>
        world.get('/feeds/centers/tianping.ics', comingFrom('203.0.113.3')),
      ),
    );
    expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('cannot be kept away by who knows the id of its token alone', async () => {
    const path = await newFeed();
    const guessed = path.replace(/\.[\w-]{43}\.ics$/, `.${'a'.repeat(43)}.ics`);
    expect(await statuses(guessed, 2 * PER_TOKEN, '203.0.113.4')).toEqual(Array(2 * PER_TOKEN).fill(404));
    expect((await world.get(path)).status).toBe(200);
  });
});

test('who tries one address after the other is told to wait, and others are not', async () => {
  const guesses = await statuses('/f/nothing.ics', PER_ADDRESS + 3, '203.0.113.5');
  expect(guesses).toEqual([...Array(PER_ADDRESS).fill(404), 429, 429, 429]);
  expect((await world.get('/f/nothing.ics', comingFrom('203.0.113.6'))).status).toBe(404);
});

test('a feed has no more addresses at a time than it may: the one too many is refused, one that is revoked makes room', async () => {
  const ask = (key: string) =>
    world.post(
      '/api/feeds/private',
      { feed: { type: 'crew', id: 'riverside' }, label: key },
      { 'idempotency-key': key },
    );
  const made = [];
  for (let number = 1; number <= DEVICES; number += 1) made.push(await ask(`device-${number}`));
  expect(made.map(({ status }) => status)).toEqual(Array(DEVICES).fill(201));
  const refused = await ask('one-more');
  expect([refused.status, refused.json.code, refused.json.errors[0].field]).toEqual([409, 'too-many-tokens', 'feed']);
  // Whoever did not hear the answer is told it.
  expect((await ask('device-1')).json.id).toBe(made[0]?.json.id);
  await world.request('DELETE', `/api/feeds/private/${made[1]?.json.id}`);
  expect((await ask('another')).status).toBe(201);
});
