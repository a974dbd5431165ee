import { describe, expect, test } from '@jest/globals';
import { bigCenter, center, idOf, listed, occupied, reservation, use } from '../given.ts';
import { faultsOf, tablesOf, textOf } from '../well-formed.ts';
import { world } from '../world.ts';

const at = (time: string) => `2026-07-01T${time}:00+08:00`;

const busy = use({
  reservations: {
    'tianping-hall': [
      reservation(1, { start: at('09:00'), end: at('10:00'), setup: 30 }),
      occupied(2, { start: at('14:00'), end: at('16:00') }),
      reservation(3, { start: at('23:00'), end: '2026-07-02T01:30:00+08:00' }),
    ],
  },
});

const told = {
  uses: { tianping: busy },
  listed: [listed(1), listed(4, { start: '2026-07-02T06:00:00Z', end: '2026-07-02T07:00:00Z' })],
};

describe.each(['zh', 'en'])('the first page in %s', (lang) => {
  test('is well formed, and its tables have as many cells as columns', async () => {
    const { status, body } = await world(told).get(`/?lang=${lang}`);
    expect(status).toBe(200);
    expect(faultsOf(body)).toEqual([]);
    const day = tablesOf(body)[0]!;
    expect(day.columns).toBeGreaterThan(16);
    expect(new Set(day.rows)).toEqual(new Set([day.columns]));
    expect(new Set(tablesOf(body)[1]!.rows)).toEqual(new Set([8]));
  });

  test('says its language and links to the other one', async () => {
    const { body } = await world(told).get(`/?lang=${lang}&q=天平`);
    const other = lang === 'zh' ? 'en' : 'zh';
    expect(body).toContain(`<html lang="${lang === 'zh' ? 'zh-CN' : 'en-GB'}">`);
    expect(body).toContain(`href="/?q=${encodeURIComponent('天平')}&amp;lang=${other}"`);
  });
});

test('without a chosen language the browser’s counts, and links do not fix it', async () => {
  const { body, headers } = await world(told).get('/', { 'accept-language': 'en-GB' });
  expect(body).toContain('<html lang="en-GB">');
  expect(body).toContain('href="/centers/tianping"');
  expect(headers?.Vary).toBe('Accept-Language');
});

test('a chosen language stays chosen in every link of the site', async () => {
  const { body } = await world(told).get('/?lang=en');
  const links = [...body.matchAll(/href="(\/(?:centers|activities)[^"]*)"/g)].map((match) => match[1]!);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !link.includes('lang=en'))).toEqual([]);
});

test('shows names old and new, facilities with their hours, rooms, today, feeds and the API', async () => {
  const text = textOf((await world(told).get('/?lang=zh')).body);
  for (const wanted of ['天平街道党群服务中心', '天平街道党员服务中心（至 2015）', '上海市徐汇区建国西路'])
    expect(text).toContain(wanted);
  for (const wanted of ['社区食堂 未开放 今天 10:45 开放', '母婴室 开放中 至 21:30', '10:45–13:15'])
    expect(text).toContain(wanted);
  for (const wanted of ['天平会堂 200 人', '2 间场地中有 1 间安排了共 3 场活动', '此刻 1 间正在使用'])
    expect(text).toContain(wanted);
  for (const wanted of ['今天 · 7月1日 星期三', '正在进行', '明天 · 7月2日 星期四', '订阅日历 全部 3 个日历'])
    expect(text).toContain(wanted);
  const { body } = await world(told).get('/');
  for (const link of ['/api', '/openapi.json', '/healthz', 'webcal://localhost:8080/feeds/center/tianping.ics']) {
    expect(body).toContain(`href="${link}"`);
  }
});

test('shows the times of what runs over midnight, and that it goes on', async () => {
  const text = textOf((await world(told).get('/?lang=en')).body);
  expect(text).toContain('23:00–01:30 next day ▸ goes on next day');
});

test('a private activity is "occupied" without a link, even when its organizer waits for an answer', async () => {
  const hidden = listed(2, { audience: 'private', awaitsAnswer: true, title: 'a secret' });
  const { body } = await world({ ...told, listed: [hidden] }).get('/?lang=en');
  expect(textOf(body)).toContain('Occupied 14:00–16:00');
  expect(body).not.toContain(idOf(2));
  expect(body).not.toContain('a secret');
  expect(body).not.toMatch(/class="[^"]*pending[^"]*" colspan/);
});

test('a change that waits for its answer says so in a word', async () => {
  const waiting = listed(1, { awaitsAnswer: true });
  const { body } = await world({ ...told, listed: [waiting] }).get('/?lang=en');
  expect(body).toMatch(
    /<td role="cell" class="taken activity[^"]*pending[^"]*"[^>]*>.*?<span class="tag">pending<\/span>/s,
  );
});

test('what may still move says so in its bar and in the legend, and is in no list of what is on', async () => {
  const tentative = reservation(1, { start: at('09:00'), end: at('10:00') }, { tentative: true });
  const uses = { tianping: use({ reservations: { 'tianping-hall': [tentative] } }) };
  const { body } = await world({ ...told, uses, listed: [listed(1, { announced: false })] }).get('/?lang=en');
  expect(body).toMatch(
    /<td role="cell" class="taken activity[^"]*tentative[^"]*"[^>]*>.*?<span class="tag">tentative<\/span>/s,
  );
  expect(body).toContain('<i class="key tentative"></i>not announced yet, may still move');
  expect(body).not.toContain('class="agenda"');
  const announced = await world({ ...told, listed: [listed(1)] }).get('/?lang=en');
  expect(announced.body).toContain('class="agenda"');
});

