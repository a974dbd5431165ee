import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { center, instantIn, openCenter, proposal } from './support/centers.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';

let world: StandaloneWorld;

beforeAll(async () => {
  world = await startStandalone();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
});
afterAll(() => world.end());

test.each([
  ['NUL in an id', '/api/activities/%00', 422, 'invalid-request'],
  ['broken percent-encoding', '/api/activities/%zz', 400, 'malformed-url'],
])('%s is a problem, not a fault, where no proxy says so before', async (_, path, status, code) => {
  expect(await world.get(path)).toMatchObject({ status, json: { code } });
});

test('in one process a key that was used is refused for operations of all services', async () => {
  const key = { 'idempotency-key': 'proposed' };
  const accepted = await world.post('/api/activities', proposal('tianping', instantIn(world, 3, 60)), key);
  expect(accepted.status).toBe(202);
  const organization = { id: 'guild', name: '读书会', email: 'guild@example.org', language: 'zh' };
  const reused = { status: 422, json: { code: 'command-reused' } };
  expect(await world.post('/api/organizations', organization, key)).toMatchObject(reused);
  expect(await world.post('/api/centers', center('xuhui', [{ id: 'xuhui-hall' }]), key)).toMatchObject(reused);
  expect((await world.get('/api/centers/xuhui')).status).toBe(404);
});
