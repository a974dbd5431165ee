import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

let world: DistributedWorld;

beforeAll(async () => {
  world = await startDistributed();
  await openCenter(world, 'clock', [{ id: 'clock-a' }]);
}, 120_000);
afterAll(() => world.end());

test.each([
  ['five minutes ahead', '+5m'],
  ['five minutes behind', '-5m'],
])(
  'a room-allocation whose clock is %s answers as the others do',
  async (_, offset) => {
    expect(existsSync(FAKETIME)).toBe(true);
    const { 'room-allocation': allocation } = world.services;
    await allocation.stop();
    await allocation.start({ LD_PRELOAD: FAKETIME, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    const date = (await allocation.get('/healthz')).headers.get('date') ?? '';
    expect(Math.abs(Date.parse(date) - Date.now())).toBeGreaterThan(4 * 60_000);
    const start = instantIn(world, offset === '+5m' ? 3 : 4, 60);
    const first = await world.post('/api/activities', proposal('clock', start), { prefer: 'wait=30' });
    expect(first.json).toMatchObject({ status: 'confirmed', allocation: { start } });
    const rival = await world.post('/api/activities', proposal('clock', start), { prefer: 'wait=30' });
    expect(rival.json).toMatchObject({ status: 'declined' });
    const feed = await world.get(`/feeds/rooms/clock-a.ics?seen=${first.headers.get('huitang-position')}`);
    expect(feed.text).toContain(first.json.id);
  },
  120_000,
);
