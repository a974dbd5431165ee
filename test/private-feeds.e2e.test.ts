import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { center, instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const hall = { id: 'tianping-hall', setupMinutes: 30, teardownMinutes: 15 };
const guide = {
  type: 'person',
  id: 'tianping-guide',
  name: { zh: '讲解员甲', en: 'Guide A' },
  roles: ['guide'],
  skills: [],
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const { resources } = center('tianping', [hall]);
  await openCenter(world, 'tianping', [hall], { resources: [...resources, guide] });
});
afterAll(() => world.end());

async function propose(days: number, change: Record<string, unknown> = {}) {
  const body = proposal('tianping', instantIn(world, days, 60), {
    audience: 'private',
    title: '支部内部会议',
    ...change,
  });
  const { status, json } = await world.post('/api/activities', body, wait);
  if (status !== 201 || json.status !== 'confirmed') throw new Error(JSON.stringify(json));
  await world.idle();
  return json;
}

const tokenOf = (type: string, id: string, label = 'phone') =>
  world.post('/api/feeds/private', { feed: { type, id }, label });
const pathOf = (url: string): string => new URL(url).pathname;
/** The titles in a feed; undefined where there is none. */
async function titles(url: string): Promise<readonly string[] | undefined> {
  const { status, text } = await world.get(pathOf(url));
  if (status !== 200) return undefined;
  return [...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, title]) => title ?? '');
}

