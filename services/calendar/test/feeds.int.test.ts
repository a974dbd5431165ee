import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { instantOf, minuteOf } from '@huitang/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { confirmedEntry } from '../src/domain/entry.ts';
import { VIEWS_GROUP } from '../src/views.ts';
import { cancelled, confirmed, idOf, moved, openedCenter, renamedCenter, roomClaim } from './given.ts';
import { eventsOf, parse, rawOf, textOf } from './plain-parser.ts';
import { NOW, type World, world } from './world.ts';

const CENTER = '/feeds/centers/tianping.ics';
const HALL = '/feeds/rooms/tianping-hall.ics';
const STUDIO = '/feeds/rooms/tianping-studio.ics';
const KIND = '/feeds/centers/tianping/kinds/oath-renewal.ics';
const PACKAGE = '/feeds/packages/scientists.ics';
const ROUTE = '/feeds/routes/red.ics';
const ONE = `/feeds/activities/${idOf(1)}.ics`;

let w: World;
beforeEach(async () => {
  w = await world();
  await w.say('center/tianping', 'CenterOpened', openedCenter());
});
afterEach(() => w.stop());

const confirm = (number = 1, changes: Record<string, unknown> = {}) =>
  w.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number), ...changes }));
const cancel = (displayRevision: number, at: string) =>
  w.say(`activity/${idOf(1)}`, 'ActivityCancelled', cancelled(displayRevision, at));
const ids = async (path: string): Promise<string[]> =>
  eventsOf(await w.text(path)).map((event) => rawOf(event, 'UID')!.slice(0, 36));

