import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const hall = { id: 'tianping-hall' };

/** The date of a center-day, `days` from now: at noon of its clock, eight hours ahead of UTC. */
const dateIn = (world: World, days: number): string => instantIn(world, days, 240).slice(0, 10);

const roundOf = (world: World, days: number) => `/api/centers/tianping/rounds/${dateIn(world, days)}`;

const openRound = (world: World, days: number, change: Record<string, unknown> = {}, headers = {}) =>
  world.post(
    '/api/centers/tianping/rounds',
    {
      date: dateIn(world, days),
      closesAt: instantIn(world, days - 5, 0),
      publishesAt: instantIn(world, days - 3, 0),
      reason: '七一前后场地紧张，统一安排',
      ...change,
    },
    headers,
  );

/** At the same hour of that day, whoever asks. */
const propose = (world: World, days: number, change: Record<string, unknown> = {}) =>
  world.post('/api/activities', proposal('tianping', instantIn(world, days, 240), change), wait);

/** Looks for a room of that day, at the hour that everybody asks for. */
const look = (world: World, days: number, headcount: number) => {
  const query = new URLSearchParams({
    from: instantIn(world, days, 240),
    to: instantIn(world, days, 270),
    durationMinutes: '60',
    headcount: String(headcount),
    needs: JSON.stringify([{ role: 'room' }]),
  });
  return world.get(`/api/centers/tianping/availability?${query}`);
};

const activityOf = async (world: World, id: string) => (await world.get(`/api/activities/${id}`)).json;

const messagesTo = async (world: World, id: string): Promise<readonly string[]> =>
  (await world.get(`/api/activities/${id}/deliveries`)).json.items.map(({ message }: { message: string }) => message);

