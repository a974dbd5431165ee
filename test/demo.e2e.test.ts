import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone({ empty: false });
  await world.idle();
}, 60_000);
afterAll(() => world.end());

const DAY_MS = 86_400_000;
const CENTERS = ['tianping', 'xuhui-riverside'];

const inDays = (days: number): string =>
  `${new Date(world.clock.now() + days * DAY_MS).toISOString().slice(0, 16)}:00Z`;

const page = async (path: string, language = 'zh') => world.get(path, { 'accept-language': language });

describe('a first start', () => {
  test('has every activity of the demo week confirmed', async () => {
    const { json } = await world.get('/api/activities?limit=500');
    const statuses = new Set(json.items.map(({ status }: { status: string }) => status));
    expect(json.items.length).toBeGreaterThanOrEqual(60);
    expect([...statuses]).toEqual(['confirmed']);
  });

  test.each([
    ['zh', '天平街道党群服务中心', '社区食堂', '母婴'],
    ['en', 'Tianping Subdistrict Party-mass Service Center', 'Community canteen', 'Baby-care room'],
  ])('shows the centers with their facilities in %s, without scripts', async (language, ...wanted) => {
    const home = await page('/', language);
    expect(home.status).toBe(200);
    expect(home.headers.get('content-type')).toContain('text/html');
    for (const text of wanted) expect(home.text).toContain(text);
    expect(home.text).toContain(`<html lang="${language === 'zh' ? 'zh' : 'en'}`);
    expect(home.text).not.toMatch(/<script/i);
  });

  test('finds a center by a name it had before', async () => {
    const { json } = await world.get(`/api/centers?q=${encodeURIComponent('天平街道党员服务中心')}`);
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual(['tianping']);
  });

  test.each(CENTERS)('has a page for %s and a feed behind every subscribe link on it', async (id) => {
    const center = await page(`/centers/${id}`);
    expect(center.status).toBe(200);
    const feeds = await world.get(`/api/feeds?center=${id}`);
    expect(feeds.json.items.length).toBeGreaterThan(10);
    for (const { url, webcal } of feeds.json.items) {
      const path = new URL(url).pathname;
      expect(center.text).toContain(path);
      expect(webcal).toMatch(/^webcal:/);
      const feed = await world.get(path);
      expect([path, feed.status, feed.text.startsWith('BEGIN:VCALENDAR\r\n')]).toEqual([path, 200, true]);
    }
  });

  test('calls the feeds of packages and routes by their names, and leaders of steps by words', async () => {
    const { json } = await world.get('/api/feeds?center=tianping');
    const routes = json.items.filter(({ type }: { type: string }) => type === 'route');
    expect(routes.length).toBeGreaterThan(0);
    for (const { id, name } of routes)
      expect([id, name.en.includes(id), name.en.includes(': ')]).toEqual([id, false, true]);
    const feed = (await world.get('/feeds/centers/tianping.ics?lang=zh')).text.replaceAll('\r\n ', '');
    expect(feed).toContain('，主持人）');
    expect(/，[a-z-]+）/.exec(feed)?.[0]).toBeUndefined();
  });

  test('links every activity of a feed to a page that shows it', async () => {
    const feed = await world.get('/feeds/centers/tianping.ics');
    const urls = [...feed.text.replaceAll('\r\n ', '').matchAll(/^URL[^:]*:(.*)$/gm)].map(
      ([, url = '']) => new URL(url.trim()).pathname,
    );
    expect(urls.length).toBeGreaterThan(20);
    for (const url of urls.slice(0, 5)) expect((await page(url)).status).toBe(200);
  });

  test('shows no title of a members-only or private activity to the public', async () => {
    const { json } = await world.get('/api/activities?limit=500');
    const hidden: string[] = json.items
      .filter(
        ({ audience, title, kind }: { audience: string; title: string; kind: { name: { zh: string } } }) =>
          audience !== 'public' && title !== kind.name.zh,
      )
      .map(({ title }: { title: string }) => title);
    expect(hidden.length).toBeGreaterThan(10);
    const feeds = await Promise.all(CENTERS.map((id) => world.get(`/feeds/centers/${id}.ics`)));
    const pages = await Promise.all(['/', '/centers/tianping', '/centers/xuhui-riverside'].map((path) => page(path)));
    const shown = [...feeds.map(({ text }) => text.replaceAll('\r\n ', '')), ...pages.map(({ text }) => text)].join(
      '\n',
    );
    expect(hidden.filter((title) => shown.includes(title))).toEqual([]);
  });

  test('tells nobody which activity a private one is, how many come and who asked, in room use and on pages', async () => {
    const { json: list } = await world.get('/api/activities?limit=500');
    const hidden = list.items.filter(({ audience }: { audience: string }) => audience === 'private');
    expect(hidden.length).toBeGreaterThan(1);
    const week = `from=${inDays(-1)}&to=${inDays(8)}`;
    const uses = await Promise.all(CENTERS.map((id) => world.get(`/api/centers/${id}/use?${week}`)));
    const taken = uses.flatMap(({ json }) =>
      json.resources.flatMap((one: { reservations: unknown[] }) => one.reservations),
    );
    const occupied = taken.filter(({ audience }: { audience: string }) => audience === 'private');
    expect(occupied.length).toBeGreaterThanOrEqual(hidden.length);
    const fields = new Set(occupied.flatMap((one: object) => Object.keys(one)));
    expect([...fields].sort()).toEqual(['activityEnd', 'activityStart', 'audience', 'count', 'end', 'start', 'title']);
    const pages = await Promise.all(['/', ...CENTERS.map((id) => `/centers/${id}`)].map((path) => page(path)));
    const shown = [...uses, ...pages].map(({ text }) => text).join('\n');
    expect(hidden.filter(({ id }: { id: string }) => shown.includes(id))).toEqual([]);
  });

  test('shows no more of a private or members-only activity once it is cancelled', async () => {
    const { json: list } = await world.get('/api/activities?limit=500&status=confirmed');
    for (const [audience, status] of [
      ['private', 404],
      ['members', 200],
    ] as const) {
      const one = list.items.find(
        ({ title, kind, ...item }: { audience: string; title: string; kind: { name: { zh: string } } }) =>
          item.audience === audience && title !== kind.name.zh,
      );
      const cancelled = await world.post(`/api/activities/${one.id}/cancel`);
      expect(cancelled.json.status).toBe('cancelled');
      const shown = await page(`/activities/${one.id}`);
      expect([audience, shown.status]).toEqual([audience, status]);
      expect(shown.text).not.toContain(one.title);
    }
  });

  test('describes the whole API, for people and for machines', async () => {
    const { json } = await world.get('/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const paths = ['/api/activities', '/api/centers/{id}/use', '/feeds/rooms/{id}.ics', '/api/import', '/api/kinds'];
    expect(paths.filter((path) => !(path in json.paths))).toEqual([]);
    const api = await page('/api', 'en');
    for (const path of paths) expect(api.text).toContain(path);
  });

  test('answers health, readiness and numbers', async () => {
    expect((await world.get('/healthz')).json).toEqual({ status: 'alive' });
    expect((await world.get('/readyz')).json).toEqual({ status: 'ready' });
    const { text } = await world.get('/metrics');
    expect(text).toMatch(/huitang_commits_total\{service="scheduling"\} [1-9]/);
    expect(text).toMatch(/huitang_bus_lag \d/);
  });
});

describe("the README's ceremony", () => {
  /** The body that its command sends, with the day put in as the shell does. */
  const proposed = (day: string): unknown => {
    const [, quoted] = readFileSync('README.md', 'utf8').match(/-d '(\{[\s\S]*?\})'\n/) ?? [];
    return JSON.parse(String(quoted).replace("'$day'", day));
  };

  test('is confirmed on the day it computes, whatever day of the week that is', async () => {
    for (const days of [17, 18, 19, 20, 21, 22, 23]) {
      const body = proposed(inDays(days).slice(0, 10));
      const { json } = await world.post('/api/activities', body, { prefer: 'wait=10' });
      expect([days, json.status]).toEqual([days, 'confirmed']);
    }
  });
});
