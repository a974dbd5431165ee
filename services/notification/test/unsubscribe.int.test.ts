import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelled, confirmed, idOf } from './given.ts';
import { startWorld, type World } from './world.ts';

let world: World;
const stream = `activity/${idOf(1)}`;
const path = '/api/organizations/hengshan-branch/preferences';

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const confirm = (change = {}) => world.say(stream, 'ActivityConfirmed', confirmed(change));
const off = async (): Promise<unknown> => ((await world.request('GET', path)).json as { off: unknown }).off;

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const FORM = 'application/x-www-form-urlencoded';

async function visit(method: string, url: string, body?: string, type = FORM) {
  const { pathname } = new URL(url);
  const response = await fetch(`${world.host.address}${pathname}`, {
    method,
    ...(body !== undefined && { body, headers: { 'content-type': type } }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The address to unsubscribe at in the mail about a confirmed activity. */
async function addressInMail(): Promise<string> {
  await confirm();
  await world.tick();
  return world.mailer.taken[0]?.unsubscribeUrl ?? '';
}

describe('the address to unsubscribe at', () => {
  test('is in the mail for programs and for people, and is one word', async () => {
    const url = await addressInMail();
    expect(url).toMatch(/^http:\/\/localhost:8080\/u\/hengshan-branch\.confirmed\.[\w-]{43}$/);
    const [mail] = world.mailer.taken;
    expect(mail?.text).toContain(`不再接收这类邮件：${url}`);
    expect(mail?.html).toContain(`href="${url}"`);
  });

  test('asks whoever looks at it, and changes nothing', async () => {
    const url = await addressInMail();
    const { status, text, headers } = await visit('GET', url);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).toContain('衡山居民区党支部');
    expect(text).toContain('<form method="post">');
    expect((await visit('HEAD', url)).status).toBe(200);
    expect(await off()).toEqual([]);
  });

  test.each([
    [FORM, ONE_CLICK],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ])('ends mails of its kind by a POST as %s, and again by a repeat', async (type, body) => {
    const url = await addressInMail();
    for (const _ of ['once', 'again']) {
      const { status, text } = await visit('POST', url, body, type);
      expect([status, text.includes('已退订')]).toEqual([200, true]);
    }
    expect(await off()).toEqual(['confirmed']);
    await world.say(`activity/${idOf(2)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(2) }));
    await world.say(stream, 'ActivityCancelled', cancelled());
    await world.tick();
    expect(world.mailer.taken.map(({ subject }) => subject.slice(0, 5))).toEqual(['【已确认】', '【已取消】']);
  });

  test('does nothing for a POST that is not the one that was agreed', async () => {
    const url = await addressInMail();
    expect((await visit('POST', url, 'List-Unsubscribe=No')).status).toBe(422);
    expect((await visit('POST', url)).status).toBe(422);
    expect((await visit('POST', url, '{}', 'application/json')).status).toBe(415);
    expect(await off()).toEqual([]);
  });

  test('ends what else was switched off before with it, and all reminders at once', async () => {
    await world.request('PUT', path, { off: ['moved'] });
    await confirm();
    world.clock.moveTo('2026-07-01T01:00:00Z');
    await world.tick();
    const reminder = world.mailer.taken.find(({ subject }) => subject.startsWith('【活动提醒】'));
    await visit('POST', reminder?.unsubscribeUrl ?? '', ONE_CLICK);
    expect(await off()).toEqual(['moved', 'reminder']);
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    expect(world.mailer.taken.filter(({ subject }) => subject.startsWith('【即将开始】'))).toEqual([]);
  });

  test('is nowhere else: a changed letter, another organization or another kind is answered as unknown', async () => {
    const url = await addressInMail();
    const signature = url.slice(-43);
    const others = [
      `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`,
      url.replace('.confirmed.', '.reminder.'),
      url.replace('hengshan-branch', 'other-branch'),
      url.replace('.confirmed.', '.confirmed~reminder.'),
      `http://localhost:8080/u/${signature}`,
      'http://localhost:8080/u/x',
    ];
    for (const other of others) {
      for (const answer of [await visit('GET', other), await visit('POST', other, ONE_CLICK)]) {
        expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      }
    }
    expect(await off()).toEqual([]);
  });

  test('goes on working after a restart, and ends with its organization', async () => {
    const url = await addressInMail();
    await world.restart();
    expect((await visit('GET', url)).status).toBe(200);
    await world.platform.vault.erase('organization/hengshan-branch');
    expect((await visit('GET', url)).status).toBe(404);
  });

  test('is in no mail that comes in any case', async () => {
    await addressInMail();
    await world.say(stream, 'ActivityCancelled', cancelled());
    await world.tick();
    expect(world.mailer.taken[1]).not.toHaveProperty('unsubscribeUrl');
    expect(world.mailer.taken[1]?.text).not.toContain('/u/');
    await world.request('PUT', path, { calendar: 'invitations' });
    await world.say(`activity/${idOf(2)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(2) }));
    await world.tick();
    expect(world.mailer.taken[2]).not.toHaveProperty('unsubscribeUrl');
  });

  test('of a digest ends every kind that is in it', async () => {
    await world.request('PUT', path, { digestAt: '08:00' });
    await confirm();
    await world.say(`activity/${idOf(2)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(2), revision: 2 }));
    await world.tick();
    world.clock.moveTo('2026-06-29T00:00:00Z');
    await world.tick();
    expect(world.mailer.taken).toHaveLength(1);
    await visit('POST', world.mailer.taken[0]?.unsubscribeUrl ?? '', ONE_CLICK);
    expect(await off()).toEqual(['confirmed', 'changed']);
  });
});

test('the headers are those that mail programs look for, in any mail that is written', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-mails-'));
  const mailed = await startWorld({ mailer: createMailer({ outboxDir: dir, from: 'Huitang <huitang@example.org>' }) });
  await mailed.say(stream, 'ActivityConfirmed', confirmed());
  await mailed.tick();
  const [file = ''] = readdirSync(dir);
  const [headers = ''] = readFileSync(join(dir, file), 'utf8')
    .replaceAll(/\r\n\s/g, ' ')
    .split('\r\n\r\n');
  expect(headers).toMatch(/^List-Unsubscribe: <http:\/\/localhost:8080\/u\/hengshan-branch\.confirmed\.[\w-]{43}>\r$/m);
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  await mailed.end();
  rmSync(dir, { recursive: true });
});
