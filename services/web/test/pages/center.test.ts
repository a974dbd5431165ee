import { CenterHours } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { bigCenter, center, idOf, listed, reservation, use } from '../given.ts';
import { faultsOf, tablesOf, textOf } from '../well-formed.ts';
import { NOW, world } from '../world.ts';

const told = {
  uses: {
    tianping: use({
      reservations: {
        'tianping-hall': [
          reservation(1, { start: '2026-07-01T09:00:00+08:00', end: '2026-07-01T10:00:00+08:00', setup: 30 }),
          reservation(2, { start: '2026-07-03T19:00:00+08:00', end: '2026-07-03T20:30:00+08:00' }),
        ],
      },
    }),
  },
  listed: [listed(1), listed(2, { start: '2026-07-03T11:00:00Z', end: '2026-07-03T12:30:00Z' })],
};

describe.each(['zh', 'en'])('a center’s page in %s', (lang) => {
  test('is well formed, and its tables have as many cells as columns', async () => {
    const { status, body } = await world(told).get(`/centers/tianping?lang=${lang}`);
    expect(status).toBe(200);
    expect(faultsOf(body)).toEqual([]);
    const [day, week] = tablesOf(body);
    expect(new Set(day!.rows)).toEqual(new Set([day!.columns]));
    expect(new Set(week!.rows)).toEqual(new Set([8]));
  });
});

test('shows hours of the week, rooms in words, routes with samples marked, packages and every feed', async () => {
  const { body } = await world(told).get('/centers/tianping?lang=zh');
  const text = textOf(body);
  for (const wanted of ['周一至周日 08:00–21:30', '周一至周日 10:45–13:15']) expect(text).toContain(wanted);
  for (const wanted of ['天平会堂 2F 200 宣誓墙 党旗 zero gravity 30 + 30 分钟']) expect(text).toContain(wanted);
  for (const wanted of ['陈毅与上海 示例', '2 站，全程约 33 分钟', '步行 8 分钟 · 停留 15 分钟', '科学家的故事'])
    expect(text).toContain(wanted);
  expect(text).not.toContain('别处的线路');
  for (const name of ['center/tianping', 'room/tianping-hall', 'route/red-chen-yi']) {
    expect(body).toContain(`href="webcal://localhost:8080/feeds/${name}.ics"`);
    expect(body).toContain(`href="http://localhost:8080/feeds/${name}.ics"`);
  }
  expect(text).toContain('4 至 24 小时');
});

test('English subscribes to English feeds', async () => {
  const { body } = await world(told).get('/centers/tianping?lang=en');
  expect(body).toContain('href="webcal://localhost:8080/feeds/center/tianping.ics?lang=en"');
});

test('asks for seven days of the center’s own zone from the date on', async () => {
  const w = world(told);
  await w.get('/centers/tianping?date=2026-07-10');
  const wanted = new URLSearchParams({ from: '2026-07-09T16:00:00Z', to: '2026-07-16T16:00:00Z' });
  expect(w.asked).toContain(`/api/centers/tianping/use?${wanted}`);
  expect(w.asked).toHaveLength(8);
});

test('asks for a week that is an hour longer when Berlin’s clocks go back in it', async () => {
  const berlin = center({ timeZone: 'Europe/Berlin' });
  const w = world({ centers: [berlin], uses: { tianping: use({ center: berlin, from: '2026-10-22' }) } });
  await w.get('/centers/tianping?date=2026-10-22');
  const wanted = new URLSearchParams({ from: '2026-10-21T22:00:00Z', to: '2026-10-28T23:00:00Z' });
  expect(w.asked).toContain(`/api/centers/tianping/use?${wanted}`);
});

test('leads to the days and weeks around, keeping the language', async () => {
  const { body } = await world(told).get('/centers/tianping?date=2026-07-01&lang=en');
  for (const date of ['2026-06-24', '2026-06-30', '2026-07-02', '2026-07-08']) {
    expect(body).toContain(`href="/centers/tianping?date=${date}&amp;lang=en#use"`);
  }
  expect(body).toContain('href="/centers/tianping?date=2026-07-01&amp;lang=zh"');
});

test('today has a mark for now, another day has none', async () => {
  const today = await world(told).get('/centers/tianping?lang=en');
  const other = await world({ ...told, uses: { tianping: use({ from: '2026-07-02' }) } }).get(
    '/centers/tianping?date=2026-07-02&lang=en',
  );
  expect(today.body).toContain('now 09:30');
  expect(other.body).not.toContain('class="now"');
  expect(textOf(other.body)).toContain('Rooms on 2 Jul');
});

test('the mark for now lies where the minutes say', async () => {
  // 09:30 is 90 of 840 minutes after 08:00; the names take 13 % of the width.
  const { body } = await world({ ...told, now: NOW }).get('/centers/tianping');
  expect(body).toContain(`class="now" style="left:${Math.round((13 + 87 * (90 / 840)) * 1000) / 1000}%"`);
});

test.each(['2026-02-30', '1999-01-01', '2100-01-01', 'tomorrow', ''])(
  'the date %p counts as not said',
  async (date) => {
    const { status, body } = await world(told).get(`/centers/tianping?date=${date}`);
    expect([status, body.includes('value="2026-07-01"')]).toEqual([200, true]);
  },
);