describe('a private feed', () => {
  test('shows its holder what the public does not see', async () => {
    const activity = await propose(10, { needs: [{ role: 'guide', skills: [] }] });
    const organization = await tokenOf('organization', 'branch');
    expect(organization.status).toBe(201);
    expect(await titles(organization.json.url)).toEqual(['支部内部会议']);
    expect(await titles((await tokenOf('person', 'tianping-guide')).json.url)).toEqual(['支部内部会议']);
    expect(await titles((await tokenOf('crew', 'tianping')).json.url)).toEqual(['布置：社区活动', '撤场：社区活动']);
    expect(await titles((await tokenOf('canteen', 'tianping')).json.url)).toEqual(['20 人 · 社区活动']);
    const everybodys = await world.get('/feeds/centers/tianping.ics');
    expect(everybodys.text).not.toContain('支部内部会议');
    await world.post(`/api/activities/${activity.id}/cancel`);
    await world.idle();
    expect(await titles(organization.json.url)).toEqual(['【已取消】支部内部会议']);
  });

  test('is sent for nobody else to keep, and again only when it has changed', async () => {
    const { json } = await tokenOf('organization', 'branch', 'conditional');
    const first = await world.get(pathOf(json.url));
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('x-robots-tag')).toBe('noindex');
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const again = await world.get(pathOf(json.url), { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(json.links.webcal).toMatch(/^webcal:\/\/.*\/f\/.*\.ics$/);
    expect(json.qrSvg).toMatch(/^<svg /);
    expect(json.url.length).toBeLessThanOrEqual(256);
  });

  test('that is revoked while it gets a new address stays revoked, with every address it ever had', async () => {
    for (const isRevokedFirst of [true, false]) {
      const { json } = await tokenOf('organization', 'branch', 'two desks');
      const before: string = json.url;
      const [id] = pathOf(before).slice('/f/'.length).split('.');
      let after: string | undefined;
      const revoke = () => world.request('DELETE', `/api/feeds/private/${id}`);
      const rotate = async () => {
        after = (await world.post(`/api/feeds/private/${id}/rotate`, {})).json.url;
      };
      await Promise.all(isRevokedFirst ? [revoke(), rotate()] : [rotate(), revoke()]);
      for (const url of [before, after]) if (url !== undefined) expect(await titles(url)).toBeUndefined();
    }
  });

  test('that is unknown, revoked or no address at all is answered in one way', async () => {
    const { json } = await tokenOf('organization', 'branch', 'lost phone');
    const [id] = pathOf(json.url).slice('/f/'.length).split('.');
    await world.request('DELETE', `/api/feeds/private/${id}`);
    const answers = await Promise.all(
      [json.url, json.url.replace(/\.[\w-]{43}\.ics$/, `.${'a'.repeat(43)}.ics`), 'http://x/f/nothing.ics'].map(
        async (url) => {
          const { status, text, headers } = await world.get(pathOf(url));
          return { status, text, cache: headers.get('cache-control'), type: headers.get('content-type') };
        },
      ),
    );
    expect(answers[0]).toMatchObject({ status: 404, cache: 'private, no-cache', type: 'text/plain; charset=utf-8' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('has a new address when it is rotated, and the one before until then', async () => {
    const { json } = await tokenOf('organization', 'branch', 'tablet');
    const kept = await world.post(`/api/feeds/private/${json.id}/rotate`, { graceHours: 1 });
    expect(kept.json.url).not.toBe(json.url);
    expect([await titles(json.url), await titles(kept.json.url)]).not.toContain(undefined);
    const gone = await world.post(`/api/feeds/private/${json.id}/rotate`, { graceHours: 0 });
    expect(await titles(kept.json.url)).toBeUndefined();
    expect(await titles(gone.json.url)).toBeDefined();
  });

  test('that is rotated by a request that comes again keeps the address before, which its device has', async () => {
    const { json } = await tokenOf('organization', 'branch', 'laptop');
    const again = { 'idempotency-key': 'rotate-again' };
    const lost = await world.post(`/api/feeds/private/${json.id}/rotate`, {}, again);
    const { url } = (await world.post(`/api/feeds/private/${json.id}/rotate`, {}, again)).json;
    const found = await Promise.all([json.url, lost.json.url, url].map(titles));
    expect(found.map((one) => one !== undefined)).toEqual([true, false, true]);
  });

  test('tells its address once: neither the list nor a repeat has it', async () => {
    const key = { 'idempotency-key': 'the-same-token' };
    const body = { feed: { type: 'organization', id: 'branch' }, label: 'desk' };
    const first = await world.post('/api/feeds/private', body, key);
    const second = await world.post('/api/feeds/private', body, key);
    expect([first.status, second.status, second.json.id]).toEqual([201, 200, first.json.id]);
    expect(second.json.url).toBeUndefined();
    await world.get(pathOf(first.json.url), { 'user-agent': 'iOS/17 calendar' });
    const list = await world.get('/api/feeds/private?type=organization&id=branch');
    const secret = pathOf(first.json.url).split('.')[1] ?? 'none';
    expect(list.text).not.toContain(secret);
    const one = list.json.items.find((item: { id: string }) => item.id === first.json.id);
    expect(one).toMatchObject({ label: 'desk', lastAgent: 'iOS/17 calendar', lastFetchedAt: expect.any(String) });
  });

  test.each([
    ['organization', 'nobody', 404, 'unknown-feed'],
    ['person', 'tianping-hall', 404, 'unknown-feed'],
    ['crew', 'nowhere', 404, 'unknown-feed'],
    ['organization', '../etc', 422, 'invalid-request'],
    ['king', 'branch', 422, 'invalid-request'],
  ])('is not made for %s %s', async (type, id, status, code) => {
    const answer = await tokenOf(type, id);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.json.errors[0].field).toMatch(/^feed\./);
  });
});

test('how many calendars have seen the last change is known', async () => {
  const activity = await propose(12);
  const reach = async () => {
    const { json } = await world.get(`/api/activities/${activity.id}/reach`);
    return [json.seen, json.calendars];
  };
  const [, all] = await reach();
  const { json: token } = await tokenOf('crew', 'tianping', 'reach');
  const [before] = await reach();
  await titles(token.url);
  expect(await reach()).toEqual([before + 1, all + 1]);
  const etag = `"${activity.revision}"`;
  const moved = proposal('tianping', instantIn(world, 12, 300), { audience: 'private', title: '支部内部会议' });
  const revised = await world.post(`/api/activities/${activity.id}/revise`, moved, { ...wait, 'if-match': etag });
  expect(revised.json.status).toBe('confirmed');
  await world.idle();
  expect((await reach())[0]).toBe(0);
  // Who looks at the headers alone has seen nothing.
  expect((await world.request('HEAD', pathOf(token.url))).status).toBe(200);
  expect((await reach())[0]).toBe(0);
  await titles(token.url);
  expect((await reach())[0]).toBe(1);
});