/** The answer as it came over the wire: fetch would unzip it. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(`${w.host.address}${path}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });

describe('which feeds there are', () => {
  test('an activity is in the feeds of its center, room, kind, package and route, and its own', async () => {
    await confirm(1, { packageId: 'scientists', routeId: 'red' });
    for (const path of [CENTER, HALL, KIND, PACKAGE, ROUTE, ONE, `/api/activities/${idOf(1)}.ics`]) {
      expect([path, await ids(path)]).toEqual([path, [idOf(1)]]);
    }
    expect(await ids(STUDIO)).toEqual([]);
  });

  test('some rooms of a center are one calendar, in whatever order they are asked for', async () => {
    await confirm(1);
    await confirm(2, { claims: [roomClaim('tianping-studio')] });
    await confirm(3, { claims: [roomClaim('tianping-hall'), roomClaim('tianping-studio')] });
    expect(await ids(`${CENTER}?rooms=tianping-studio`)).toEqual([idOf(2), idOf(3)]);
    expect(await ids(`${CENTER}?rooms=tianping-studio,tianping-hall`)).toEqual([idOf(1), idOf(2), idOf(3)]);
    const text = await w.text(`${CENTER}?rooms=tianping-hall,tianping-studio`);
    expect(text).toContain('X-WR-CALNAME:宣誓厅、排练厅 · 天平街道党群服务中心');
    expect(await w.text(`${CENTER}?rooms=tianping-studio,tianping-hall,tianping-hall`)).toBe(text);
    expect((await w.get(`${CENTER}?rooms=tianping-hall,nowhere`)).status).toBe(404);
    for (const rooms of ['', 'a,', 'Ä', Array.from({ length: 31 }, (_, index) => `r${index}`).join()]) {
      expect([rooms, (await w.get(`${CENTER}?rooms=${rooms}`)).status]).toEqual([rooms, 422]);
    }
  });

  test('the same event has the same bytes in all of them', async () => {
    await confirm(1, { packageId: 'scientists', routeId: 'red' });
    const events = await Promise.all(
      [CENTER, HALL, KIND, PACKAGE, ROUTE, ONE].map(
        async (path) => /BEGIN:VEVENT.*END:VEVENT/s.exec(await w.text(path))?.[0],
      ),
    );
    expect(new Set(events).size).toBe(1);
  });

  test('feeds are called by what they are about', async () => {
    await confirm(1, {
      packageId: 'scientists',
      packageName: { zh: '科学家的故事', en: 'Stories about scientists' },
      routeId: 'red',
      routeName: { zh: '陈毅与上海', en: 'Chen Yi and the City' },
    });
    const names = await Promise.all(
      [CENTER, HALL, KIND, PACKAGE, ROUTE].map(async (path) => textOf(parse(await w.text(path)), 'NAME')),
    );
    expect(names).toEqual([
      '天平街道党群服务中心',
      '宣誓厅 · 天平街道党群服务中心',
      '重温入党誓词 · 天平街道党群服务中心',
      '教育套餐：科学家的故事',
      '线路：陈毅与上海',
    ]);
    const inEnglish = [PACKAGE, ROUTE].map(async (path) => textOf(parse(await w.text(`${path}?lang=en`)), 'NAME'));
    expect(await Promise.all(inEnglish)).toEqual([
      'Package: Stories about scientists',
      'Walking route: Chen Yi and the City',
    ]);
    const english = await w.text(`${HALL}?lang=en`);
    expect(textOf(parse(english), 'NAME')).toBe('Oath Hall · Tianping Center');
    expect(textOf(eventsOf(english)[0]!, 'LOCATION')).toMatch(/^Oath Hall, Tianping Center\n/);
  });

  test('packages and routes of events that do not name them are called by their ids', async () => {
    await confirm(1, { packageId: 'scientists', routeId: 'red' });
    expect(textOf(parse(await w.text(PACKAGE)), 'NAME')).toBe('教育套餐：scientists');
    expect(textOf(parse(await w.text(`${ROUTE}?lang=en`)), 'NAME')).toBe('Walking route: red');
  });

  test('a center and its rooms have feeds before anything is on, without events', async () => {
    for (const path of [CENTER, HALL, STUDIO]) expect([path, await ids(path)]).toEqual([path, []]);
  });

  test('the listing has every feed of a center with https and webcal addresses that answer', async () => {
    await confirm(1, { packageId: 'scientists', routeId: 'red' });
    await confirm(2, { audience: 'private', kind: { id: 'secret-kind', name: { zh: '密', en: 'S' } } });
    const { items } = (await (await w.get('/api/feeds?center=tianping')).json()) as {
      items: { type: string; id: string; url: string; webcal: string }[];
    };
    expect(items.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'center tianping',
      'room tianping-hall',
      'room tianping-studio',
      'kind oath-renewal',
      'package scientists',
      'route red',
    ]);
    for (const { url, webcal } of items) {
      expect(webcal).toBe(url.replace('http:', 'webcal:'));
      expect((await w.get(url.replace('http://localhost:8080', ''))).status).toBe(200);
      expect(url.length).toBeLessThanOrEqual(256);
    }
    expect((await w.get('/api/feeds?center=nowhere')).status).toBe(404);
  });

  test('the listing in English has calendars in English, whichever way they are subscribed to', async () => {
    await confirm();
    const { items } = (await (await w.get('/api/feeds?center=tianping&lang=en')).json()) as {
      items: { url: string; webcal: string; links: Record<string, string>; qr: string }[];
    };
    const [center] = items;
    if (!center) throw new Error('no feed');
    expect(center.url).toBe('http://localhost:8080/feeds/centers/tianping.ics?lang=en');
    const ways = [center.webcal, ...Object.values(center.links), center.qr].map(decodeURIComponent);
    expect(ways.filter((way) => !way.includes('/feeds/centers/tianping.ics?lang=en'))).toEqual([]);
    expect((await w.get(center.qr.replace('http://localhost:8080', ''))).status).toBe(200);
    expect((await w.get('/api/feeds?center=tianping&lang=fr')).status).toBe(422);
  });

  test('some rooms together have a QR code, too', async () => {
    await confirm();
    const url = 'http://localhost:8080/feeds/centers/tianping.ics?rooms=tianping-hall,tianping-studio';
    for (const one of [url, `${url}&lang=en`])
      expect((await w.get(`/api/feeds/qr?url=${encodeURIComponent(one)}`)).status).toBe(200);
    for (const one of [`${url}&x=1`, `${url}#a`, `${url}&lang=fr`])
      expect((await w.get(`/api/feeds/qr?url=${encodeURIComponent(one)}`)).status).toBe(422);
  });

  test.each([
    '/feeds/centers/nowhere.ics',
    '/feeds/rooms/x.ics',
    '/feeds/rooms/guide-a.ics',
    '/feeds/packages/x.ics',
    '/feeds/routes/x.ics',
    '/feeds/centers/tianping/kinds/x.ics',
    '/feeds/activities/x.ics',
    '/api/activities/x.ics',
    '/feeds/centers/%00.ics',
    '/feeds/centers/tianping%2Fkinds%2Foath-renewal.ics',
    '/feeds/centers/__proto__.ics',
  ])('%s is not found, in short plain text', async (path) => {
    await confirm();
    const response = await w.get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await response.text()).length).toBeLessThan(100);
  });

  test('an activity that is not announced is in its own file only, tentative', async () => {
    await confirm(1, { announced: false });
    expect(await ids(CENTER)).toEqual([]);
    expect(rawOf(eventsOf(await w.text(ONE))[0]!, 'STATUS')).toBe('TENTATIVE');
  });

  test('an activity is where it has moved to in its own file, and in the feeds once it is announced', async () => {
    await confirm(1, { announced: false });
    const own = async (name: string) => rawOf(eventsOf(await w.text(ONE))[0]!, name);
    const later = { start: '2026-07-02T02:00:00Z', end: '2026-07-02T03:30:00Z' };
    const first = { displayRevision: 1, displayChangedAt: '2026-06-21T08:00:00Z' };
    await w.say(`activity/${idOf(1)}`, 'ActivityMoved', moved({ ...later, ...first }));
    expect([await own('STATUS'), await own('DTSTART'), await own('SEQUENCE'), await own('LAST-MODIFIED')]).toEqual([
      'TENTATIVE',
      '20260702T020000Z',
      '1',
      '20260621T080000Z',
    ]);
    expect([await ids(CENTER), await ids(HALL)]).toEqual([[], []]);
    expect((await w.get(KIND)).status).toBe(404);
    const second = { displayRevision: 2, displayChangedAt: '2026-06-25T08:00:00Z' };
    await w.say(`activity/${idOf(1)}`, 'ActivityAnnounced', confirmed({ ...later, ...second }));
    expect([await own('STATUS'), await own('SEQUENCE'), await own('LAST-MODIFIED')]).toEqual([
      'CONFIRMED',
      '2',
      '20260625T080000Z',
    ]);
    expect([await ids(CENTER), await ids(HALL), await ids(KIND)]).toEqual([[idOf(1)], [idOf(1)], [idOf(1)]]);
  });
});

describe('privacy', () => {
  test('a private activity is "occupied" at its center and room and missing elsewhere, also by its own address', async () => {
    await confirm(2);
    await confirm(1, { audience: 'private', title: '机密标题', packageId: 'scientists' });
    for (const path of [CENTER, HALL, ONE]) {
      expect(await w.text(path)).not.toMatch(/机密标题|scientists/);
      expect(await w.text(path)).toContain('SUMMARY:已占用');
    }
    expect(await ids(KIND)).toEqual([idOf(2)]);
    expect((await w.get(PACKAGE)).status).toBe(404);
  });

  test('an activity that becomes private leaves its kind without a trace of title', async () => {
    await confirm(1);
    await confirm(1, { audience: 'private', displayRevision: 1 });
    expect(await ids(KIND)).toEqual([]);
    expect(await w.text(KIND)).not.toContain('衡山');
  });

  test('no organization, headcount, attendee or alarm is in any feed', async () => {
    await confirm();
    expect(await w.text(CENTER)).not.toMatch(/secret-branch|4711|ATTENDEE|ORGANIZER|VALARM/);
  });
});

describe('change', () => {
  test('a cancelled activity stays, marked, with its place and time, for thirty days', async () => {
    await confirm();
    const [before] = eventsOf(await w.text(CENTER));
    await cancel(1, '2026-07-01T00:30:00Z');
    const [after] = eventsOf(await w.text(CENTER));
    expect(textOf(after!, 'SUMMARY')).toBe('【已取消】衡山支部重温入党誓词');
    expect(textOf(after!, 'LOCATION')).toBe(textOf(before!, 'LOCATION'));
    expect(rawOf(after!, 'DTSTART')).toBe(rawOf(before!, 'DTSTART'));
    expect(rawOf(after!, 'SEQUENCE')).toBe('1');
    w.clock.set(Date.parse('2026-08-01T15:00:00Z'));
    expect(await ids(CENTER)).toEqual([idOf(1)]);
    w.clock.set(Date.parse('2026-08-01T16:00:00Z'));
    expect(await ids(CENTER)).toEqual([]);
  });

  test('a renamed center is in every event at once, with a higher SEQUENCE', async () => {
    await confirm();
    await w.text(CENTER);
    await w.say('center/tianping', 'CenterRenamed', renamedCenter('新中心', 1, '2026-07-01T00:30:00Z'));
    const [event] = eventsOf(await w.text(CENTER));
    expect(textOf(event!, 'LOCATION')).toContain('新中心');
    expect([rawOf(event!, 'SEQUENCE'), rawOf(event!, 'LAST-MODIFIED')]).toEqual(['1', '20260701T003000Z']);
  });

  test('an activity that moves to another room is in the new room’s feed and not in the old one’s', async () => {
    await confirm();
    await ids(HALL);
    await confirm(1, { claims: [roomClaim('tianping-studio')], displayRevision: 1 });
    expect(await ids(HALL)).toEqual([]);
    expect(await ids(STUDIO)).toEqual([idOf(1)]);
  });

  test('nothing is ever stale after an event has been applied, by either route', async () => {
    for (let revision = 0; revision < 20; revision += 1) {
      await confirm(1, { title: `第${revision}版`, displayRevision: revision });
      expect(textOf(eventsOf(await w.text(CENTER))[0]!, 'SUMMARY')).toBe(`第${revision}版`);
      expect(textOf(eventsOf(await w.text(CENTER))[0]!, 'SUMMARY')).toBe(`第${revision}版`);
    }
  });

  test('?seen shows what another process has applied', async () => {
    await confirm();
    await w.text(CENTER);
    const at = { stream: `activity/${idOf(1)}`, version: 2, index: 0 };
    const entry = confirmedEntry(confirmed({ title: '别处写的', displayRevision: 1 }), undefined);
    const { views } = w.memory;
    await views.collection({ name: 'calendar-entries', fields: {}, indexes: [] }).put(idOf(1), entry, at);
    await views.collection({ name: `positions.${VIEWS_GROUP}`, fields: {}, indexes: [] }).put(at.stream, at, at);
    expect(await w.text(CENTER)).not.toContain('别处写的');
    expect(await w.text(`${CENTER}?seen=${encodeURIComponent(`${at.stream}@2.0`)}`)).toContain('别处写的');
    expect(await w.text(CENTER)).toContain('别处写的');
  });

  test('?seen waits for what was written, refuses what is no position, and what is the position of nothing', async () => {
    const position = await confirm();
    expect(await ids(`${CENTER}?seen=${encodeURIComponent(position)}`)).toEqual([idOf(1)]);
    const pending = w.get(`${CENTER}?seen=${encodeURIComponent(`activity/${idOf(2)}@1.0`)}`);
    await confirm(2);
    expect(eventsOf(await (await pending).text())).toHaveLength(2);
    expect((await w.get(`${CENTER}?seen=nonsense`)).status).toBe(422);
    const never = await w.get(`${CENTER}?seen=${encodeURIComponent(`activity/${idOf(3)}@1.0`)}`);
    expect([never.status, never.headers.has('retry-after')]).toEqual([422, false]);
  });
});

describe('the window', () => {
  const at = (day: string) => ({ start: `${day}T01:00:00Z`, end: `${day}T02:00:00Z` });

  test('is six months back and twelve ahead, and moves at midnight of the center', async () => {
    await confirm(1, at('2025-12-31'));
    await confirm(2, at('2026-01-01'));
    await confirm(3, at('2027-06-30'));
    await confirm(4, at('2027-07-01'));
    expect(await ids(CENTER)).toEqual([idOf(2), idOf(3)]);
    w.clock.set(Date.parse('2026-07-01T16:00:00Z'));
    expect(await ids(CENTER)).toEqual([idOf(3), idOf(4)]);
  });

  test('is what is asked for, half-open, by either bound alone too', async () => {
    await confirm(1, at('2014-05-01'));
    await confirm(2, at('2014-05-02'));
    await confirm(3, at('2014-05-03'));
    const query = (from: string, to: string) => `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
    expect(await ids(`${HALL}${query('2014-05-01T09:00:00+08:00', '2014-05-03T09:00:00+08:00')}`)).toEqual([
      idOf(1),
      idOf(2),
    ]);
    expect(await ids(`${HALL}?from=2014-05-02T00:00:00Z`)).toEqual([idOf(2), idOf(3)]);
    expect(await ids(`${HALL}?to=2014-05-02T00:00:00Z`)).toEqual([idOf(1)]);
  });

  test.each([
    'from=2026-07-02T00:00:00Z&to=2026-07-01T00:00:00Z',
    'from=2026-07-01T00:00:00',
    'from=yesterday',
    'lang=fr',
    'to=2026-02-30T00:00:00Z',
  ])('%s is refused by name of the field', async (query) => {
    const response = await w.get(`${CENTER}?${query}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'invalid-request' });
  });

  test('shrinks from the far end to 1,000 events and 1 MiB', async () => {
    const first = minuteOf('2026-07-02T01:00:00Z');
    const hourly = (number: number) => ({
      start: instantOf(first + number * 60),
      end: instantOf(first + number * 60 + 30),
    });
    for (let number = 1; number <= 1_050; number += 1) await confirm(number, hourly(number));
    await confirm(2_000, at('2026-06-30'));
    const shown = await ids(CENTER);
    expect(shown).toHaveLength(1_000);
    expect([shown[0], shown[1], shown.at(-1)]).toEqual([idOf(2_000), idOf(1), idOf(999)]);

    const long = '很'.repeat(200);
    const programme = Array.from({ length: 12 }, () => ({ title: { zh: long, en: long }, minutes: 5 }));
    for (let number = 1; number <= 300; number += 1)
      await confirm(number, { ...hourly(number), programme, displayRevision: 1 });
    const feed = await w.text(CENTER);
    expect(Buffer.byteLength(feed)).toBeLessThanOrEqual(1_048_576);
    expect(eventsOf(feed).length).toBeGreaterThan(100);
    expect(rawOf(eventsOf(feed)[0]!, 'UID')).toContain(idOf(2_000));
  });
});

describe('HTTP', () => {
  test('both routes send the same bytes and the same headers of ours', async () => {
    await confirm();
    const own = [
      'content-type',
      'etag',
      'last-modified',
      'cache-control',
      'vary',
      'x-content-type-options',
      'content-length',
      'content-encoding',
    ];
    for (const headers of [{}, { 'accept-encoding': 'gzip, deflate' }, { 'if-none-match': '*' }] as Record<
      string,
      string
    >[]) {
      for (const method of ['GET', 'HEAD']) {
        await raw(CENTER, { 'accept-encoding': 'gzip' });
        const fast = await raw(CENTER, headers, method);
        const slow = await raw(`${CENTER}?by=express`, headers, method);
        expect(fast.headers['content-security-policy']).toBeUndefined();
        expect(slow.headers['content-security-policy']).toBeDefined();
        expect(fast.status).toBe(slow.status);
        expect(fast.body.equals(slow.body)).toBe(true);
        expect(own.map((name) => [name, fast.headers[name]])).toEqual(own.map((name) => [name, slow.headers[name]]));
      }
    }
  });

  test('HEAD has the headers of GET and no body', async () => {
    await confirm();
    const get = await raw(CENTER);
    for (const path of [CENTER, `${CENTER}?x=1`]) {
      const head = await raw(path, {}, 'HEAD');
      expect(head.body).toHaveLength(0);
      expect(head.headers['content-length']).toBe(String(get.body.byteLength));
    }
  });

  test('a copy that is good is answered by 304 until something changes', async () => {
    await confirm();
    for (const path of [CENTER, `${CENTER}?x=1`]) {
      const { headers } = await raw(path);
      const tag = String(headers.etag);
      for (const match of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const answer = await raw(path, { 'if-none-match': match });
        expect([answer.status, answer.body.byteLength, answer.headers.etag]).toEqual([304, 0, tag]);
      }
      expect((await raw(path, { 'if-modified-since': String(headers['last-modified']) })).status).toBe(304);
      expect(
        (await raw(path, { 'if-none-match': '"other"', 'if-modified-since': String(headers['last-modified']) })).status,
      ).toBe(200);
    }
    const { etag } = (await raw(CENTER)).headers;
    await cancel(1, '2026-07-01T00:30:00Z');
    expect((await raw(CENTER, { 'if-none-match': String(etag) })).status).toBe(200);
  });

  test('another window has a tag and no date: nobody knows what was sent under it', async () => {
    await confirm(1);
    const path = `${CENTER}?from=2026-01-01T00:00:00Z`;
    const { headers } = await raw(path);
    expect(headers['last-modified']).toBeUndefined();
    expect((await raw(path, { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' })).status).toBe(200);
    expect((await raw(path, { 'if-none-match': String(headers.etag) })).status).toBe(304);
  });

  test('Last-Modified is the newest change among what is seen', async () => {
    await confirm();
    expect((await raw(CENTER)).headers['last-modified']).toBe('Sat, 20 Jun 2026 08:00:00 GMT');
    await confirm(2, { displayChangedAt: '2026-06-30T08:00:00Z' });
    expect((await raw(CENTER)).headers['last-modified']).toBe('Tue, 30 Jun 2026 08:00:00 GMT');
  });

  test('Last-Modified is the newest change among what has left, also in a process that did not see it leave', async () => {
    await confirm();
    await confirm(1, {
      claims: [roomClaim('tianping-studio')],
      displayRevision: 1,
      displayChangedAt: '2026-06-30T08:00:00Z',
    });
    const { headers } = await raw(HALL);
    expect(headers['last-modified']).toBe('Tue, 30 Jun 2026 08:00:00 GMT');
  });

  test('Last-Modified is the midnight that moved an activity out of the window', async () => {
    await confirm(1, { start: '2025-12-31T16:00:00Z', end: '2025-12-31T17:00:00Z' });
    const { headers } = await raw(CENTER);
    w.clock.set(Date.parse('2026-07-01T17:00:00Z'));
    const answer = await raw(CENTER, { 'if-modified-since': String(headers['last-modified']) });
    expect([answer.status, answer.headers['last-modified']]).toEqual([200, 'Wed, 01 Jul 2026 16:00:00 GMT']);
  });

  test('gzip is sent to those who ask for it, with its own tag, by both routes', async () => {
    await confirm();
    const plain = await raw(CENTER);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (let time = 0; time < 2; time += 1) {
      const zipped = await raw(CENTER, { 'accept-encoding': 'br, gzip' });
      expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
      expect(zipped.headers.etag).not.toBe(plain.headers.etag);
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    }
  });

  test('there are no cookies and no redirects, and no Accept is needed', async () => {
    await confirm();
    for (const path of [CENTER, `${CENTER}?x=1`]) {
      const { status, headers } = await raw(path, { accept: 'image/png' });
      expect([status, headers['set-cookie'], headers.location]).toEqual([200, undefined, undefined]);
    }
  });

  test('a failure inside is 503 with Retry-After, never an empty calendar', async () => {
    await confirm();
    w.memory.state.failing = true;
    const response = await w.get(CENTER);
    expect([response.status, response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual([
      503,
      '30',
      'text/plain; charset=utf-8',
    ]);
    w.memory.state.failing = false;
    expect((await w.get(CENTER)).status).toBe(200);
  });

  test('an activity whose center has not been heard of yet is 503, not found only when there is no such thing', async () => {
    await confirm(1, { centerId: 'elsewhere' });
    expect((await w.get(ONE)).status).toBe(503);
    expect((await w.get('/feeds/centers/elsewhere.ics')).status).toBe(404);
  });

  test('a feed that is ready is sent without reading the views', async () => {
    await confirm();
    await raw(CENTER);
    const { reads } = w.memory.state;
    for (let time = 0; time < 20; time += 1) await raw(CENTER);
    expect(w.memory.state.reads).toBe(reads);
    w.clock.set(NOW + 2_000);
    await raw(CENTER);
    // Nobody else changes what this process shows.
    expect(w.memory.state.reads).toBe(reads);
  });

  test('two feeds of the same data are the same bytes, whenever they are asked for', async () => {
    await confirm(2);
    await confirm(1);
    const first = await w.text(CENTER);
    w.clock.set(NOW + 3_600_000);
    expect(await w.text(CENTER)).toBe(first);
  });
});
