import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { cancelled, confirmed, idOf, moved, unplaced } from './given.ts';
import { readers } from './invitation/read.ts';
import { startWorld, type World } from './world.ts';

let dir: string;
let world: World;
const stream = `activity/${idOf(1)}`;
const path = '/api/organizations/hengshan-branch/preferences';

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-invitations-'));
  world = await startWorld({ mailer: createMailer({ outboxDir: dir, from: 'Huitang <huitang@example.org>' }) });
});
afterEach(async () => {
  await world.end();
  rmSync(dir, { recursive: true });
});

const prefer = (preferences: object) => world.request('PUT', path, preferences);

/** What a step has mailed, as files. */
async function mailed(step: Promise<unknown>): Promise<readonly string[]> {
  const before = new Set(readdirSync(dir));
  await step;
  await world.tick();
  return readdirSync(dir)
    .filter((name) => !before.has(name))
    .map((name) => readFileSync(join(dir, name), 'utf8'));
}

const confirm = (change = {}) => world.say(stream, 'ActivityConfirmed', confirmed(change));
const cancel = (change = {}) => world.say(stream, 'ActivityCancelled', cancelled(change));

/** The types of the parts of a mail, in their order. */
const partsOf = (mail: string): string[] =>
  [...mail.replaceAll(/\r\n[ \t]/g, ' ').matchAll(/^Content-Type: ([^\r]*)/gm)].map(([, type = '']) =>
    type.replace(/ boundary="[^"]*"/, ''),
  );

const calendarIn = (mail: string): string => {
  const [, after = ''] = mail.split(/^Content-Type: text\/calendar[\s\S]*?\r\n\r\n/m);
  const [base64 = ''] = after.split('\r\n--');
  return Buffer.from(base64, 'base64').toString('utf8');
};

function read(mail: string) {
  const ics = calendarIn(mail);
  const all = Object.values(readers).map((reader) => reader(ics));
  // The programs agree; a SEQUENCE of 0 is what some leave out.
  for (const found of all) expect(found).toEqual(all[0]);
  const [[event, ...others] = []] = all;
  if (!event || others.length > 0) throw new Error(`not one event: ${ics}`);
  return event;
}

/** Compares with a file that somebody has read and approved. `HUITANG_WRITE_GOLDEN=1` writes it, to be read anew. */
function expectGolden(name: string, mail: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(mail) ?? [];
  const text = mail.replaceAll(boundary, 'boundary');
  if (process.env.HUITANG_WRITE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('an organization whose calendar lives on invitations', () => {
  beforeEach(() => prefer({ calendar: 'invitations' }));

  test('gets with its mail an event that is the last of the alternatives, whose method is the one inside', async () => {
    const [mail = ''] = await mailed(confirm());
    expect(partsOf(mail)).toEqual([
      'multipart/alternative;',
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
      'text/calendar; charset=utf-8; method=REQUEST',
    ]);
    expectGolden('invitation-confirmed.zh.eml', mail);
    const parsed = await simpleParser(mail);
    expect(parsed.subject).toBe('【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00');
    expect(read(mail)).toMatchObject({ method: 'REQUEST', sequence: 0, status: 'CONFIRMED' });
    const mailbox = 'mailto:hengshan-branch@example.org';
    expect(read(mail)).toMatchObject({ organizer: 'mailto:huitang@example.org', attendees: [mailbox] });
    expect(parsed.from?.value[0]?.address).toBe('huitang@example.org');
  });

  test('has the same event changed, and called off in the end, under a SEQUENCE that rises', async () => {
    const tentative = { announced: false, announcesAt: '2026-06-30T01:00:00Z' };
    const mails = [
      ...(await mailed(confirm(tentative))),
      ...(await mailed(world.say(stream, 'ActivityMoved', moved({ start: '2026-07-02T02:00:00Z' })))),
      ...(await mailed(world.say('center/tianping', 'CenterRenamed', renamed(1)))),
      ...(await mailed(confirm({ revision: 2, displayRevision: 2 }))),
      ...(await mailed(cancel({ revision: 2, displayRevision: 3 }))),
    ];
    const events = mails.map(read);
    expect(events.map(({ method, sequence, status }) => [method, sequence, status])).toEqual([
      ['REQUEST', 0, 'TENTATIVE'],
      ['REQUEST', 1, 'TENTATIVE'],
      ['REQUEST', 3, 'CONFIRMED'],
      ['CANCEL', 4, 'CANCELLED'],
    ]);
    expect(new Set(events.map(({ uid }) => uid))).toEqual(new Set([`${idOf(1)}@huitang.example`]));
    expect(new Set(events.map(({ attendees }) => attendees.join()))).toEqual(
      new Set(['mailto:hengshan-branch@example.org']),
    );
    expectGolden('invitation-cancelled.zh.eml', mails.at(-1) ?? '');
  });

  test('loses it when its place is taken away, and not a second time when it is called off after that', async () => {
    await mailed(confirm());
    const [gone = ''] = await mailed(world.say(stream, 'ActivityUnplaced', unplaced()));
    const [off = ''] = await mailed(cancel({ displayRevision: 2, wasConfirmed: true }));
    expect([gone, off].map(read).map(({ method, sequence, start }) => [method, sequence, start])).toEqual([
      ['CANCEL', 1, '2026-07-02T01:00:00Z'],
      ['CANCEL', 2, '2026-07-02T01:00:00Z'],
    ]);
  });

  test('is not asked to follow a feed as well, and reminders bring no event', async () => {
    const [mail = ''] = await mailed(confirm());
    const { text } = await simpleParser(mail);
    expect(text).not.toContain('.ics');
    const [reminder = ''] = await mailed(Promise.resolve(world.clock.moveTo('2026-07-01T01:00:00Z')));
    expect(partsOf(reminder)).toEqual([
      'multipart/alternative;',
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
    ]);
  });
});

const renamed = (displayRevision: number) => ({
  centerId: 'tianping' as never,
  name: { zh: '天平', en: 'Tianping' },
  formerName: { zh: '天平街道党群服务中心', en: 'Tianping Center' },
  displayRevision,
  displayChangedAt: '2026-06-28T09:00:00.000Z',
});

test.each([
  [{}, false, true],
  [{ calendar: 'feed' }, false, true],
  [{ calendar: 'invitations' }, true, false],
  [{ calendar: 'both' }, true, true],
  [{ calendar: 'none' }, false, false],
])('with %j a mail brings an event: %s, and addresses of feeds: %s', async (preferences, event, feed) => {
  await prefer(preferences);
  const [mail = ''] = await mailed(confirm());
  const { text = '' } = await simpleParser(mail);
  expect([partsOf(mail).length === 4, text.includes('/feeds/centers/tianping.ics')]).toEqual([event, feed]);
});

test('what is written before an organization has changed its mind is sent as it wants it now', async () => {
  await confirm();
  await prefer({ calendar: 'invitations', language: 'en' });
  const [mail = ''] = await mailed(Promise.resolve());
  expect(read(mail)).toMatchObject({
    method: 'REQUEST',
    location: 'Oath Hall, Tianping Center\n1 Jianguo Road (W), Xuhui, Shanghai',
  });
});