test.each(['nowhere', 'Tianping', '%00', '..%2f..', 'x'.repeat(300)])(
  'the id %p gets a page that says there is none',
  async (id) => {
    const { status, body } = await world(told).get(`/centers/${id}?lang=en`);
    expect(status).toBe(404);
    expect(faultsOf(body)).toEqual([]);
    expect(textOf(body)).toContain('There is no such page');
  },
);

describe('a center of 200 rooms and 1,000 activities in a week', () => {
  const { use: uses, ...big } = bigCenter(200, 1_000);
  const told200 = { ...big, uses: { tianping: uses } };
  const roomsIn = (body: string) => new Set([...body.matchAll(/<bdi>(Room \d+)<\/bdi>/g)].map((match) => match[1]));

  test('has its rooms in pages of a bounded size, each room on one of them with its calendar', async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 9; page += 1) {
      const { body } = await world(told200).get(`/centers/tianping?lang=en&rooms=${page}`);
      expect(faultsOf(body)).toEqual([]);
      expect(body.length).toBeLessThan(250_000);
      const rooms = [...roomsIn(body)] as string[];
      for (const room of rooms)
        expect(body).toContain(`/feeds/room/tianping-${room.toLowerCase().replace(' ', '-')}.ics`);
      seen.push(...rooms);
    }
    expect(seen.sort()).toEqual(Array.from({ length: 200 }, (_, index) => `Room ${index + 1}`).sort());
  });

  test('says which rooms a page has and leads to the ones before and after, on the same date', async () => {
    const { body } = await world(told200).get('/centers/tianping?lang=en&date=2026-07-01&rooms=2');
    expect(textOf(body)).toContain('Rooms 25–48 of 200');
    for (const page of [1, 3]) {
      expect(body).toContain(`href="/centers/tianping?date=2026-07-01&amp;rooms=${page}&amp;lang=en#use"`);
    }
    expect(body).toContain('href="/centers/tianping?date=2026-07-02&amp;rooms=2&amp;lang=en#use"');
    expect(body).toContain('href="/centers/tianping?date=2026-07-01&amp;rooms=2&amp;lang=zh"');
  });

  test('lists whole days of what is on, and links to the day it stopped before', async () => {
    const { body } = await world(told200).get('/centers/tianping?lang=en');
    expect(textOf(body)).toContain('What is on from 2 Jul');
    expect(body).toContain('href="/centers/tianping?date=2026-07-02&amp;lang=en#agenda"');
  });
});

test('a room with more on one day than a cell of the week holds links to that day', async () => {
  const day = Array.from({ length: 9 }, (_, number) =>
    reservation(number, { start: `2026-07-02T0${number}:00:00Z`, end: `2026-07-02T0${number}:45:00Z` }),
  );
  const full = use({ reservations: { 'tianping-hall': day } });
  const { body } = await world({ uses: { tianping: full } }).get('/centers/tianping?lang=en');
  expect(body).toContain('<a href="/centers/tianping?date=2026-07-02&amp;lang=en#use">3 more</a>');
});

test.each(['0', '-1', 'x', '1e9', ''])('the page of rooms %p counts as not said', async (rooms) => {
  const { status, body } = await world(told).get(`/centers/tianping?lang=zh&rooms=${rooms}`);
  expect([status, body.includes('rooms=')]).toEqual([200, false]);
});

test('a members-only activity is listed by its kind', async () => {
  const { body } = await world({ ...told, listed: [listed(1, { audience: 'members', title: 'our own name' })] }).get(
    '/centers/tianping?lang=en',
  );
  expect(body).not.toContain('our own name');
  expect(textOf(body)).toContain('Oath renewal on now members');
  expect(body).toContain(`/activities/${idOf(1)}`);
});

describe('a center that follows a holiday calendar', () => {
  const holidays = { calendar: 'CN', spans: [] };
  const festival = { zh: '劳动节', en: 'Labour Day' };
  const hours = CenterHours.parse({
    center: 'tianping',
    timeZone: 'Asia/Shanghai',
    items: [
      { date: '2026-06-30', because: 'day-off', name: festival, spans: [], facilities: [] },
      { date: '2026-07-01', because: 'day-off', name: festival, spans: [], facilities: [] },
      {
        date: '2026-07-04',
        because: 'adjusted-workday',
        name: festival,
        spans: [{ from: 540, to: 1020 }],
        facilities: [],
      },
    ],
    unpublished: [],
  });
  const page = async (path: string) => textOf((await world({ centers: [center({ holidays })], hours }).get(path)).body);

  test.each(['/', '/centers/tianping'])('is closed today on %s, and says for which holiday', async (path) => {
    expect(await page(`${path}?lang=en`)).toMatch(/Labour Day Closed/);
  });

  test('lists the days that are not like their weekdays, none of the past', async () => {
    const text = await page('/centers/tianping?lang=en');
    expect(text).toMatch(/4 Jul Labour Day 09:00–17:00 open as on a workday/);
    expect(text).not.toMatch(/30 Jun/);
  });
});

test('asks for no hours where every day is as its weekday', async () => {
  const w = world(told);
  await w.get('/centers/tianping');
  expect(w.asked.filter((path) => path.includes('/hours'))).toEqual([]);
});
