import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { center, instantIn, openCenter, proposal, room } from './support/centers.ts';
import type { Answer } from './support/client.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
let body: ReturnType<typeof proposal>;
const organization = { id: 'guild', name: '读书会', email: 'guild@example.org', language: 'zh' };
const LONE = 'a\ud800b';

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }, { id: 'tianping-studio' }]);
  body = proposal('tianping', instantIn(world, 3, 120));
});
afterAll(() => world.end());

const propose = (key: string, change: object = {}): Promise<Answer> =>
  world.post('/api/activities', { ...body, ...change }, { 'idempotency-key': key, prefer: 'wait=10' });
const keyed = (path: string, key: string, sent?: unknown): Promise<Answer> =>
  world.post(path, sent, { 'idempotency-key': key });
const reused = { status: 422, json: { code: 'command-reused', errors: [{ field: 'Idempotency-Key' }] } };
const activities = async (): Promise<number> => {
  await world.idle();
  return (await world.get('/api/activities?limit=500')).json.items.length;
};

describe('calling off', () => {
  test('takes no body, and names what it is sent instead of passing it over', async () => {
    const { json } = await propose('to-cancel');
    const cancel = `/api/activities/${json.id}/cancel`;
    const refused = await world.post(cancel, { reason: 'rain', notify: false });
    expect(refused).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(refused.json.errors.map(({ field }: { field: string }) => field)).toEqual(['reason', 'notify']);
    expect((await world.get(json.links.self)).json.status).toBe('confirmed');
    expect(await world.post(cancel, {})).toMatchObject({ status: 200, json: { status: 'cancelled' } });
  });
});

describe('a key that was used before', () => {
  test('is refused for another activity, which stands as it was', async () => {
    const [one, two] = [await propose('one'), await propose('two', { title: '别的' })];
    expect(await keyed(`${one.json.links.self}/cancel`, 'call-off')).toMatchObject({ status: 200 });
    expect(await keyed(`${two.json.links.self}/cancel`, 'call-off')).toMatchObject(reused);
    expect((await world.get(two.json.links.self)).json.status).toBe('confirmed');
  });

  test('is refused for another operation, and nothing is stored', async () => {
    await propose('proposed', { title: '第三' });
    const other = await propose('other', { title: '第四', preferredStart: instantIn(world, 5, 120) });
    const before = await activities();
    expect(await keyed(`${other.json.links.self}/cancel`, 'proposed')).toMatchObject(reused);
    expect(await propose('proposed', { headcount: 21 })).toMatchObject(reused);
    expect((await world.get(other.json.links.self)).json.status).toBe('confirmed');
    expect(await activities()).toBe(before);
  });

  test('is refused for another center or organization of the same operation', async () => {
    const opened = center('jingan', [{ id: 'jingan-hall' }]);
    expect(await keyed('/api/centers', 'open', opened)).toMatchObject({ status: 201 });
    expect(await keyed('/api/centers', 'open', center('huangpu', []))).toMatchObject(reused);
    expect(await keyed('/api/organizations', 'enter', organization)).toMatchObject({ status: 201 });
    expect(await keyed('/api/organizations', 'enter', { ...organization, id: 'club' })).toMatchObject(reused);
  });

  test('brings the same 201 again for the same center, organization and resource', async () => {
    const studio = room({ id: 'tianping-attic' });
    for (const [path, key, sent] of [
      ['/api/centers', 'again-c', center('pudong', [{ id: 'pudong-hall' }])],
      ['/api/organizations', 'again-o', { ...organization, id: 'choir' }],
      ['/api/centers/tianping/resources', 'again-r', studio],
    ] as const) {
      const [first, second] = [await keyed(path, key, sent), await keyed(path, key, sent)];
      expect(first.status).toBe(201);
      expect([second.status, second.text]).toEqual([first.status, first.text]);
    }
  });

  test('is no new request where all was so already: what has changed since stays so', async () => {
    const named = (name: string) => ({ name: { zh: name, en: name } });
    await keyed('/api/centers/tianping/rename', 'first-name', named('甲'));
    const same = await keyed('/api/centers/tianping/rename', 'same-name', named('甲'));
    expect(same).toMatchObject({ status: 200, json: { name: { en: '甲' } } });
    await keyed('/api/centers/tianping/rename', 'other-name', named('乙'));
    const again = await keyed('/api/centers/tianping/rename', 'same-name', named('甲'));
    expect(again).toMatchObject({ status: 200, json: { name: named('乙').name, version: same.json.version + 1 } });
    expect((await world.get('/api/centers/tianping')).json.name).toEqual(named('乙').name);
  });

  test('is not refused where all was so already, and could not be had any more', async () => {
    const { json } = await propose('pinned', { preferredStart: instantIn(world, 8, 120) });
    const pin = `${json.links.self}/pin`;
    // It offered one start, so that it is fixed.
    const same = await keyed(pin, 'pin');
    expect(same).toMatchObject({ status: 200, json: { status: 'confirmed' } });
    expect(await keyed(`${json.links.self}/cancel`, 'cancel-pinned')).toMatchObject({ status: 200 });
    expect(await keyed(pin, 'pin-late')).toMatchObject({ status: 409 });
    expect(await keyed(pin, 'pin')).toMatchObject({ status: 200, json: { id: same.json.id, status: 'cancelled' } });
  });

  test('may be used for a corrected proposal when the first was refused', async () => {
    expect(await propose('typo', { organization: 'nobody' })).toMatchObject({ status: 422 });
    expect(await propose('typo')).toMatchObject({ status: 201 });
  });
});

