import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
});
afterAll(() => world.end());

// The database that stands in for MongoDB in tests takes minutes for two hundred.
const RIVALS = process.env.HUITANG_WORLD === 'distributed' ? 60 : 200;

test(`of ${RIVALS} proposals at once for one hall and one hour one is confirmed, all others are declined with alternatives, none is lost`, async () => {
  const start = instantIn(world, 3, 120);
  const answers = await Promise.all(
    Array.from({ length: RIVALS }, (_, index) =>
      world.post('/api/activities', proposal('tianping', start, { title: `竞争者 ${index}` }), {
        prefer: 'wait=30',
        'idempotency-key': `rival-${index}`,
      }),
    ),
  );
  expect(answers.filter(({ status }) => status !== 201 && status !== 202)).toEqual([]);
  await world.idle();
  // Who was not answered in time looks again.
  const ended = await Promise.all(
    answers.map(async ({ json }) => (await world.get(`/api/activities/${json.id}`)).json),
  );
  expect(ended.filter(({ status }) => status === 'confirmed')).toHaveLength(1);
  const declined = ended.filter(({ status }) => status === 'declined');
  expect(declined).toHaveLength(RIVALS - 1);
  expect(declined.every(({ declined: { reasons, nearest } }) => reasons.length > 0 && nearest.length > 0)).toBe(true);
  const use = await world.get(`/api/centers/tianping/use?from=${instantIn(world, 3, 0)}&to=${instantIn(world, 4, 0)}`);
  expect(use.json.resources.flatMap(({ reservations }: { reservations: unknown[] }) => reservations)).toHaveLength(1);
});
