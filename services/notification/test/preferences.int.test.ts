import { Fault } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { announced, cancelled, confirmed, declined, idOf, NOW, unplaced } from './given.ts';
import { instrumented } from './instrumented.ts';
import { startWorld, type World } from './world.ts';

let world: World;
const id = idOf(1);
const stream = `activity/${id}`;
const path = '/api/organizations/hengshan-branch/preferences';
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const confirm = (change = {}) => world.say(stream, 'ActivityConfirmed', confirmed(change));
const cancel = () => world.say(stream, 'ActivityCancelled', cancelled());
const subjects = (): string[] => world.mailer.taken.map(({ subject }) => subject);
const kinds = (): string[] => subjects().map((subject) => /^【(.*?)】/.exec(subject)?.[1] ?? subject);

/** What is planned anew after a change of preferences. */
const settle = (on = world.host.services[0]): Promise<void> => tickNamed('notification.preferences', on);

const tickNamed = async (name: string, on = world.host.services[0]): Promise<void> =>
  on?.ticks.find((tick) => tick.name === name)?.run();

async function prefer(preferences: object): Promise<void> {
  const { status, text } = await world.request('PUT', path, preferences);
  if (status !== 200) throw new Error(text);
  await settle();
}

const plan = async (): Promise<string[]> =>
  (await world.deliveries(id)).map(({ message, state, at, error, ...entry }) => {
    const distance = 'minutesBefore' in entry ? ` ${entry.minutesBefore}` : '';
    return `${message}${distance} ${error ?? state} ${at.slice(5, 16)}`;
  });

/** By the clocks of Shanghai. */
async function at(time: string): Promise<void> {
  world.clock.moveTo(`${time}:00+08:00`);
  await world.tick();
}

describe('how an organization wants to be told', () => {
  test('is as usual until it says so, and then as it has said', async () => {
    const usual = { off: [], reminderMinutes: [1440, 60], calendar: 'feed' };
    expect(await world.request('GET', path)).toMatchObject({ status: 200, json: usual });
    const said = { language: 'en', off: ['moved'], quietHours: { from: '21:00', to: '07:00' }, calendar: 'none' };
    const answer = await world.request('PUT', path, said);
    expect(answer).toMatchObject({ status: 200, json: { ...said, reminderMinutes: [1440, 60] } });
    expect((await world.request('GET', path)).json).toEqual(answer.json);
    await world.request('PUT', path, {});
    expect((await world.request('GET', path)).json).toEqual(usual);
  });

  test('is nothing that nobody knows can say, and nothing that cannot be', async () => {
    const unknown = { status: 404, json: { code: 'unknown-organization', errors: [{ field: 'id' }] } };
    const nobody = '/api/organizations/nobody/preferences';
    expect(await world.request('GET', nobody)).toMatchObject(unknown);
    expect(await world.request('PUT', nobody, {})).toMatchObject(unknown);
    expect(await world.request('PUT', path, { off: ['cancelled'] })).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'off[0]' }] },
    });
    expect(await world.request('PUT', path, { colour: 'red' })).toMatchObject({ status: 422 });
  });

  test('is the language of its mails', async () => {
    await prefer({ language: 'en' });
    await confirm();
    await world.tick();
    expect(subjects()).toEqual(['Confirmed: 新党员入党宣誓仪式 · Thu 2 Jul, 09:00']);
  });
});

describe('what is switched off', () => {
  test('is not sent, and the ledger says why; what was cancelled is told all the same', async () => {
    await prefer({ off: ['confirmed', 'reminder'] });
    await confirm();
    await world.tick();
    await cancel();
    await world.tick();
    expect(kinds()).toEqual(['已取消']);
    expect((await plan())[0]).toBe('confirmed switched-off 06-28T08:00');
  });

  test('after it was planned is not sent either, and what is switched on again is', async () => {
    await confirm();
    await world.tick();
    await prefer({ off: ['reminder'] });
    await prefer({});
    await at('2026-07-01T09:00');
    await prefer({ off: ['reminder'] });
    await at('2026-07-02T08:00');
    expect(kinds()).toEqual(['已确认', '活动提醒']);
    expect(await plan()).toContain('reminder-hour switched-off 07-02T00:00');
  });
});

