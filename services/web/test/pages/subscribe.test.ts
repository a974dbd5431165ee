import { describe, expect, test } from '@jest/globals';
import { faultsOf, textOf } from '../well-formed.ts';
import { world } from '../world.ts';

describe.each(['zh', 'en'])('the page to subscribe in %s', (lang) => {
  test('is well formed and has a code and every link for each calendar', async () => {
    const { status, body } = await world().get(`/centers/tianping/subscribe?lang=${lang}`);
    expect([status, faultsOf(body)]).toEqual([200, []]);
    for (const name of ['center/tianping', 'room/tianping-hall', 'route/red-chen-yi']) {
      expect(body).toContain(`src="/api/feeds/qr?url=${name.replace('/', '-')}${lang === 'en' ? '-en' : ''}"`);
      expect(body).toContain(`href="webcal://localhost:8080/feeds/${name}.ics${lang === 'en' ? '?lang=en' : ''}"`);
    }
    for (const href of ['https://google.test/add', 'https://outlook.test/add', 'https://office.test/add']) {
      expect(body.split(`href="${href}"`)).toHaveLength(4);
    }
    expect(body).not.toContain('<script');
  });
});

test('says so where there is nothing yet, and where there is no such center', async () => {
  const none = await world({ feeds: [] }).get('/centers/tianping/subscribe?lang=zh');
  expect(textOf(none.body)).toContain('还没有可以订阅的日历');
  expect((await world().get('/centers/nowhere/subscribe')).status).toBe(404);
});

test('a link that is no address of a calendar makes the page fail rather than be shown', async () => {
  const feeds = [
    {
      type: 'center',
      id: 'tianping',
      name: { zh: 'a', en: 'a' },
      url: 'http://x/a.ics',
      webcal: 'webcal://x/a.ics',
      links: { google: 'javascript:alert(1)', outlook: 'https://o', office: 'https://o' },
      qr: 'http://x/qr',
    },
  ];
  const { status, body } = await world({ feeds }).get('/centers/tianping/subscribe');
  expect(status).toBe(502);
  expect(body).not.toContain('javascript:');
});