describe('text that is no Unicode', () => {
  const profile = (change: object) => ({ ...center('nowhere', [{ id: 'nowhere-hall' }]), ...change });
  test.each<[field: string, path: string, sent: () => unknown]>([
    ['title', '/api/activities', () => ({ ...body, title: LONE })],
    ['programme[0].title', '/api/activities', () => ({ ...body, programme: [{ title: LONE, minutes: 5 }] })],
    ['programme[0].lead', '/api/activities', () => ({ ...body, programme: [{ title: 'a', minutes: 5, lead: LONE }] })],
    ['kind', '/api/activities', () => ({ ...body, kind: LONE })],
    ['center', '/api/activities', () => ({ ...body, center: LONE })],
    ['name', '/api/organizations', () => ({ ...organization, name: LONE })],
    ['email', '/api/organizations', () => ({ ...organization, email: `${LONE}@example.org` })],
    ['name', '/api/centers', () => profile({ name: LONE })],
    ['address.en', '/api/centers', () => profile({ address: { zh: '路', en: LONE } })],
    ['timeZone', '/api/centers', () => profile({ timeZone: LONE })],
    [
      'resources[0].floor',
      '/api/centers',
      () => profile({ resources: [{ ...room({ id: 'nowhere-hall' }), floor: LONE }] }),
    ],
  ])('is refused in %s of %s', async (field, path, sent) => {
    const answer = await world.post(path, sent());
    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request', errors: [{ field }] } });
  });
});

test.each([
  [5, 'name', 'text, or an object with zh and en'],
  [{ zh: '会堂' }, 'name.en', 'Invalid input: expected string, received undefined'],
  [{ zh: '会堂', en: 'Hall', fr: 'Salle' }, 'name.fr', 'no such field'],
])('a name of %j is refused in words that help', async (name, field, message) => {
  const answer = await world.post('/api/centers/tianping/rename', { name });
  expect(answer).toMatchObject({ status: 422, json: { errors: [{ field, message }] } });
});

test('a compressed import is read, a damaged one is a malformed body, and nothing is stored', async () => {
  const at = instantIn(world, 5, 60);
  const csv = Buffer.from(`id,room,start,end,title\n1,tianping-hall,${at},${instantIn(world, 5, 90)},会\n`);
  const send = async (file: Buffer) => {
    const headers = { 'content-type': 'text/csv', 'content-encoding': 'gzip' };
    const url = `${world.address}/api/import?center=tianping&organization=branch`;
    return fetch(url, { method: 'POST', headers, body: new Uint8Array(file) });
  };
  const before = await activities();
  const damaged = await send(gzipSync(csv).subarray(0, 40));
  expect(damaged.status).toBe(400);
  expect(await damaged.json()).toMatchObject({ code: 'malformed-body' });
  expect(await activities()).toBe(before);
  expect((await send(gzipSync(csv))).status).toBe(200);
  expect(await activities()).toBe(before + 1);
});
