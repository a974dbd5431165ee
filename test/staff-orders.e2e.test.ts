import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const reason = '接待来访代表团';
const [hall, small] = ['tianping-hall', 'tianping-small'];
const inRoom = (resourceId: string) => [{ role: 'room', resourceId }];

interface Entry {
  readonly by: string;
  readonly events: readonly { readonly type: string; readonly data: Record<string, unknown> }[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }, { id: 'tianping-small', capacity: 40 }]);
});
afterAll(() => world.end());

const propose = async (days: number, change: Record<string, unknown> = {}) => {
  const body = proposal('tianping', instantIn(world, days, 60), { needs: inRoom(hall), ...change });
  return (await world.post('/api/activities', body, wait)).json;
};
const order = (id: string, name: string, body: unknown, headers: Record<string, string> = {}) =>
  world.post(`/api/activities/${id}/${name}`, body, { ...wait, ...headers });
const historyOf = async (id: string): Promise<readonly Entry[]> =>
  (await world.get(`/api/activities/${id}/history`)).json.items;
const lastOf = async (id: string, type: string) =>
  (await historyOf(id)).flatMap(({ events }) => events).findLast((event) => event.type === type)?.data;

describe('a move', () => {
  test('puts it in the room and at the time that staff name, and the history says who and why', async () => {
    const { id } = await propose(20);
    const start = instantIn(world, 20, 240);
    const moved = await order(id, 'move', { start, rooms: [small], reason }, { 'if-match': '"1"' });
    expect(moved).toMatchObject({
      status: 200,
      json: {
        status: 'confirmed',
        announced: true,
        revision: 2,
        allocation: { start, claims: [{ resourceId: small }] },
      },
    });
    expect(await lastOf(id, 'ActivityRevised')).toMatchObject({ ordered: { by: 'demo', reason } });
    const { reasons } = (await world.get(`/api/activities/${id}/explanation`)).json.allocation;
    expect(reasons.map(({ text }: { text: { en: string } }) => text.en)).toEqual([
      'At the time that the center’s staff chose.',
      'Room tianping-small: the room that the center’s staff chose.',
    ]);
    await world.idle();
    const { items } = (await world.get(`/api/activities/${id}/deliveries`)).json;
    expect(items.map(({ message }: { message: string }) => message)).toContain('changed');
  });

  test('of the time alone keeps the room', async () => {
    const { id } = await propose(21);
    const start = instantIn(world, 21, 300);
    const moved = await order(id, 'move', { start, reason });
    expect(moved.json.allocation).toMatchObject({ start, claims: [{ resourceId: hall }] });
  });

  test('knows no limit of the kind on how far ahead, and the same key moves once', async () => {
    const { id } = await propose(22);
    const start = instantIn(world, 400, 60);
    const key = { 'idempotency-key': 'move-22' };
    const first = await order(id, 'move', { start, reason }, key);
    const again = await order(id, 'move', { start, reason }, key);
    expect([first.status, first.json.revision, again.status, again.json]).toEqual([200, 2, 200, first.json]);
  });

  test('that cannot be had leaves what stands', async () => {
    const mine = await propose(23);
    await propose(23, { needs: inRoom(small) });
    const refused = await order(mine.id, 'move', { rooms: [small], reason });
    expect(refused).toMatchObject({
      status: 200,
      json: { status: 'confirmed', revision: 2, declined: { revision: 2 }, allocation: mine.allocation },
    });
  });

  test('names what is wrong', async () => {
    const { id } = await propose(24);
    const cases = [
      [{ rooms: ['tianping-nowhere'], reason }, 422, 'unknown-resource', 'rooms[0]'],
      [{ rooms: [hall, small], reason }, 422, 'rooms-do-not-match', 'rooms'],
      [{ reason }, 422, 'invalid-request', 'start'],
      [{ start: instantIn(world, 24, 90) }, 422, 'invalid-request', 'reason'],
    ] as const;
    for (const [body, status, code, field] of cases)
      expect(await order(id, 'move', body)).toMatchObject({ status, json: { code, errors: [{ field }] } });
    expect(await order(id, 'move', { rooms: [small], reason }, { 'if-match': '"9"' })).toMatchObject({
      status: 412,
      json: { code: 'revision-mismatch' },
    });
    expect(await order(crypto.randomUUID(), 'move', { rooms: [small], reason })).toMatchObject({ status: 404 });
  });
});