describe('a round over HTTP, on any engine', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await openCenter(world, 'tianping', [hall]);
  });
  afterAll(() => world.end());

  test('collects, is solved, adjusted and published: everybody is told, and answered once', async () => {
    const opened = await openRound(world, 20);
    expect([opened.status, opened.json.state, opened.json.number]).toEqual([201, 'open', 1]);
    expect(opened.headers.get('location')).toBe(roundOf(world, 20));
    const { json: first, status } = await propose(world, 20, { title: '第一' });
    const round = { date: dateIn(world, 20), closesAt: instantIn(world, 15, 0), publishesAt: instantIn(world, 17, 0) };
    // It waits in the round: there is nothing to stay for.
    expect([status, first.status, first.awaitsAnswer, first.round]).toEqual([202, 'proposed', true, round]);
    const { json: second } = await propose(world, 20, { title: '第二', audience: 'private' });
    const closed = await world.post(`${roundOf(world, 20)}/close`);
    expect(closed).toMatchObject({ status: 200, json: { state: 'solved', asked: 2, late: 0 } });
    const { granted, refused } = closed.json.proposal;
    expect([granted.length, refused.length]).toEqual([1, 1]);
    expect(closed.json.wishes.map(({ title }: { title: { zh: string } }) => title.zh)).toEqual(['第一', '已占用']);
    const other = granted[0].activityId === first.id ? second : first;
    const adjusted = await world.request('PUT', `${roundOf(world, 20)}/adjustments`, {
      items: [{ activityId: granted[0].activityId, leftOut: true, reason: '当月已办过两次' }],
    });
    expect(adjusted).toMatchObject({
      status: 200,
      json: {
        state: 'solved',
        adjustments: [{ activityId: granted[0].activityId, leftOut: true, reason: '当月已办过两次', by: 'demo' }],
        proposal: { granted: [{ activityId: other.id }], refused: [{ activityId: granted[0].activityId }] },
      },
    });
    const [one, again] = await Promise.all([
      world.post(`${roundOf(world, 20)}/publish`),
      world.post(`${roundOf(world, 20)}/publish`),
    ]);
    for (const answer of [one, again]) expect(answer).toMatchObject({ status: 200, json: { state: 'published' } });
    await world.idle();
    const given = await activityOf(world, other.id);
    expect(given).toMatchObject({ status: 'confirmed', awaitsAnswer: false });
    expect(given).not.toHaveProperty('round');
    expect(given.allocation.reasons).toContainEqual({ code: 'round', values: { date: round.date } });
    const declined = await activityOf(world, granted[0].activityId);
    expect(declined).toMatchObject({
      status: 'declined',
      declined: { reasons: [{ code: 'left-out' }, { code: 'round' }] },
    });
    expect(await messagesTo(world, other.id)).toEqual(expect.arrayContaining(['deferred', 'confirmed']));
    expect(await messagesTo(world, granted[0].activityId)).toEqual(['deferred', 'declined']);
    const list = await world.get('/api/centers/tianping/rounds');
    expect(list.json.items).toContainEqual(expect.objectContaining({ date: round.date, state: 'published' }));
  });

  test('may be left by revising and by cancelling', async () => {
    await openRound(world, 22);
    const { json: moved } = await propose(world, 22);
    const { json: gone } = await propose(world, 22);
    const revised = await world.post(
      `/api/activities/${moved.id}/revise`,
      proposal('tianping', instantIn(world, 23, 240)),
      wait,
    );
    expect(revised.json).toMatchObject({ status: 'confirmed', revision: 2, awaitsAnswer: false });
    await world.post(`/api/activities/${gone.id}/cancel`);
    await world.idle();
    expect((await world.get(roundOf(world, 22))).json).toMatchObject({ state: 'open', asked: 0, late: 0 });
    const published = await world.post(`${roundOf(world, 22)}/publish`);
    expect(published.json).toMatchObject({ state: 'published', asked: 0, proposal: { granted: [], refused: [] } });
  });

  test('given up answers everybody in the order of arrival', async () => {
    await openRound(world, 24);
    const { json: first } = await propose(world, 24);
    const { json: second } = await propose(world, 24);
    const ended = await world.request('DELETE', roundOf(world, 24));
    expect(ended).toMatchObject({ status: 200, json: { state: 'given-up' } });
    expect(await world.request('PUT', `${roundOf(world, 24)}/adjustments`, { items: [] })).toMatchObject({
      status: 409,
      json: { status: 409, code: 'round-over', state: 'given-up' },
    });
    await world.idle();
    expect((await activityOf(world, first.id)).status).toBe('confirmed');
    expect((await activityOf(world, second.id)).status).toBe('declined');
    // Everybody is answered, so another one may be opened.
    expect((await openRound(world, 24)).json).toMatchObject({ number: 2, state: 'open' });
  });

  test('is closed by nobody who asks once more for the end of the one before', async () => {
    const ended = (step: string, key: string) =>
      step === 'give up'
        ? world.request('DELETE', roundOf(world, 32), undefined, { 'idempotency-key': key })
        : world.post(`${roundOf(world, 32)}/${step}`, undefined, { 'idempotency-key': key });
    const steps = [
      ['close', 'c1'],
      // It is closed, so that nothing is to be done.
      ['close', 'c2'],
      ['give up', 'g1'],
      ['give up', 'g2'],
      // It is over: it collects no more either.
      ['close', 'c3'],
    ] as const;
    await openRound(world, 32);
    for (const [step, key] of steps) expect([key, (await ended(step, key)).status]).toEqual([key, 200]);
    await world.idle();
    expect((await openRound(world, 32)).json).toMatchObject({ number: 2, state: 'open' });
    for (const [step, key] of steps) {
      expect(await ended(step, key)).toMatchObject({ status: 200, json: { number: 2, state: 'open' } });
    }
    expect(await ended('close', 'c4')).toMatchObject({ status: 200, json: { number: 2, state: 'solved' } });
  });

  test('that is over is not mistaken for the next one by whoever names it', async () => {
    const step = (method: string, path: string, body?: unknown) =>
      world.request(method, `${roundOf(world, 34)}${path}`, body);
    await openRound(world, 34);
    expect(await step('DELETE', '?number=2')).toMatchObject({
      status: 404,
      json: { code: 'no-round', errors: [{ field: 'number' }] },
    });
    expect(await step('DELETE', '?number=1')).toMatchObject({ status: 200, json: { number: 1, state: 'given-up' } });
    await world.idle();
    await openRound(world, 34);
    const changed = { status: 409, json: { code: 'day-changed', errors: [{ field: 'number' }] } };
    expect(await step('DELETE', '?number=1')).toMatchObject(changed);
    expect(await step('POST', '/publish?number=1')).toMatchObject(changed);
    expect(await step('PUT', '/adjustments?number=1', { items: [] })).toMatchObject(changed);
    expect(await step('POST', '/close?number=1')).toMatchObject({ status: 200, json: { number: 2, state: 'open' } });
    for (const wrong of ['0', 'x', '1.5', '']) {
      expect(await step('POST', `/publish?number=${wrong}`)).toMatchObject({
        status: 422,
        json: { errors: [{ field: 'number', message: 'the number of a round of that day: 1 or more' }] },
      });
    }
    expect(await step('POST', '/publish?number=2')).toMatchObject({
      status: 200,
      json: { number: 2, state: 'published' },
    });
  });

  test('is opened once for the same request, and is no free time to whoever looks for one', async () => {
    const key = { 'idempotency-key': 'round-26' };
    const body = { closesAt: instantIn(world, 20, 0), publishesAt: instantIn(world, 21, 0) };
    const first = await openRound(world, 26, body, key);
    const again = await openRound(world, 26, body, key);
    expect([first.status, again.status, again.json]).toEqual([201, 201, first.json]);
    const { json } = await look(world, 26, 20);
    expect(json.items).toMatchObject([{ isAvailable: false, reasons: [{ code: 'round-open' }] }]);
  });

  test('tells whoever looks for more than there is what a proposal is told: waiting would change nothing', async () => {
    await openRound(world, 30);
    const found = await look(world, 30, 999);
    const { json } = await propose(world, 30, { headcount: 999 });
    expect(json.status).toBe('declined');
    expect(found.json.items).toMatchObject([{ isAvailable: false, reasons: json.declined.reasons }]);
  });

  test('is refused by the field that is wrong', async () => {
    await openRound(world, 28);
    const late = { closesAt: instantIn(world, 29, 0), publishesAt: instantIn(world, 29, 0) };
    const items = [{ activityId: crypto.randomUUID(), leftOut: true, reason: 'x' }];
    const room = [{ activityId: crypto.randomUUID(), rooms: ['tianping-cellar'], reason: 'x' }];
    const adjust = (body: object) => world.request('PUT', `${roundOf(world, 28)}/adjustments`, body);
    const answers = await Promise.all([
      openRound(world, 28),
      openRound(world, 29, { closesAt: instantIn(world, -1, 0) }),
      openRound(world, 29, late),
      openRound(world, 29, { closesAt: instantIn(world, 20, 1), publishesAt: instantIn(world, 20, 0) }),
      openRound(world, 29, { reason: '' }),
      openRound(world, 29, { date: '2026-02-30' }),
      world.post('/api/centers/nowhere/rounds', { date: '2026-07-01', ...late, reason: 'x' }),
      world.get(roundOf(world, 29)),
      world.post(`${roundOf(world, 29)}/publish`),
      adjust({ items }),
      adjust({ items: [...items, ...items] }),
      adjust({ items: [{ activityId: crypto.randomUUID(), reason: 'x' }] }),
      adjust({ items: room }),
    ]);
    expect(answers.map(({ status, json }) => `${status} ${json.code} ${json.errors?.[0]?.field}`)).toEqual([
      '409 round-not-over date',
      '422 closes-in-the-past closesAt',
      '422 publishes-too-late publishesAt',
      '422 invalid-request publishesAt',
      '422 invalid-request reason',
      '422 invalid-request date',
      '404 unknown-center id',
      '404 no-round date',
      '404 no-round date',
      '422 not-in-round items[0].activityId',
      '422 invalid-request items',
      '422 invalid-request items[0].leftOut',
      '422 no-such-room items[0].rooms[0]',
    ]);
  });
});

describe('when time passes', () => {
  let world: StandaloneWorld;
  beforeAll(async () => {
    world = await startStandalone();
    await openCenter(world, 'tianping', [hall]);
  });
  afterAll(() => world.end());

  test('a round closes and is published by itself; who comes in between is answered after it', async () => {
    const opened = await openRound(world, 20);
    const path = opened.headers.get('location') ?? '';
    const { json: first } = await propose(world, 20);
    const state = async () => (await world.get(path)).json.state;
    world.clock.shift(Date.parse(first.round.closesAt) - world.clock.now());
    await until(async () => (await state()) === 'solved');
    // Fifteen days have passed: it is the same day.
    const { json: late } = await propose(world, 5);
    expect(late).toMatchObject({ status: 'proposed', round: first.round });
    world.clock.shift(Date.parse(first.round.publishesAt) - world.clock.now());
    await until(async () => (await activityOf(world, late.id)).status === 'declined');
    expect((await activityOf(world, first.id)).status).toBe('confirmed');
    const left = world.platform.records.set('room-allocation-rounds');
    await until(async () => (await left.list('', 10)).length === 0);
  });
});
