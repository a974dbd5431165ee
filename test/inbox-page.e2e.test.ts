import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';

const path = '/organizations/branch/inbox';

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
  await world.post('/api/organizations', { id: 'branch', name: '支部', email: 'b@example.org', language: 'zh' });
  await world.request('PUT', '/api/organizations/branch/channels', { channels: [{ channel: 'inbox' }] });
});
afterAll(() => world.end());

const send = (body: string): Promise<Response> =>
  fetch(new URL(`${path}?lang=en`, world.address), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    redirect: 'manual',
  });

test('what an organization was told is on a page without scripts, until its form says that it is read', async () => {
  await world.post('/api/activities', proposal('tianping', instantIn(world, 10, 60)), { prefer: 'wait=10' });
  const text = async () => (await world.get(`${path}?lang=en`)).text;
  await until(async () => (await text()).includes('1 unread'));
  expect(await text()).toContain('【已确认】邻里读书会');
  const answer = await send('upTo=1');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?lang=en`]);
  expect(await text()).toContain('Everything is read');
});

test('a form that nobody can understand is refused, and changes nothing', async () => {
  for (const body of ['', 'upTo=0', 'upTo=1&x=2', 'upTo=1e3', 'upTo=%00']) expect((await send(body)).status).toBe(422);
});
