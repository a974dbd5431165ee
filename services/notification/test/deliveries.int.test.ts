import { Fault, type Platform, rewindConsumer, type Views } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ATTEMPTS_MAX } from '../src/domain/retry.ts';
import { knownActivity, type NotificationViews, viewsOf } from '../src/views.ts';
import { cancelled, confirmed, declined, idOf, NOW, openedCenter, proposed, revisionDeclined, START } from './given.ts';
import { instrumented } from './instrumented.ts';
import { startWorld, tickOf, type World } from './world.ts';

let world: World;
const id = idOf(1);
const stream = `activity/${id}`;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const subjects = (): string[] => world.mailer.taken.map(({ subject }) => subject);
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await world.deliveries(id)).map(({ message, revision, state, error }) => [
      `${message}/${revision}`,
      error === undefined ? state : `${state}, ${error}`,
    ]),
  );

const propose = () => world.say(stream, 'ActivityProposed', proposed());
const confirm = (change = {}) => world.say(stream, 'ActivityConfirmed', confirmed(change));
const cancel = (change = {}) => world.say(stream, 'ActivityCancelled', cancelled(change));
const moved = { revision: 2, start: '2026-07-03T01:00:00Z', end: '2026-07-03T02:15:00Z' };

describe('a confirmed activity', () => {
  test('is told to its organization once, and nothing is sent by whoever hears it', async () => {
    await propose();
    await confirm();
    expect(world.mailer.taken).toEqual([]);
    await world.tick();
    await world.tick();
    expect(world.mailer.taken).toMatchObject([
      {
        to: { name: '衡山居民区党支部', address: 'hengshan-branch@example.org' },
        subject: '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
        messageId: expect.stringMatching(/^[\w-]{22}@huitang\.example$/),
        date: new Date(NOW).toISOString(),
      },
    ]);
    expect(await world.deliveries(id)).toEqual([
      {
        message: 'confirmed',
        revision: 1,
        recipient: 'organization/hengshan-branch',
        channel: 'mail',
        state: 'delivered',
        attempts: 1,
        at: new Date(NOW).toISOString(),
      },
      expect.objectContaining({ message: 'reminder-day', state: 'planned', at: '2026-07-01T01:00:00.000Z' }),
      expect.objectContaining({ message: 'reminder-hour', state: 'planned', at: '2026-07-02T00:00:00.000Z' }),
    ]);
  });

  test('is said in the log to be delivered, with the event it answers and without an address', async () => {
    await confirm();
    await world.tick();
    expect(await world.said()).toEqual([
      {
        type: 'NotificationDelivered',
        data: {
          deliveryKey: `${id}/1/confirmed/organization/hengshan-branch`,
          activityId: id,
          revision: 1,
          message: 'confirmed',
          recipient: 'organization/hengshan-branch',
          attempts: 1,
        },
      },
    ]);
    const { commits } = await world.platform.log('notification').all(undefined, 10);
    expect(commits).toMatchObject([{ causationId: `${stream}@1.0`, principal: 'service:notification' }]);
    expect(JSON.stringify(commits)).not.toContain('@example.org');
  });

  test('is reminded of a day and an hour before, each when its time has come and not sooner', async () => {
    await confirm();
    await world.tick();
    world.clock.moveTo('2026-07-01T00:59:59.999Z');
    await world.tick();
    expect(subjects()).toHaveLength(1);
    world.clock.moveTo('2026-07-01T01:00:00Z');
    await world.tick();
    expect(subjects().slice(1)).toEqual(['【活动提醒】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    expect(subjects().slice(2)).toEqual(['【即将开始】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
    world.clock.moveTo('2026-07-03T00:00:00Z');
    await world.tick();
    expect(subjects()).toHaveLength(3);
  });

  test('is not reminded of a day before once an hour before has come, nor of anything once it has begun', async () => {
    await confirm();
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    expect(await states()).toEqual({
      'confirmed/1': 'delivered',
      'reminder-day/1': 'dropped, too-late',
      'reminder-hour/1': 'delivered',
    });
    await world.say(`activity/${idOf(2)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(2), start: START }));
    world.clock.moveTo(START);
    await world.tick();
    expect((await world.deliveries(idOf(2))).map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped']);
    expect(subjects()).toHaveLength(2);
  });

  test('of imported history is told to nobody', async () => {
    await confirm({ notify: false });
    await world.tick();
    expect(await world.deliveries(id)).toEqual([]);
    expect(subjects()).toEqual([]);
  });
});

describe('a later revision', () => {
  test('that is confirmed is told as a change, and only its own reminders are sent', async () => {
    await confirm();
    await world.tick();
    await confirm(moved);
    await world.tick();
    expect(subjects()).toEqual([
      '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
      '【已更改】新党员入党宣誓仪式 · 7月3日（周五）09:00',
    ]);
    world.clock.moveTo('2026-07-02T00:30:00Z');
    await world.tick();
    expect(subjects()).toHaveLength(2);
    world.clock.moveTo('2026-07-02T01:00:00Z');
    await world.tick();
    world.clock.moveTo('2026-07-03T00:00:00Z');
    await world.tick();
    expect(subjects().slice(2)).toEqual([
      '【活动提醒】新党员入党宣誓仪式 · 7月3日（周五）09:00',
      '【即将开始】新党员入党宣誓仪式 · 7月3日（周五）09:00',
    ]);
  });

  test('drops the reminders of the one before at once, so that the ledger says so', async () => {
    await confirm();
    await world.tick();
    await confirm(moved);
    expect(await states()).toEqual({
      'confirmed/1': 'delivered',
      'reminder-day/1': 'dropped, overtaken',
      'reminder-hour/1': 'dropped, overtaken',
      'changed/2': 'planned',
      'reminder-day/2': 'planned',
      'reminder-hour/2': 'planned',
    });
  });

  test('drops a confirmation that was not sent yet', async () => {
    await confirm();
    await confirm(moved);
    await world.tick();
    expect(subjects()).toEqual(['【已更改】新党员入党宣誓仪式 · 7月3日（周五）09:00']);
    expect(await states()).toMatchObject({ 'confirmed/1': 'dropped, overtaken', 'changed/2': 'delivered' });
  });

  test('that is declined is told with what stands, and what stands is still reminded of', async () => {
    await confirm();
    await world.tick();
    await world.say(stream, 'ActivityRevisionDeclined', revisionDeclined());
    await world.tick();
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    expect(subjects()).toEqual([
      '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
      '【更改未能安排】新党员入党宣誓仪式',
      '【即将开始】新党员入党宣誓仪式 · 7月2日（周四）09:00',
    ]);
  });

  test('that is the first to be confirmed reads as a confirmation', async () => {
    await propose();
    await world.say(stream, 'ActivityDeclined', declined());
    await world.tick();
    await confirm(moved);
    await world.tick();
    expect(subjects()).toEqual([
      '【未能安排】新党员入党宣誓仪式',
      '【已确认】新党员入党宣誓仪式 · 7月3日（周五）09:00',
    ]);
  });
});

describe('a declined proposal', () => {
  test('is told with reasons and with what can be booked instead', async () => {
    await propose();
    await world.say(stream, 'ActivityDeclined', declined());
    await world.tick();
    expect(world.mailer.taken[0]?.text).toContain('宣誓厅：该时段已被占用。');
    expect(world.mailer.taken[0]?.text).toContain('2026年7月2日（周四）13:00–14:15（UTC+8），宣誓厅（时间不同）');
  });

  test('is not told once the last time that would have done is over', async () => {
    await propose();
    world.mailer.refuse = () => new Fault('mail-not-taken', 'down', { retriable: true });
    await world.say(stream, 'ActivityDeclined', declined());
    await world.tick();
    world.mailer.refuse = undefined;
    world.clock.moveTo('2026-07-02T07:15:00Z');
    await world.tick();
    expect(subjects()).toEqual([]);
    expect(await states()).toEqual({ 'declined/1': 'dropped, too-late: down' });
  });
});

describe('a cancelled activity', () => {
  test('is told as cancelled, and its reminders are dropped', async () => {
    await confirm();
    await world.tick();
    await cancel();
    await world.tick();
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    expect(subjects().slice(1)).toEqual(['【已取消】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
    expect(await states()).toEqual({
      'confirmed/1': 'delivered',
      'reminder-day/1': 'dropped, cancelled',
      'reminder-hour/1': 'dropped, cancelled',
      'cancelled/1': 'delivered',
    });
  });

  test('gets nothing but the cancellation, also when the reminder was due and the mail server down', async () => {
    await confirm();
    world.mailer.refuse = () => new Fault('mail-not-taken', 'down', { retriable: true });
    world.clock.moveTo('2026-07-02T00:00:00Z');
    await world.tick();
    await cancel();
    world.mailer.refuse = undefined;
    world.clock.pass(600_000);
    await world.tick();
    expect(subjects()).toEqual(['【已取消】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
  });

  test('gets no mail any more from the moment it is in the log, also while nobody has heard of it', async () => {
    await confirm();
    await world.keep(stream, 'ActivityCancelled', cancelled());
    await world.tick();
    expect(subjects()).toEqual([]);
    expect(await states()).toMatchObject({ 'confirmed/1': 'dropped, cancelled' });
    await world.publish();
    await world.tick();
    expect(subjects()).toEqual(['【已取消】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
  });

  test('gets no mail of a tick that took it up before it was in the log', async () => {
    await confirm();
    let isCancelled = false;
    const late = instrumented(world.platform, {
      before: async (name) => {
        if (isCancelled || name !== 'notification-claims.insertIfAbsent') return;
        isCancelled = true;
        await world.keep(stream, 'ActivityCancelled', cancelled());
      },
    });
    await tickOf(world.instance(late));
    expect([isCancelled, subjects()]).toEqual([true, []]);
  });

  test('that never had a place is told to nobody', async () => {
    await propose();
    await cancel({ wasConfirmed: false });
    await world.tick();
    expect(await world.deliveries(id)).toEqual([]);
  });
});

/** The platform after an upgrade that emptied one collection: new until its consumer clears it. */
async function madeAnew(view: keyof NotificationViews): Promise<Platform> {
  const { platform } = world;
  await viewsOf(platform)[view].clear();
  const name = `notification-${view}`;
  let isNew = true;
  const anew: Views['collection'] = (definition) => {
    const collection = platform.views.collection<never>(definition);
    if (definition.name !== name) return collection;
    return {
      ...collection,
      get isNew() {
        return isNew;
      },
      async clear() {
        await collection.clear();
        isNew = false;
      },
    };
  };
  return { ...platform, views: { collection: anew } };
}

describe('events that come again', () => {
  test('plan nothing twice, and a group that starts from the beginning mails nobody again', async () => {
    await propose();
    await confirm();
    await world.tick();
    await confirm(moved);
    await world.tick();
    await cancel({ revision: 2 });
    await world.tick();
    const before = await world.deliveries(id);
    const sent = subjects();
    const consumer = world.host.services[0]?.consumers[0];
    if (!consumer) throw new Error('no consumer');
    await world.restart(() => rewindConsumer(world.platform, consumer));
    await world.tick();
    world.clock.moveTo('2026-07-03T00:30:00Z');
    await world.tick();
    expect(subjects()).toEqual(sent);
    expect(await world.deliveries(id)).toEqual(before);
  });

  test.each(['activities', 'centers', 'upcoming'] as const)(
    'fill the %s when an engine made it anew, so that what is planned is still sent, and nothing twice',
    async (view) => {
      await confirm();
      await world.tick();
      const anew = await madeAnew(view);
      await world.restart(async () => {
        world.platform = anew;
      });
      world.clock.moveTo('2026-07-02T00:00:00Z');
      await world.tick();
      expect(subjects()).toEqual([
        '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
        '【即将开始】新党员入党宣誓仪式 · 7月2日（周四）09:00',
      ]);
    },
  );

  test('take nothing away of what is known while they pass by', async () => {
    await confirm();
    await cancel();
    const consumer = world.host.services[0]?.consumers[0];
    if (!consumer) throw new Error('no consumer');
    await rewindConsumer(world.platform, consumer);
    expect(await knownActivity(viewsOf(world.platform), id)).toMatchObject({ cancelled: { revision: 1 } });
  });

  test('of a group that hears everything for the first time, late, mail only what is still of use', async () => {
    await confirm();
    await confirm(moved);
    const consumer = world.host.services[0]?.consumers[0];
    if (!consumer) throw new Error('no consumer');
    const ledger = world.platform.records.set<object>('notification-deliveries');
    await world.restart(async () => {
      for (const { key } of await ledger.list('', 100)) await ledger.remove(key);
      await rewindConsumer(world.platform, consumer);
      world.clock.moveTo('2026-07-02T12:00:00Z');
    });
    await world.tick();
    expect(await states()).toEqual({
      'confirmed/1': 'dropped, too-late',
      'reminder-day/1': 'dropped, too-late',
      'reminder-hour/1': 'dropped, too-late',
      'changed/2': 'delivered',
      'reminder-day/2': 'dropped, too-late',
      'reminder-hour/2': 'planned',
    });
  });
});

describe('a mail that is not taken', () => {
  const down = new Fault('mail-not-taken', 'the mail server answered 451 4.3.0 at DATA', { retriable: true });

  test('is tried again with growing waits under the same Message-ID and date, and delivered when the server is back', async () => {
    const seen: [id: string, ms: number][] = [];
    world.mailer.refuse = ({ messageId, date }) => {
      seen.push([`${messageId} ${date}`, world.clock.now() - NOW]);
      return seen.length < 4 ? down : undefined;
    };
    await confirm();
    for (let second = 0; second <= 60; second += 1) {
      await world.tick();
      world.clock.pass(1_000);
    }
    expect(seen.map(([, ms]) => ms)).toEqual([0, 5_000, 15_000, 35_000]);
    expect(new Set(seen.map(([identity]) => identity)).size).toBe(1);
    expect(subjects()).toHaveLength(1);
    expect(await world.deliveries(id)).toContainEqual(
      expect.objectContaining({ message: 'confirmed', state: 'delivered', attempts: 4 }),
    );
  });

  test('has failed after the last attempt, and that is said once', async () => {
    await confirm({ start: '2026-12-01T01:00:00Z', end: '2026-12-01T02:00:00Z' });
    world.mailer.refuse = () => down;
    for (let hour = 0; hour < 2 * ATTEMPTS_MAX; hour += 1) {
      await world.tick();
      world.clock.pass(2 * 3_600_000);
    }
    expect((await world.deliveries(id))[0]).toMatchObject({
      state: 'failed',
      attempts: ATTEMPTS_MAX,
      error: 'the mail server answered 451 4.3.0 at DATA',
    });
    expect(await world.said()).toMatchObject([
      { type: 'NotificationFailed', data: { attempts: ATTEMPTS_MAX, error: down.message } },
    ]);
  });

  test('for good has failed at once', async () => {
    await confirm();
    world.mailer.refuse = () => new Fault('mail-refused', 'the mail server answered 550 5.1.1', { retriable: false });
    await world.tick();
    await world.tick();
    expect(await states()).toMatchObject({ 'confirmed/1': 'failed, the mail server answered 550 5.1.1' });
    expect(await world.said()).toHaveLength(1);
  });

  test('does not hold up the others', async () => {
    world.mailer.refuse = ({ subject }) => (subject.includes('坏') ? down : undefined);
    for (let number = 1; number <= 40; number += 1) {
      const activityId = idOf(number);
      const title = number % 2 === 0 ? '坏' : '好';
      await world.say(`activity/${activityId}`, 'ActivityConfirmed', confirmed({ activityId, title }));
    }
    await world.tick();
    expect(subjects()).toHaveLength(20);
  });
});

describe('a recipient', () => {
  test.each([
    ['is erased', async () => world.platform.vault.erase('organization/hengshan-branch')],
    ['has no address', async () => world.platform.vault.put('organization/hengshan-branch', { email: '' })],
  ])('that %s is written to no more, and the ledger says why', async (_, change) => {
    await confirm();
    await change();
    await world.tick();
    expect(await states()).toMatchObject({ 'confirmed/1': 'dropped, recipient-unknown' });
    expect(subjects()).toEqual([]);
  });

  test('reads its own language', async () => {
    await world.platform.vault.put('organization/hengshan-branch', { language: 'en' });
    await confirm();
    await world.tick();
    expect(subjects()).toEqual(['Confirmed: 新党员入党宣誓仪式 · Thu 2 Jul, 09:00']);
  });
});

describe('what is not known yet', () => {
  test('is waited for: an activity may be heard of before its center', async () => {
    const elsewhere = { centerId: 'riverside', activityId: idOf(9) };
    await world.say(`activity/${idOf(9)}`, 'ActivityConfirmed', confirmed(elsewhere));
    await world.tick();
    expect(subjects()).toEqual([]);
    await world.say('center/riverside', 'CenterOpened', openedCenter({ id: 'riverside' }));
    world.clock.pass(5_000);
    await world.tick();
    expect(subjects()).toHaveLength(1);
  });
});

test('the log and the ledger never have the address', async () => {
  await confirm();
  world.mailer.refuse = () => new Fault('mail-not-taken', 'down', { retriable: true });
  await world.tick();
  const records = await world.platform.records.set<object>('notification-deliveries').list('', 100);
  expect(records.length).toBeGreaterThan(0);
  expect(JSON.stringify(records)).not.toContain('@example.org');
});
