import { describe, expect, test } from '@jest/globals';
import { faultsOf, textOf } from '../well-formed.ts';
import { world } from '../world.ts';

const message = (number: number, change: object = {}) => ({
  number,
  message: 'confirmed',
  activityId: 'a-1',
  revision: 1,
  at: '2026-06-30T17:30:00.000Z',
  subject: `【已确认】<b>读书会</b> ${number}`,
  lines: ['时间：7月2日', '场地：宣誓厅 & 前厅'],
  url: 'http://localhost:8080/activities/a-1',
  isRead: true,
  ...change,
});
const path = '/organizations/hengshan-branch/inbox';
const inbox = [message(3, { isRead: false }), message(2), message(1)];

describe.each([
  ['zh', '1 条未读', '2026年7月1日 星期三 01:30'],
  ['en', '1 unread', 'Wednesday 1 July 2026 01:30'],
])('an inbox in %s', (lang, unread, at) => {
  test('is well formed, has no script, and shows what was told and what is new', async () => {
    const { status, body, headers } = await world({ inbox }).get(`${path}?lang=${lang}`);
    expect([status, faultsOf(body)]).toEqual([200, []]);
    expect(body).not.toContain('<script');
    expect(headers?.['Cache-Control']).toBe('private, no-cache');
    const text = textOf(body);
    expect([text.includes(unread), text.includes(at)]).toEqual([true, true]);
    expect(text).toContain('【已确认】<b>读书会</b> 3');
    expect(text).toContain('场地：宣誓厅 & 前厅');
    expect(body.match(/class="message new"/g)).toHaveLength(1);
    expect(body).toContain(`href="/activities/a-1?lang=${lang}"`);
    expect(body).toContain(`<form method="post" action="${path}?lang=${lang}">`);
    expect(body).toContain('name="upTo" value="3"');
  });
});

test('an inbox with nothing new has no form, and an empty one says so', async () => {
  const read = await world({ inbox: [message(1)] }).get(`${path}?lang=zh`);
  expect(textOf(read.body)).toContain('全部已读');
  expect(read.body).not.toContain('<form');
  expect(textOf((await world().get(`${path}?lang=zh`)).body)).toContain('还没有消息');
});

test('older messages are a page further, from which there is a way back', async () => {
  const many = Array.from({ length: 31 }, (_, index) => message(31 - index));
  const first = await world({ inbox: many }).get(path);
  expect(first.body).toContain(`href="${path}?before=2" rel="next"`);
  const second = await world({ inbox: many }).get(`${path}?before=2`);
  expect(second.body.match(/class="message"/g)).toHaveLength(1);
  expect([second.body.includes(`href="${path}"`), second.body.includes('rel="next"')]).toEqual([true, false]);
});

test('an organization that there is not has no inbox, whatever its id is', async () => {
  expect((await world().get('/organizations/nobody/inbox')).status).toBe(404);
  expect((await world().get('/organizations/No%20such/inbox')).status).toBe(404);
});

describe('the form of an inbox', () => {
  test('counts as read what was shown, and leads back in the language of the page', async () => {
    const all = world({ inbox });
    const { status, headers } = await all.post(`${path}?lang=en`, 'upTo=3');
    expect([status, headers?.Location]).toEqual([303, `${path}?lang=en`]);
    expect(all.asked).toEqual(['/api/inbox/read {"organization":"hengshan-branch","upTo":3}']);
  });

  test('leads back also where the API is away or there is no such organization: the page says how things are', async () => {
    const away = await world({ failing: { '/api/inbox': 'away' } }).post(path, 'upTo=3');
    expect([away.status, away.headers?.Location]).toEqual([303, path]);
    const none = world();
    const { headers } = await none.post('/organizations/No%20such/inbox', 'upTo=3');
    expect([headers?.Location, none.asked]).toEqual(['/organizations/No%20such/inbox', []]);
  });
});