describe('reminders', () => {
  test('come at every distance that is asked for, each once', async () => {
    await prefer({ reminderMinutes: [2880, 1440, 30] });
    await confirm();
    for (const time of ['06-28T16:00', '06-30T08:59', '06-30T09:00', '07-01T09:00', '07-02T08:29', '07-02T08:30']) {
      await at(`2026-${time}`);
      await world.tick();
    }
    expect(kinds()).toEqual(['已确认', '活动提醒', '活动提醒', '活动提醒']);
    expect(await plan()).toEqual([
      'confirmed delivered 06-28T08:00',
      'reminder 2880 delivered 06-30T01:00',
      'reminder-day delivered 07-01T01:00',
      'reminder 30 delivered 07-02T00:30',
    ]);
    expect(new Set(world.mailer.taken.map(({ messageId }) => messageId)).size).toBe(4);
  });

  test('are planned anew when other distances are asked for, for everything that is to come', async () => {
    await confirm();
    await prefer({ reminderMinutes: [2880, 60] });
    expect(await plan()).toEqual([
      'confirmed planned 06-28T08:00',
      'reminder 2880 planned 06-30T01:00',
      'reminder-day switched-off 06-28T08:00',
      'reminder-hour planned 07-02T00:00',
    ]);
  });

  test('are planned anew although whoever was told so has died at that', async () => {
    await confirm();
    await world.request('PUT', path, { reminderMinutes: [2880] });
    const dies = async (name: string): Promise<void> => {
      if (name === 'notification-deliveries.insertIfAbsent') throw new Error('dead');
    };
    const dead = world.instance(instrumented(world.platform, { before: dies }));
    await expect(settle(dead)).rejects.toThrow('dead');
    await settle();
    expect(await plan()).toContain('reminder 2880 planned 06-30T01:00');
    expect(await plan()).toContain('reminder-day switched-off 06-28T08:00');
  });

  test('are planned anew a minute later where whoever took the wish died before it could say so', async () => {
    await confirm();
    let puts = 0;
    const dies = async (name: string): Promise<void> => {
      if (name === 'notification-replans.put') puts += 1;
      if (puts === 2) throw new Error('dead');
    };
    const dying = world.instance(instrumented(world.platform, { before: dies }));
    const change = dying.routes.find(({ spec }) => spec.operationId === 'changePreferences');
    const call = { params: { id: 'hengshan-branch' }, query: {}, body: { reminderMinutes: [2880] }, headers: {} };
    const asking = { principal: { id: 'demo', roles: [], language: 'zh' }, key: 'k', logger: world.platform.logger };
    await expect(change?.answer({ ...call, ...asking } as never)).rejects.toThrow('dead');
    await settle();
    expect(await plan()).not.toContain('reminder 2880 planned 06-30T01:00');
    world.clock.pass(60_000);
    await settle();
    expect(await plan()).toContain('reminder 2880 planned 06-30T01:00');
  });

  test('of what is moved go with it, at the distances asked for', async () => {
    await prefer({ reminderMinutes: [120] });
    await confirm();
    await confirm({ revision: 2, start: '2026-07-03T01:00:00Z', end: '2026-07-03T02:15:00Z' });
    await at('2026-07-02T07:00');
    await at('2026-07-03T07:00');
    const reminders = (await plan()).filter((text) => text.startsWith('reminder'));
    expect(reminders).toEqual(['reminder 120 overtaken 06-28T08:00', 'reminder 120 delivered 07-02T23:00']);
  });

  test('of what is cancelled never come, also when others are asked for after that', async () => {
    await confirm();
    await cancel();
    await world.tick();
    await prefer({ reminderMinutes: [2880, 120] });
    for (const time of ['06-30T09:00', '07-01T09:00', '07-02T07:00', '07-02T08:00']) await at(`2026-${time}`);
    expect(kinds()).toEqual(['已取消']);
  });

  test('of several distances that a clock jumps over come as the nearest alone, and not again when it jumps back', async () => {
    await prefer({ reminderMinutes: [2880, 1440, 120, 60] });
    await confirm();
    await world.tick();
    await at('2026-07-02T07:30');
    expect(kinds()).toEqual(['已确认', '活动提醒']);
    world.clock.moveTo(new Date(NOW).toISOString());
    await world.tick();
    for (const time of ['06-30T09:00', '07-01T09:00', '07-02T07:00']) await at(`2026-${time}`);
    expect(kinds()).toEqual(['已确认', '活动提醒']);
    await at('2026-07-02T08:00');
    expect(kinds()).toEqual(['已确认', '活动提醒', '即将开始']);
  });

  test('are none once it has begun, however far the clock jumps', async () => {
    await prefer({ reminderMinutes: [2880, 5] });
    await confirm();
    await world.tick();
    await at('2026-07-02T09:00');
    await at('2027-01-01T00:00');
    expect(kinds()).toEqual(['已确认']);
  });
});

