import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const rooms = [{ id: 'tianping-hall' }, { id: 'tianping-small', capacity: 30 }];

interface Shown {
  readonly activityId?: string;
  readonly start: string;
  readonly activityStart: string;
}

interface Used {
  readonly id: string;
  readonly reservations: readonly Shown[];
}

describe('closures, on any engine', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await openCenter(world, 'tianping', rooms);
  });
  afterAll(() => world.end());

  const at = (days: number, minutes: number): string => instantIn(world, days, minutes);

  const propose = async (days: number, minutes: number, change: Record<string, unknown> = {}) => {
    const needs = [{ role: 'room', resourceId: 'tianping-hall' }];
    const body = proposal('tianping', at(days, minutes), { audience: 'public', needs, ...change });
    const { json, status } = await world.post('/api/activities', body, wait);
    expect([status, json.status]).toEqual([201, 'confirmed']);
    return json;
  };

  const closure = (days: number, change: Record<string, unknown> = {}) => ({
    center: 'tianping',
    resources: ['tianping-hall'],
    start: at(days, 0),
    end: at(days, 240),
    reason: '音响检修',
    ...change,
  });

  const useOf = async (days: number, until = days + 1) =>
    (await world.get(`/api/centers/tianping/use?from=${at(days, -120)}&to=${at(until, 0)}`)).json;

  const placesOf = async (days: number, id: string) =>
    ((await useOf(days)).resources as Used[]).flatMap((room) =>
      room.reservations
        .filter(({ activityId }) => activityId === id)
        .map(({ activityStart }) => [room.id, activityStart]),
    );

  test('what the preview says is what happens, and the preview changes nothing', async () => {
    const { id } = await propose(20, 60);
    const other = await propose(20, 60, { needs: [{ role: 'room', resourceId: 'tianping-small' }] });
    await world.idle();
    const preview = await world.post('/api/closures/preview', closure(20));
    expect(preview).toMatchObject({
      status: 200,
      json: {
        displaced: [
          {
            activityId: id,
            title: { zh: '邻里读书会' },
            outcome: 'displaced',
            from: { start: at(20, 60), resourceIds: ['tianping-hall'] },
            // Setup and teardown of the kind keep the two apart.
            to: { start: at(20, -30), resourceIds: ['tianping-small'] },
          },
        ],
      },
    });
    expect(preview.json.displaced[0].nearest.length).toBe(5);
    expect((await world.get('/api/closures?center=tianping')).json.items).toEqual([]);
    expect(await placesOf(20, id)).toEqual([['tianping-hall', at(20, 60)]]);

    const announced = await world.post('/api/closures', closure(20), { 'idempotency-key': 'hall-20' });
    expect(announced.status).toBe(201);
    expect(announced.json).toMatchObject({ center: 'tianping', reason: '音响检修', displaced: preview.json.displaced });
    expect(announced.json.id).toMatch(/^tianping\.[0-9a-f-]{36}$/);
    expect(announced.headers.get('location')).toBe(`/api/closures/${announced.json.id}`);
    await world.idle();
    expect(await placesOf(20, id)).toEqual([['tianping-small', at(20, -30)]]);
    expect(await placesOf(20, other.id)).toEqual([['tianping-small', at(20, 60)]]);
    const { displaced: _, ...told } = announced.json;
    expect((await useOf(20)).closures).toEqual([told]);
    expect(await useOf(21)).not.toHaveProperty('closures');
  });

  test('the same again, and with the same key, changes nothing', async () => {
    const { id } = await propose(21, 60);
    await world.idle();
    const first = await world.post('/api/closures', closure(21), { 'idempotency-key': 'hall-21' });
    await world.idle();
    const places = await placesOf(21, id);
    const again = await world.post('/api/closures', closure(21), { 'idempotency-key': 'hall-21' });
    expect([again.status, again.json.id]).toEqual([201, first.json.id]);
    const another = await world.post('/api/closures', closure(21));
    expect(another.json).toMatchObject({ displaced: [] });
    await world.idle();
    expect(await placesOf(21, id)).toEqual(places);
    const changed = await world.post('/api/closures', closure(21, { reason: '检修' }), {
      'idempotency-key': 'hall-21',
    });
    expect(changed).toMatchObject({ status: 422, json: { code: 'command-reused' } });
  });

  test('what is closed is not to be had, before proposing and after', async () => {
    await world.post('/api/closures', closure(22, { resources: undefined, start: at(22, 0), end: at(23, 0) }));
    await world.idle();
    const needs = encodeURIComponent(JSON.stringify([{ role: 'room', features: [] }]));
    const asking = `from=${at(22, 60)}&to=${at(22, 120)}&durationMinutes=60&headcount=20&needs=${needs}`;
    const { json } = await world.get(`/api/centers/tianping/availability?${asking}`);
    expect(json.items[0]).toMatchObject({
      isAvailable: false,
      reasons: [{ code: 'room-closed' }, { code: 'room-closed' }],
    });
    const declined = await world.post('/api/activities', proposal('tianping', at(22, 60)), wait);
    expect(declined.json).toMatchObject({ status: 'declined' });
    expect(JSON.stringify(declined.json.nearest ?? declined.json)).not.toContain(at(22, 90));
  });

  test('what is lifted is to be had again, and lifting it twice is lifting it once', async () => {
    const { json } = await world.post('/api/closures', closure(24));
    await world.idle();
    for (let count = 0; count < 2; count += 1) {
      const lifted = await world.request('DELETE', `/api/closures/${json.id}`);
      expect(lifted).toMatchObject({ status: 200, json: { id: json.id, reason: '音响检修' } });
    }
    await world.idle();
    await propose(24, 60);
    const { items } = (await world.get('/api/closures?center=tianping')).json;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(json.id);
    expect(await world.request('DELETE', `/api/closures/tianping.${crypto.randomUUID()}`)).toMatchObject({
      status: 404,
      json: { code: 'unknown-closure' },
    });
    expect((await world.request('DELETE', `/api/closures/nowhere.${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('who has nowhere to go that day is told so, with what is free around it', async () => {
    const { id } = await propose(25, 60);
    await world.idle();
    const whole = closure(25, { resources: undefined, start: at(24, 1200), end: at(26, 0) });
    const { json } = await world.post('/api/closures', whole);
    expect(json.displaced).toMatchObject([{ activityId: id, outcome: 'displaced' }]);
    expect(json.displaced[0]).not.toHaveProperty('to');
    expect(json.displaced[0].nearest.length).toBeGreaterThan(0);
    await world.idle();
    expect(await placesOf(25, id)).toEqual([]);
  });

  test('a private activity in the way is shown as occupied', async () => {
    await propose(27, 60, { audience: 'private' });
    await world.idle();
    const { json } = await world.post('/api/closures/preview', closure(27));
    expect(json.displaced).toMatchObject([{ title: { en: 'Occupied' }, audience: 'private', nearest: [] }]);
    for (const field of ['activityId', 'kind', 'headcount']) expect(json.displaced[0]).not.toHaveProperty(field);
  });

  test('an order is foreseen with whom it would displace, and why it would be refused', async () => {
    const { id } = await propose(28, 60);
    await world.idle();
    const asking = (days: number, resource: string, change = '') =>
      world.get(
        `/api/centers/tianping/displaced?start=${at(days, 60)}&end=${at(days, 120)}&resource=${resource}${change}`,
      );
    expect((await asking(28, 'tianping-hall')).json).toMatchObject({
      isPossible: true,
      reasons: [],
      displaced: [
        { activityId: id, from: { resourceIds: ['tianping-hall'] }, to: { resourceIds: ['tianping-small'] } },
      ],
    });
    expect((await asking(29, 'tianping-hall', '&resource=tianping-small')).json).toEqual({
      isPossible: true,
      reasons: [],
      displaced: [],
    });
    expect((await asking(22, 'tianping-hall')).json).toEqual({
      isPossible: false,
      reasons: ['room-closed'],
      displaced: [],
    });
    expect(await placesOf(28, id)).toEqual([['tianping-hall', at(28, 60)]]);
    expect(await asking(28, 'tianping-cellar')).toMatchObject({
      status: 404,
      json: { code: 'unknown-resource', errors: [{ field: 'resource' }] },
    });
    for (const [days, code] of [
      [-2, 'starts-too-soon'],
      [740, 'starts-too-late'],
    ] as const)
      expect(await asking(days, 'tianping-hall')).toMatchObject({
        status: 422,
        json: { code, errors: [{ field: 'start' }] },
      });
  });

  test('an order for what was turned down is foreseen as it would be decided', async () => {
    const needs = [{ role: 'room', resourceId: 'tianping-hall' }];
    const standing = await propose(33, 60, { needs });
    const body = proposal('tianping', at(33, 60), { needs, headcount: 80 });
    const { json: declined } = await world.post('/api/activities', body, wait);
    expect(declined.status).toBe('declined');
    await world.idle();
    const asking = (resource: string) =>
      world.get(
        `/api/centers/tianping/displaced?start=${at(33, 60)}&end=${at(33, 70)}&resource=${resource}&activity=${declined.id}`,
      );
    expect((await asking('tianping-hall')).json).toMatchObject({
      isPossible: true,
      displaced: [{ activityId: standing.id, to: { resourceIds: ['tianping-small'] } }],
    });
    expect((await asking('tianping-small')).json).toMatchObject({ isPossible: false, reasons: ['room-too-small'] });
    expect(await asking('tianping-hall&resource=tianping-small')).toMatchObject({ status: 422 });
    await world.post(`/api/activities/${declined.id}/cancel`);
    await world.idle();
    expect(await asking('tianping-hall')).toMatchObject({ status: 404, json: { code: 'unknown-activity' } });
  });

  test('an order over the end of the day is foreseen with whom it would displace on both days, and displaces them', async () => {
    const needs = [{ role: 'room', resourceId: 'tianping-hall' }];
    // The day of the center ends at 20:00 UTC.
    const evening = await propose(34, 1110, { needs });
    const morning = await propose(34, 1230, { needs });
    const other = await propose(34, 600, { needs, durationMinutes: 180 });
    await world.idle();
    const query = `start=${at(34, 1140)}&end=${at(34, 1260)}&resource=tianping-hall&activity=${other.id}`;
    const { json } = await world.get(`/api/centers/tianping/displaced?${query}`);
    expect(json).toMatchObject({
      isPossible: true,
      displaced: [
        { activityId: evening.id, to: { resourceIds: ['tianping-small'] } },
        { activityId: morning.id, to: { resourceIds: ['tianping-small'] } },
      ],
    });
    const body = { start: at(34, 1140), reason: '夜间排练' };
    const ordered = await world.post(`/api/activities/${other.id}/override`, body, wait);
    expect(ordered.json).toMatchObject({ status: 'confirmed', allocation: { start: at(34, 1140) } });
    await world.idle();
    for (const { id } of [evening, morning])
      expect((await placesOf(34, id)).map(([room]: readonly string[]) => room)).toEqual(['tianping-small']);
  });

  test('an order for an activity is foreseen with what it needs, and is not in its own way', async () => {
    const { id } = await propose(31, 60);
    const crowd = await propose(32, 60, { headcount: 80 });
    await world.idle();
    const asking = (activity: string, resource: string, days = 31) =>
      world.get(
        `/api/centers/tianping/displaced?start=${at(days, 60)}&end=${at(days, 120)}&resource=${resource}&activity=${activity}`,
      );
    const free = { isPossible: true, reasons: [], displaced: [] };
    expect((await asking(id, 'tianping-hall')).json).toEqual(free);
    expect((await asking(crowd.id, 'tianping-hall', 32)).json).toEqual(free);
    expect((await asking(crowd.id, 'tianping-small')).json).toEqual({
      isPossible: false,
      reasons: ['room-too-small'],
      displaced: [],
    });
    expect((await asking(crowd.id, 'tianping-hall')).json).toMatchObject({ displaced: [{ activityId: id }] });
    expect(await asking(id, 'tianping-hall&resource=tianping-small')).toMatchObject({
      status: 422,
      json: { code: 'rooms-do-not-match', errors: [{ field: 'resource' }] },
    });
    expect(await asking(crypto.randomUUID(), 'tianping-hall')).toMatchObject({
      status: 404,
      json: { code: 'unknown-activity', errors: [{ field: 'activity' }] },
    });
  });

  test.each([
    ['end', { end: '2026-01-01T00:00:00Z' }],
    ['end', { end: '2099-01-01T00:00:00Z' }],
    ['start', { start: 'tomorrow' }],
    ['reason', { reason: '' }],
    ['resources', { resources: ['tianping-cellar'] }],
    ['resources', { resources: [] }],
    ['resources', { resources: ['tianping-hall', 'tianping-hall'] }],
    ['center', { center: 'nowhere' }],
    ['until', { until: '2099-01-01T00:00:00Z' }],
  ])('a body that is wrong in %s is refused by that name: %j', async (field, change) => {
    for (const path of ['/api/closures', '/api/closures/preview']) {
      const { status, json } = await world.post(path, closure(30, change));
      expect([404, 422]).toContain(status);
      expect(json.errors[0].field).toBe(field);
    }
  });

  test('what is over cannot be closed', async () => {
    const over = closure(0, { start: at(-2, 0), end: at(-1, 0) });
    expect(await world.post('/api/closures', over)).toMatchObject({ status: 422, json: { code: 'closure-over' } });
  });
});
