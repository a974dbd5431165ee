import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'shared', [{ id: 'shared-hall' }, { id: 'shared-small' }]);
  await openCenter(world, 'other', [{ id: 'other-hall' }]);
});
afterAll(() => world.end());

/** Noon on a day of the month after the next, so that no day of it is too far ahead or over. */
function noon(day: number): string {
  const now = new Date(world.clock.now());
  const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, day, 4));
  return at.toISOString().replace('.000Z', 'Z');
}
const month = (): string => noon(1).slice(0, 7);

const propose = (center: string, day: number, durationMinutes: number) =>
  world.post('/api/activities', proposal(center, noon(day), { durationMinutes }), wait);

/** Once everything that was asked has come to rest: an answer is out before its minutes are booked as had. */
const quota = async () => {
  await world.idle();
  const { json } = await world.get(`/api/organizations/branch/quota?from=${month()}&to=${month()}`);
  return [json.minutesPerMonth, ...json.months];
};

const limit = (minutesPerMonth: unknown) =>
  world.request('PUT', '/api/organizations/branch/quota', { minutesPerMonth });

test('an organization has no limit, and nothing counted, until somebody sets one', async () => {
  expect(await quota()).toEqual([null, { month: month(), minutesUsed: 0, minutesHeld: 0 }]);
  const { status, json } = await limit(150);
  expect([status, json.organization, json.minutesPerMonth, json.months.length]).toEqual([200, 'branch', 150, 6]);
});

describe('150 minutes a month', () => {
  test('are counted over all centers, and what is more is refused with what is left', async () => {
    expect((await propose('shared', 3, 90)).json.status).toBe('confirmed');
    const second = await propose('other', 4, 90);
    expect(second.json).toMatchObject({
      status: 'declined',
      declined: { reasons: [{ code: 'quota-exceeded', values: { limit: 150, used: 90, wanted: 90 } }], nearest: [] },
    });
    expect((await propose('other', 4, 60)).json.status).toBe('confirmed');
    expect(await quota()).toEqual([150, { month: month(), minutesUsed: 150, minutesHeld: 0 }]);
  });

  test('are given back by a change to less and by calling off, and are then had by another', async () => {
    const list = (await world.get(`/api/activities?center=shared`)).json.items as { id: string }[];
    const id = list[0]?.id ?? '';
    const less = await world.post(
      `/api/activities/${id}/revise`,
      proposal('shared', noon(3), { durationMinutes: 30 }),
      { ...wait, 'if-match': '"1"' },
    );
    expect(less.json).toMatchObject({ status: 'confirmed' });
    expect(await quota()).toEqual([150, { month: month(), minutesUsed: 90, minutesHeld: 0 }]);
    await world.post(`/api/activities/${id}/cancel`, undefined);
    expect(await quota()).toEqual([150, { month: month(), minutesUsed: 60, minutesHeld: 0 }]);
    expect((await propose('shared', 5, 90)).json.status).toBe('confirmed');
  });

  test('are given back when staff take the place away and have none instead', async () => {
    const before = await quota();
    const closed = await world.post('/api/closures', {
      center: 'shared',
      start: noon(4),
      end: noon(6),
      reason: '屋顶漏水',
    });
    expect(closed.status).toBe(201);
    expect(before).toEqual([150, { month: month(), minutesUsed: 150, minutesHeld: 0 }]);
    expect(await quota()).toEqual([150, { month: month(), minutesUsed: 60, minutesHeld: 0 }]);
  });

  test('lifted, are a limit no more', async () => {
    await limit(null);
    expect((await propose('shared', 7, 120)).json.status).toBe('confirmed');
  });
});

describe('a limit', () => {
  test.each([[-1], [1.5], ['many'], [undefined]])('of %p is refused by its field', async (minutes) => {
    const { status, json } = await limit(minutes);
    expect([status, json.errors[0].field]).toEqual([422, 'minutesPerMonth']);
  });

  test('is of an organization that is known', async () => {
    const { status, json } = await world.request('PUT', '/api/organizations/nobody/quota', { minutesPerMonth: 1 });
    expect([status, json.code, json.errors[0].field]).toEqual([404, 'unknown-organization', 'id']);
    expect((await world.get('/api/organizations/nobody/quota')).status).toBe(404);
  });

  test.each([
    ['from=2026-13', 'from'],
    ['from=2026-07&to=2026-06', 'to'],
    ['from=2026-01&to=2028-01', 'to'],
    ['to=2099-01', 'to'],
  ])('is not read for %s', async (query, field) => {
    const { status, json } = await world.get(`/api/organizations/branch/quota?${query}`);
    expect([status, json.errors[0].field]).toEqual([422, field]);
  });
});

test('what was given while there was no limit counts as soon as one is set', async () => {
  await limit(null);
  expect((await propose('other', 20, 45)).json.status).toBe('confirmed');
  await world.idle();
  const { items } = (await world.get('/api/activities?organization=branch&status=confirmed')).json;
  const minutes = items.map(
    ({ start, end }: { start: string; end: string }) => (Date.parse(end) - Date.parse(start)) / 60_000,
  );
  const minutesUsed = minutes.reduce((sum: number, one: number) => sum + one, 0);
  expect((await limit(600)).status).toBe(200);
  expect(await quota()).toEqual([600, { month: month(), minutesUsed, minutesHeld: 0 }]);
});