describe('in quiet hours', () => {
  const quietHours = { from: '21:00', to: '07:00' };

  test('what can wait waits until they end, and is sent once', async () => {
    await prefer({ quietHours });
    world.clock.moveTo('2026-06-28T22:00:00+08:00');
    await confirm();
    await world.tick();
    expect(subjects()).toEqual([]);
    expect((await plan())[0]).toBe('confirmed planned 06-28T23:00');
    await at('2026-06-29T06:59');
    expect(subjects()).toEqual([]);
    await at('2026-06-29T07:00');
    await world.tick();
    expect(kinds()).toEqual(['已确认']);
  });

  test('what becomes untrue while it waits is never told', async () => {
    await prefer({ quietHours });
    world.clock.moveTo('2026-06-28T22:00:00+08:00');
    await confirm();
    await world.tick();
    await cancel();
    await world.tick();
    await at('2026-06-29T07:00');
    expect(kinds()).toEqual(['已取消']);
  });

  test('what begins before they end is told at once, and reminded of at its time', async () => {
    await prefer({ quietHours, reminderMinutes: [60] });
    world.clock.moveTo('2026-07-02T00:30:00+08:00');
    await confirm({ start: '2026-07-01T22:30:00Z', end: '2026-07-01T23:30:00Z' });
    await world.tick();
    expect(kinds()).toEqual(['已确认']);
    await at('2026-07-02T05:30');
    expect(kinds()).toEqual(['已确认', '即将开始']);
  });

  test('a mail that could not be sent before waits as well', async () => {
    await prefer({ quietHours });
    world.mailer.refuse = () => new Fault('mail-not-taken', 'nobody answers', { retriable: true });
    world.clock.moveTo('2026-06-28T20:59:58+08:00');
    await confirm();
    await world.tick();
    world.mailer.refuse = undefined;
    await at('2026-06-28T21:30');
    expect(subjects()).toEqual([]);
    await at('2026-06-29T07:00');
    expect(kinds()).toEqual(['已确认']);
  });

  test('one that another instance has put off while this one sent it is not sent again', async () => {
    await prefer({ quietHours });
    world.clock.moveTo('2026-06-28T20:59:00+08:00');
    await confirm();
    let goOn = (): void => {};
    const told = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const before = async (name: string): Promise<void> => {
      if (name === 'notification-deliveries.put') await told;
    };
    const slow = world.instance(instrumented(world.platform, { before }));
    const sending = slow.ticks[0]?.run();
    while (world.mailer.taken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await at('2026-06-28T21:00');
    expect((await plan())[0]).toBe('confirmed planned 06-28T23:00');
    world.clock.moveTo('2026-06-29T06:00:00+08:00');
    // Nothing tells any more that somebody had it in hand.
    await tickNamed('notification.claims');
    await at('2026-06-29T07:00');
    goOn();
    await sending;
    world.clock.pass(24 * HOUR_MS);
    await world.tick();
    expect(kinds().filter((kind) => kind === '已确认')).toHaveLength(1);
  });

  test('what staff have taken away waits too, unless somebody would go there', async () => {
    await prefer({ quietHours });
    await confirm();
    await world.tick();
    world.clock.moveTo('2026-06-28T22:00:00+08:00');
    await world.say(stream, 'ActivityUnplaced', unplaced());
    await world.tick();
    expect(kinds()).toEqual(['已确认']);
    await at('2026-06-29T07:00');
    expect(kinds()).toEqual(['已确认', '原安排已收回']);
  });
});

test('a wish that is declined and one that is announced are told as they are preferred', async () => {
  await prefer({ off: ['declined'] });
  await world.say(`activity/${idOf(2)}`, 'ActivityDeclined', declined({ activityId: idOf(2) }));
  await confirm({ announced: false, announcesAt: '2026-06-30T01:00:00Z' });
  await world.say(stream, 'ActivityAnnounced', announced());
  await world.tick();
  expect(kinds().sort()).toEqual(['已公布', '已确认'].sort());
});
