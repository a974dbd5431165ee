import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';

const wait = { prefer: 'wait=10' };
const reason = '接待来访代表团';
const [hall, small] = ['tianping-hall', 'tianping-small'];

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone();
  await openCenter(world, 'tianping', [{ id: hall }, { id: small, capacity: 40 }]);
});
afterAll(() => world.end());

const read = async (id: string) => (await world.get(`/api/activities/${id}`)).json;
const propose = async (days: number) => {
  const needs = [{ role: 'room', resourceId: hall }];
  const body = proposal('tianping', instantIn(world, days, 60), { audience: 'public', needs });
  return (await world.post('/api/activities', body, wait)).json;
};

/** The activity in its center's feed as text; undefined when it is not there. */
async function inFeed(id: string, path = '/feeds/centers/tianping.ics'): Promise<string | undefined> {
  const { text } = await world.get(path);
  return text.split('BEGIN:VEVENT').find((event) => event.includes(`UID:${id}`));
}

async function messagesOf(id: string): Promise<readonly string[]> {
  await world.idle();
  const { items } = (await world.get(`/api/activities/${id}/deliveries`)).json;
  return items.map(({ message, state }: { message: string; state: string }) => `${message} ${state}`);
}

/** An activity that has made way for an order; `before` is what it had. */
async function displaced(days: number) {
  const before = await propose(days);
  const other = await propose(days);
  const ordered = await world.post(`/api/activities/${other.id}/override`, { reason }, wait);
  expect(ordered.json).toMatchObject({ status: 'confirmed', allocation: { claims: [{ resourceId: hall }] } });
  await world.idle();
  return { before, other, now: await read(before.id) };
}

describe('an activity that makes way for an order', () => {
  test('is held elsewhere, and everything says so but public feeds; who got its place is told nowhere', async () => {
    const { before, other, now } = await displaced(20);
    expect(now).toMatchObject({
      ...{ status: 'confirmed', announced: false, pinned: true, announcesAt: now.displaced.acceptBy },
      allocation: { start: before.allocation.start, claims: [{ resourceId: small }] },
      displaced: { ordered: { by: 'demo', reason }, before: { claims: [{ resourceId: hall }] } },
    });
    const explained = await world.get(`/api/activities/${before.id}/explanation`);
    expect(explained.json.displaced).toMatchObject({ because: { code: 'made-way-for-order', values: { reason } } });
    expect(await inFeed(before.id)).toBeUndefined();
    const own = await inFeed(before.id, now.links.calendar);
    expect(own).toContain('STATUS:TENTATIVE');
    expect(own).toContain('SEQUENCE:1');
    expect((await world.get(`/activities/${before.id}?lang=en`)).text).toContain('Put elsewhere');
    const history = await world.get(`/api/activities/${before.id}/history`);
    expect(history.text).toContain('"ordered":{"by":"demo"');
    for (const { text } of [explained, history]) expect(text).not.toContain(other.id);
    expect(await messagesOf(before.id)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^displaced (?:planned|delivered)$/),
        'reminder-day dropped',
        'reminder-hour dropped',
      ]),
    );
  });

  test('is announced where it is held by who accepts it, and reminded of there', async () => {
    const { before } = await displaced(21);
    const accepted = await world.post(`/api/activities/${before.id}/announce`, undefined, wait);
    expect(accepted).toMatchObject({ status: 200, json: { announced: true } });
    expect(accepted.json).not.toHaveProperty('displaced');
    await world.idle();
    const event = await inFeed(before.id);
    for (const line of ['STATUS:CONFIRMED', 'SEQUENCE:2']) expect(event).toContain(line);
    const messages = await messagesOf(before.id);
    for (const planned of ['reminder-day planned', 'reminder-hour planned']) expect(messages).toContain(planned);
  });

  test('is not accepted by who has not seen it, and is by who has', async () => {
    const { now } = await displaced(26);
    const path = `/api/activities/${now.id}`;
    // As it was tagged when it was proposed and confirmed.
    const stale = { 'if-match': '"1.2"', ...wait };
    expect(await world.post(`${path}/announce`, undefined, stale)).toMatchObject({
      status: 412,
      json: { code: 'revision-mismatch', errors: [{ field: 'If-Match' }] },
    });
    expect(await world.post(`${path}/cancel`, undefined, stale)).toMatchObject({ status: 412 });
    const seen = (await world.get(path)).headers.get('etag') ?? '';
    const accepted = await world.post(`${path}/announce`, undefined, { 'if-match': seen, ...wait });
    expect(accepted).toMatchObject({ status: 200, json: { announced: true } });
  });

  test('is revised to one of what else could be had', async () => {
    const { before, now } = await displaced(22);
    const [other] = now.displaced.nearest;
    const needs = other.resourceIds.map((resourceId: string) => ({ role: 'room', resourceId }));
    const body = proposal('tianping', other.start, { audience: 'public', needs });
    const revised = await world.post(`/api/activities/${before.id}/revise`, body, wait);
    expect(revised.json).toMatchObject({ status: 'confirmed', announced: true, allocation: { start: other.start } });
    expect(revised.json).not.toHaveProperty('displaced');
  });

  test('is cancelled, and what was held for it is free again', async () => {
    const { before } = await displaced(23);
    await world.post(`/api/activities/${before.id}/cancel`, undefined, wait);
    await world.idle();
    const needs = [{ role: 'room', resourceId: small }];
    const body = proposal('tianping', instantIn(world, 23, 60), { needs });
    expect((await world.post('/api/activities', body, wait)).json.status).toBe('confirmed');
  });
});

test('an activity with no other place on the day of a closure is declined, and called off in the feeds', async () => {
  const { id } = await propose(24);
  await world.idle();
  const [start, end] = [instantIn(world, 23, 0), instantIn(world, 26, 0)];
  const closed = await world.post('/api/closures', { center: 'tianping', start, end, reason: '空调检修' });
  expect(closed.status).toBe(201);
  await until(async () => (await read(id)).status === 'declined');
  const because = { code: 'closed-for', values: { reason: '空调检修' } };
  expect(await read(id)).toMatchObject({ announced: false, declined: { reasons: [because] } });
  await world.idle();
  expect(await inFeed(id)).toContain('STATUS:CANCELLED');
  expect(await messagesOf(id)).toContainEqual(expect.stringMatching(/^unplaced (?:planned|delivered)$/));
  expect((await world.get(`/activities/${id}?lang=en`)).text).toContain('nothing else suitable was free that day');
});

test('silence accepts what is held, once the time to answer is over', async () => {
  const { before, now } = await displaced(30);
  world.clock.shift(Date.parse(now.displaced.acceptBy) - world.clock.now());
  await until(async () => (await read(before.id)).announced);
  expect(await read(before.id)).toMatchObject({ announced: true, allocation: { claims: [{ resourceId: small }] } });
  await world.idle();
  expect(await inFeed(before.id)).toContain('STATUS:CONFIRMED');
});
