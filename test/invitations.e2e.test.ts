import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { convertIcsCalendar } from 'ts-ics';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import { untilMailed } from './support/mailed.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';

const wait = { prefer: 'wait=10' };
const branch = { id: 'branch', name: '衡山居民区党支部', email: 'branch@example.org', language: 'zh' };
const PREFERENCES = '/api/organizations/branch/preferences';

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }, { id: 'tianping-small' }]);
  await world.post('/api/organizations', branch);
});
afterAll(() => world.end());

const prefer = (preferences: object) => world.request('PUT', PREFERENCES, preferences);

/** Mails as files, those that came since. */
async function mailed(step: () => Promise<unknown>): Promise<readonly string[]> {
  const outbox = (): readonly string[] => readdirSync(world.outbox).filter((name) => name.endsWith('.eml'));
  const before = new Set(outbox());
  await step();
  await world.idle();
  await untilMailed(world);
  return outbox()
    .filter((name) => !before.has(name))
    .map((name) => readFileSync(join(world.outbox, name), 'utf8'));
}

/** Resolves when that has been delivered: what follows from a new name is found by a tick. */
async function untilTold(id: string, wanted: string): Promise<void> {
  const isTold = async (): Promise<boolean> =>
    (await world.get(`/api/activities/${id}/deliveries`)).json.items.some(
      ({ message, state }: Record<string, string>) => message === wanted && state === 'delivered',
    );
  await until(isTold);
}

/** What a calendar program shows of the one event, wherever it comes from. */
function seenIn(ics: string, id: string) {
  const { method, events = [] } = convertIcsCalendar(undefined, ics);
  const event = events.find(({ uid }) => uid.startsWith(id));
  if (!event) throw new Error(`no ${id} in ${ics}`);
  const { uid, sequence = 0, start, end, summary, description, location, status, stamp } = event;
  const times = [start.date, end?.date, stamp.date].map((date) => date?.toISOString());
  return { method, uid, sequence, times, summary, description, location, status };
}

async function invitationIn(mail: string | undefined, id: string) {
  const { attachments } = await simpleParser(mail ?? '');
  return seenIn(attachments[0]?.content.toString('utf8') ?? '', id);
}

const propose = (days: number, change: Record<string, unknown> = {}) =>
  world.post(
    '/api/activities',
    proposal('tianping', instantIn(world, days, 60), { title: '重温入党誓词', ...change }),
    wait,
  );

describe('an organization whose calendar lives on its mails', () => {
  test('sees in an invitation what its feed shows, from the confirmation to the end', async () => {
    expect(await prefer({ calendar: 'invitations' })).toMatchObject({ status: 200, json: { calendar: 'invitations' } });
    const token = await world.post('/api/feeds/private', {
      feed: { type: 'organization', id: 'branch' },
      label: 'phone',
    });
    const feed = async (id: string) => seenIn((await world.get(new URL(token.json.url).pathname)).text, id);
    let id = '';
    const steps: readonly (() => Promise<unknown>)[] = [
      async () => {
        ({ id } = (await propose(10)).json);
      },
      async () => {
        await world.post('/api/centers/tianping/rename', { name: { zh: '天平中心', en: 'Tianping' } });
        await untilTold(id, 'renamed');
      },
      () =>
        world.post(
          `/api/activities/${id}/revise`,
          proposal('tianping', instantIn(world, 11, 90), { title: '重温入党誓词（二）' }),
          wait,
        ),
      () => world.post(`/api/activities/${id}/cancel`),
    ];
    const methods: (string | undefined)[] = [];
    const sequences: number[] = [];
    for (const step of steps) {
      const mails = await mailed(step);
      expect(mails).toHaveLength(1);
      const { method, ...seen } = await invitationIn(mails[0], id);
      const { method: _, ...shown } = await feed(id);
      expect(seen).toEqual(shown);
      methods.push(method);
      sequences.push(seen.sequence);
    }
    expect(methods).toEqual(['REQUEST', 'REQUEST', 'REQUEST', 'CANCEL']);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  });

  test('is invited to what may still move, tentatively', async () => {
    await prefer({ calendar: 'both' });
    const days = 20;
    const alternatives = [{ earliest: instantIn(world, days, 120), latest: instantIn(world, days, 180) }];
    let id = '';
    const [mail] = await mailed(async () => {
      ({ id } = (await propose(days, { alternatives })).json);
    });
    expect(await invitationIn(mail, id)).toMatchObject({ method: 'REQUEST', status: 'TENTATIVE' });
    expect((await simpleParser(mail ?? '')).text).toContain('/feeds/centers/tianping.ics');
  });
});

describe('preferences over HTTP', () => {
  test('are answered as they hold, and refused by the field that cannot be', async () => {
    const said = { quietHours: { from: '22:00', to: '07:00' }, digestAt: '08:00', reminderMinutes: [60, 2880] };
    const { status, json } = await prefer(said);
    expect([status, json.reminderMinutes]).toEqual([200, [2880, 60]]);
    expect((await world.get(PREFERENCES)).json).toEqual(json);
    expect(await prefer({ ...said, digestAt: '23:00' })).toMatchObject({
      status: 422,
      json: { code: 'invalid-request', errors: [{ field: 'digestAt' }] },
    });
    expect(await world.get('/api/organizations/nobody/preferences')).toMatchObject({ status: 404 });
    expect((await world.get(PREFERENCES)).json).toEqual(json);
  });

  test('are what reminders are planned by, those planned before among them', async () => {
    await prefer({});
    const { json } = await propose(12);
    await world.idle();
    const planned = async (): Promise<unknown[]> => {
      const { items } = (await world.get(`/api/activities/${json.id}/deliveries`)).json;
      const reminders = items.filter(
        ({ message, state }: Record<string, string>) => /^reminder/.test(message ?? '') && state === 'planned',
      );
      return reminders.map(({ message, minutesBefore }: Record<string, unknown>) => minutesBefore ?? message);
    };
    expect(await planned()).toEqual(['reminder-day', 'reminder-hour']);
    await prefer({ reminderMinutes: [2880, 60] });
    // Those that are new are written before those that are not wanted any more are dropped.
    await until(async () => !(await planned()).includes('reminder-day'));
    expect(await planned()).toEqual([2880, 'reminder-hour']);
  });

  test('end mails of a kind by the address in them', async () => {
    await prefer({});
    const [mail = ''] = await mailed(() => propose(13));
    const [, url = ''] = /^List-Unsubscribe: <([^>]+)>/m.exec(mail.replaceAll(/\r\n\s+/g, ' ')) ?? [];
    const { pathname } = new URL(url);
    expect((await world.get(pathname)).text).toContain('<form method="post">');
    expect((await world.get(PREFERENCES)).json.off).toEqual([]);
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await fetch(`${world.address}${pathname}`, { method: 'POST', headers, body })).status).toBe(200);
    expect((await world.get(PREFERENCES)).json.off).toEqual(['confirmed']);
    expect(await mailed(() => propose(14))).toEqual([]);
  });
});
