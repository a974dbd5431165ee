import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const guide = {
  type: 'person',
  id: 'lends-guide',
  name: { zh: '讲解员', en: 'Guide' },
  roles: ['guide'],
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'lends', [{ id: 'lends-hall' }]);
  await openCenter(world, 'borrows', [{ id: 'borrows-hall' }]);
  expect((await world.post('/api/centers/lends/resources', guide)).status).toBe(201);
  await world.idle();
});
afterAll(() => world.end());

const put = (neighbours: unknown, headers: Record<string, string> = {}) =>
  world.request('PUT', '/api/centers/borrows/neighbours', { neighbours }, headers);

const guided = (center: string, days: number, minutes: number) =>
  world.post(
    '/api/activities',
    proposal(center, instantIn(world, days, minutes), { needs: [{ role: 'guide', skills: [] }] }),
    wait,
  );

type Claim = { role: string; centerId?: string; start: string; end: string };
type Used = { id: string; reservations: { activityId: string; start: string; end: string }[] };

async function usedOf(center: string, days: number, id: string) {
  await world.idle();
  const [from, to] = [instantIn(world, days, 0), instantIn(world, days + 1, 0)];
  const { json } = await world.get(`/api/centers/${center}/use?from=${from}&to=${to}`);
  return (json.resources as Used[]).find((resource) => resource.id === id)?.reservations;
}

test('without neighbours a wish for a guide is refused where there is none', async () => {
  const { json } = await guided('borrows', 3, 120);
  expect([json.status, json.declined.reasons[0].code]).toEqual(['declined', 'no-such-person']);
});

describe('neighbours', () => {
  test.each([
    [[{ centerId: 'borrows', travelMinutes: 5 }], 'neighbour-is-itself', 'neighbours'],
    [[{ centerId: 'nowhere', travelMinutes: 5 }], 'unknown-neighbour', 'neighbours'],
    [
      [
        { centerId: 'lends', travelMinutes: 5 },
        { centerId: 'lends', travelMinutes: 6 },
      ],
      'neighbour-repeated',
      'neighbours',
    ],
    [[{ centerId: 'lends', travelMinutes: 0 }], 'invalid-request', 'neighbours[0].travelMinutes'],
    [[{ centerId: 'lends' }], 'invalid-request', 'neighbours[0].travelMinutes'],
  ])('%j are refused: %s', async (neighbours, code, field) => {
    const { status, json } = await put(neighbours);
    expect([status, json.code, json.errors[0].field]).toEqual([422, code, field]);
  });

  test('are changed by who has seen the center as it is, and shown with it', async () => {
    const neighbours = [{ centerId: 'lends', travelMinutes: 30 }];
    expect((await put(neighbours, { 'if-match': '"99"' })).status).toBe(412);
    const { status, json } = await put(neighbours, { 'if-match': '"1"' });
    expect([status, json.neighbours, json.version]).toEqual([200, neighbours, 2]);
    await world.idle();
    const list = await world.get('/api/centers');
    const listed = list.json.items.find(({ id }: { id: string }) => id === 'borrows');
    expect(listed.neighbours).toEqual(neighbours);
  });
});

describe('a guide of a neighbour', () => {
  test('is given with the way there and back, and taken at home', async () => {
    const { json } = await guided('borrows', 4, 120);
    expect(json.status).toBe('confirmed');
    const claims = json.allocation.claims as Claim[];
    const [start, end] = [instantIn(world, 4, 120 - 40), instantIn(world, 4, 180 + 40)];
    // Ten minutes before and after are the kind's own.
    expect(claims.find(({ role }) => role === 'guide')).toMatchObject({ centerId: 'lends', start, end });
    const why = (await world.get(`/api/activities/${json.id}/explanation`)).json;
    expect(JSON.stringify(why)).toContain('"borrowed"');
    expect(await usedOf('lends', 4, 'lends-guide')).toMatchObject([{ activityId: json.id, start, end }]);
    expect(await usedOf('borrows', 4, 'borrows-hall')).toMatchObject([{ activityId: json.id }]);
    expect((await guided('lends', 4, 200)).json.status).toBe('declined');
  });

  test('is told as available at the starts at which a proposal gets them, by name', async () => {
    const query = new URLSearchParams({
      from: instantIn(world, 4, 120),
      to: instantIn(world, 4, 480),
      durationMinutes: '60',
      headcount: '20',
      needs: JSON.stringify([{ role: 'guide', skills: [] }]),
      setupMinutes: '10',
      teardownMinutes: '10',
    });
    const { json } = await world.get(`/api/centers/borrows/availability?${query}`);
    const [taken, free] = [json.items[0], json.items.at(-1)];
    expect([taken.isAvailable, free.isAvailable]).toEqual([false, true]);
    expect(free.resourceIds).toContain('lends-guide');
    const why = free.reasons.find(({ code }: { code: string }) => code === 'borrowed');
    expect(why.text.en).toBe('Guide: comes from another center, 30 minutes away.');
    expect((await guided('borrows', 4, 450)).json.status).toBe('confirmed');
  });

  test('is free again when it is called off', async () => {
    const { json } = await guided('borrows', 5, 120);
    await world.post(`/api/activities/${json.id}/cancel`, undefined);
    await world.idle();
    expect(await usedOf('lends', 5, 'lends-guide')).toEqual([]);
    expect((await guided('lends', 5, 120)).json.status).toBe('confirmed');
  });

  test('is not there when the place that lends is closed', async () => {
    const closed = await world.post('/api/closures', {
      center: 'lends',
      start: instantIn(world, 6, 0),
      end: instantIn(world, 7, 0),
      reason: '设备检修',
    });
    expect(closed.status).toBe(201);
    await world.idle();
    expect((await guided('borrows', 6, 120)).json.status).toBe('declined');
  });
});