describe('an override', () => {
  test('asks for a place that others make way for, also for what was declined', async () => {
    await propose(25);
    const declined = await propose(25);
    expect(declined.status).toBe('declined');
    expect(await order(declined.id, 'move', { rooms: [hall], reason })).toMatchObject({
      status: 409,
      json: { code: 'not-confirmed' },
    });
    const ordered = await order(declined.id, 'override', { reason });
    expect([ordered.status, ordered.json.revision, ordered.json.awaitsAnswer]).toEqual([200, 2, false]);
    expect(await lastOf(declined.id, 'ActivityRevised')).toMatchObject({
      ordered: { by: 'demo', reason },
      wish: { displaces: true, starts: [instantIn(world, 25, 60)] },
    });
  });
});

describe('a walk-in', () => {
  const take = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    world.post(
      '/api/centers/tianping/walk-ins',
      { room: hall, minutes: 30, headcount: 6, ...body },
      { ...wait, ...headers },
    );

  test('has the room from the next full minute on, once for a key, and mails nobody', async () => {
    const before = world.clock.now();
    const key = { 'idempotency-key': 'walk-in-1' };
    const taken = await take({}, key);
    expect(taken).toMatchObject({
      status: 201,
      json: {
        status: 'confirmed',
        announced: true,
        organization: 'tianping',
        allocation: { claims: [{ resourceId: hall }] },
      },
    });
    const start = Date.parse(taken.json.allocation.start);
    expect(start).toBeGreaterThan(before);
    expect(start).toBeLessThanOrEqual(world.clock.now() + 60_000);
    expect((await take({}, key)).json).toEqual(taken.json);
    await world.idle();
    expect((await world.get(`/api/activities/${taken.json.id}/deliveries`)).json.items).toEqual([]);
    expect(await lastOf(taken.json.id, 'ActivityProposed')).toMatchObject({
      ordered: { by: 'demo', reason: 'walk-in' },
    });
    const second = await take({});
    expect(second).toMatchObject({ status: 201, json: { status: 'declined', declined: { revision: 1 } } });
  });

  test('takes a room as it is found: from its start on, however long it takes to set up', async () => {
    const slow = { id: 'slow-hall', setupMinutes: 45, teardownMinutes: 1 };
    await openCenter(world, 'slow', [slow]);
    const body = { room: 'slow-hall', minutes: 15, headcount: 6 };
    const first = await world.post('/api/centers/slow/walk-ins', body, wait);
    const { start, claims } = first.json.allocation;
    expect(claims).toMatchObject([{ start }]);
  });

  test('names what is wrong', async () => {
    const cases = [
      [{ room: 'tianping-nowhere' }, 422, 'unknown-resource', 'room'],
      [{ minutes: 5 }, 422, 'too-short', 'minutes'],
      [{ kind: 'walking-class' }, 422, 'missing-field', 'kind'],
      [{ organization: 'nobody' }, 422, 'unknown-organization', 'organization'],
    ] as const;
    for (const [change, status, code, field] of cases)
      expect(await take(change)).toMatchObject({ status, json: { code, errors: [{ field }] } });
    const elsewhere = { room: hall, minutes: 30, headcount: 6 };
    expect(await world.post('/api/centers/nowhere/walk-ins', elsewhere, wait)).toMatchObject({
      status: 404,
      json: { code: 'unknown-center' },
    });
  });
});

test('pinning says who ordered it where staff say why', async () => {
  const alternatives = [{ start: instantIn(world, 26, 180) }];
  const { id } = await propose(26, { alternatives });
  expect(await order(id, 'pin', { reason })).toMatchObject({ status: 200, json: { pinned: true } });
  expect(await lastOf(id, 'FixingAsked')).toMatchObject({ because: 'pinned', ordered: { by: 'demo', reason } });
});