test('titles cannot become markup, whatever they are made of', async () => {
  const title = `<script>alert("1")</script>'&"\u202e مرحبا 🎉 ${'长'.repeat(120)}`;
  const evil = use({
    reservations: {
      'tianping-hall': [reservation(1, { start: at('09:00'), end: at('10:00') }, { title: { zh: title, en: title } })],
    },
  });
  const named = center({ name: { zh: title, en: title }, address: { zh: title, en: title } });
  const { body } = await world({ centers: [named], uses: { tianping: evil }, listed: [listed(1, { title })] }).get('/');
  expect(faultsOf(body)).toEqual([]);
  expect(body).not.toContain('<script');
  expect(textOf(body)).toContain('<script>alert("1")</script>');
});

test('what somebody searches for is asked of the API and shown back harmlessly', async () => {
  const w = world(told);
  const { body } = await w.get(`/?q=${encodeURIComponent('"><script>')}`);
  expect(w.asked[0]).toBe(`/api/centers?q=${encodeURIComponent('"><script>')}`);
  expect(faultsOf(body)).toEqual([]);
  expect(textOf(body)).toContain('没有找到');
});

test('what began yesterday evening is listed while it goes on, and not once it is over', async () => {
  const over = listed(5, { title: 'over', start: '2026-06-30T14:00:00Z', end: '2026-06-30T16:00:00Z' });
  const on = listed(6, { title: 'all night', start: '2026-06-30T14:00:00Z', end: '2026-07-01T02:00:00Z' });
  const w = world({ ...told, listed: [over, on] });
  const text = textOf((await w.get('/?lang=en')).body);
  expect([text.includes('all night on now'), text.includes('over over')]).toEqual([true, false]);
  expect(w.asked.find((path) => path.startsWith('/api/activities'))).toContain('from=2026-06-30T01%3A30%3A00Z');
});

test('what is over today is not listed as what is on, and what is still to come is', async () => {
  const over = listed(5, { title: 'breakfast', start: '2026-07-01T00:00:00Z', end: '2026-07-01T01:30:00Z' });
  const later = listed(6, { title: 'lunch', start: '2026-07-01T04:00:00Z', end: '2026-07-01T05:00:00Z' });
  const text = textOf((await world({ ...told, listed: [over, later] }).get('/?lang=en')).body);
  expect([text.includes('breakfast'), text.includes('lunch')]).toEqual([false, true]);
  const evening = textOf((await world({ ...told, listed: [over] }).get('/?lang=en')).body);
  expect(evening).toContain('No more public activities today.');
});

describe.each(['zh', 'en'])('a center of 200 rooms and 1,000 activities in a week, in %s', (lang) => {
  const { use: uses, ...big } = bigCenter(200, 1_000);

  test('does not make the first page large, and what is left out has a link', async () => {
    const { body } = await world({ ...big, uses: { tianping: uses } }).get(`/?lang=${lang}`);
    expect(faultsOf(body)).toEqual([]);
    expect(body.length).toBeLessThan(150_000);
    for (const part of ['use', 'agenda', 'subscribe'])
      expect(body).toContain(`href="/centers/tianping?lang=${lang}#${part}"`);
    const text = textOf(body);
    expect(text).toContain(lang === 'zh' ? '200 间场地中有 143 间' : '143 activities in 143 of 200 rooms');
    expect(text).toContain(lang === 'zh' ? '另有 188 间场地' : '188 more rooms on the center’s page');
    expect(text).toContain(lang === 'zh' ? '至少另有' : 'at least');
  });
});

test('a city of 200 centers has the first ones in full, some as cards, and the search for the rest', async () => {
  const centers = Array.from({ length: 200 }, (_, index) => center({ id: `center-${index}` }));
  const { body } = await world({ centers, uses: {} }).get('/?lang=en');
  expect(body.length).toBeLessThan(150_000);
  expect(body).toContain('<a href="#q">156 more centers: search by name</a>');
});

test('an installation without centers says so', async () => {
  const { status, body } = await world({ centers: [] }).get('/?lang=en');
  expect([status, textOf(body).includes('There is no center yet')]).toEqual([200, true]);
});

test('a center that room-allocation has not told of yet is shown without its rooms', async () => {
  const { status, body } = await world({ uses: {} }).get('/?lang=en');
  expect([status, textOf(body).includes('Room use is not known yet')]).toEqual([200, true]);
});

test('many centers cost no more requests than a few: the rest are listed', async () => {
  const centers = Array.from({ length: 20 }, (_, index) => center({ id: `center-${index}` }));
  const w = world({ centers, uses: {} });
  const { body } = await w.get('/?lang=en');
  expect(w.asked).toHaveLength(2 + 4 * 3);
  expect(body).toContain('href="/centers/center-19?lang=en"');
});

test('parameters nobody understands count as not said', async () => {
  expect((await world(told).get(`/?lang=fr&q=${'x'.repeat(5000)}&other=1`)).status).toBe(200);
});
