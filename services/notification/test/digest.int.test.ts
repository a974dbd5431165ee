import { Fault } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LEASE_MS } from '../src/ledger.ts';
import { cancelled, confirmed, declined, idOf } from './given.ts';
import { type Hooks, instrumented, mortal } from './instrumented.ts';
import { startWorld, tickOf, type World } from './world.ts';

let world: World;
const path = '/api/organizations/hengshan-branch/preferences';
const at = (time: string): void => world.clock.moveTo(`${time}:00+08:00`);

beforeEach(async () => {
  world = await startWorld();
  await prefer({ digestAt: '08:00' });
});
afterEach(() => world.end());

async function prefer(preferences: object): Promise<void> {
  const { status, text } = await world.request('PUT', path, preferences);
  if (status !== 200) throw new Error(text);
}

const confirm = (number: number, change = {}) =>
  world.say(
    `activity/${idOf(number)}`,
    'ActivityConfirmed',
    confirmed({ activityId: idOf(number), title: `第${number}场`, ...change }),
  );
const cancel = (number: number) =>
  world.say(
    `activity/${idOf(number)}`,
    'ActivityCancelled',
    cancelled({ activityId: idOf(number), title: `第${number}场` }),
  );
const subjects = (): string[] => world.mailer.taken.map(({ subject }) => subject);
const stateOf = async (number: number) => (await world.deliveries(idOf(number)))[0]?.state;

describe('what is told once a day', () => {
  test('is one mail with a part for each, and each is delivered', async () => {
    await confirm(1);
    await world.tick();
    world.clock.pass(60_000);
    await confirm(2);
    await world.say(`activity/${idOf(3)}`, 'ActivityDeclined', declined({ activityId: idOf(3), title: '第3场' }));
    await world.tick();
    expect(subjects()).toEqual([]);
    at('2026-06-29T08:00');
    await world.tick();
    await world.tick();
    expect(subjects()).toEqual(['【每日汇总】3 条通知']);
    const [mail] = world.mailer.taken;
    expect(mail?.text.match(/^== .* ==$/gm)).toEqual([
      '== 【已确认】第1场 · 7月2日（周四）09:00 ==',
      expect.any(String),
      expect.any(String),
    ]);
    for (const title of ['第1场', '第2场', '第3场'])
      expect([mail?.text, mail?.html].every((text) => text?.includes(title))).toBe(true);
    expect(mail?.date).toBe('2026-06-29T00:00:00.000Z');
    expect(await Promise.all([1, 2, 3].map(stateOf))).toEqual(['delivered', 'delivered', 'delivered']);
    expect(await world.said()).toHaveLength(3);
  });

  test('is an ordinary mail where there is one thing to tell', async () => {
    await confirm(1);
    await world.tick();
    at('2026-06-29T08:00');
    await world.tick();
    expect(subjects()).toEqual(['【已确认】第1场 · 7月2日（周四）09:00']);
  });

  test('is apart for who has asked for invitations since: each event needs a mail of its own', async () => {
    await confirm(1);
    await confirm(2);
    for (const number of [3, 4]) {
      const said = declined({ activityId: idOf(number), title: `第${number}场` });
      await world.say(`activity/${idOf(number)}`, 'ActivityDeclined', said);
    }
    await world.tick();
    await prefer({ digestAt: '08:00', calendar: 'invitations' });
    at('2026-06-29T08:00');
    await world.tick();
    await world.tick();
    const methods = world.mailer.taken.map(({ invitation }) => invitation?.method);
    expect(methods).toEqual(['REQUEST', 'REQUEST', undefined]);
    expect(subjects().at(-1)).toBe('【每日汇总】2 条通知');
    expect(await Promise.all([1, 2, 3, 4].map(stateOf))).toEqual(Array(4).fill('delivered'));
  });

  test('leaves out what has become untrue, and tells what is urgent at once', async () => {
    await confirm(1);
    await confirm(2);
    await world.tick();
    await cancel(2);
    const soon = { start: '2026-06-28T23:30:00Z', end: '2026-06-29T01:00:00Z' };
    await confirm(3, soon);
    await world.tick();
    expect(subjects()).toEqual(['【已确认】第3场 · 6月29日（周一）07:30']);
    at('2026-06-29T08:00');
    await world.tick();
    expect(subjects().slice(1)).toEqual(['【每日汇总】2 条通知']);
    expect(world.mailer.taken[1]?.text).toContain('【已取消】第2场');
    expect(world.mailer.taken[1]?.text).not.toContain('【已确认】第2场');
  });

  test('still comes as one when nobody wants a digest any more, and the next message by itself', async () => {
    await confirm(1);
    await confirm(2);
    await world.tick();
    await prefer({});
    at('2026-06-29T08:00');
    await confirm(3);
    await world.tick();
    expect(subjects().sort()).toEqual(['【已确认】第3场 · 7月2日（周四）09:00', '【每日汇总】2 条通知'].sort());
  });

  test('goes together again when the mail server was away', async () => {
    await confirm(1);
    await confirm(2);
    await world.tick();
    at('2026-06-29T08:00');
    world.mailer.refuse = () => new Fault('mail-not-taken', 'nobody answers', { retriable: true });
    await world.tick();
    expect(await stateOf(1)).toBe('planned');
    world.mailer.refuse = undefined;
    world.clock.pass(5_000);
    await world.tick();
    expect(subjects()).toEqual(['【每日汇总】2 条通知']);
    expect(await world.said()).toHaveLength(2);
  });

  test('fails as a whole when it is refused for good', async () => {
    await confirm(1);
    await confirm(2);
    await world.tick();
    at('2026-06-29T08:00');
    world.mailer.refuse = () => new Fault('mail-refused', 'the mail server answered 550', { retriable: false });
    await world.tick();
    expect(await Promise.all([1, 2].map(stateOf))).toEqual(['failed', 'failed']);
    expect((await world.said()).map(({ type }) => type)).toEqual(['NotificationFailed', 'NotificationFailed']);
  });
});

/** Lets every call of a port take a while, so that instances overtake one another. */
const dawdling = (): Hooks => {
  let turn = 0;
  return {
    before: async () => {
      turn += 1;
      for (let wait = (turn * 7) % 5; wait > 0; wait -= 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

test.each([2, 4])('%d instances send one digest, once', async (count) => {
  for (let number = 1; number <= 12; number += 1) await confirm(number);
  await world.tick();
  at('2026-06-29T08:00');
  const instances = Array.from({ length: count }, () => world.instance(instrumented(world.platform, dawdling())));
  await Promise.all(instances.map(tickOf));
  await world.tick();
  expect(subjects()).toEqual(['【每日汇总】12 条通知']);
  expect(await world.said()).toHaveLength(12);
});

/** Every call of a port that sending a digest of two makes, in order. */
async function callsOfOne(): Promise<string[]> {
  const calls: string[] = [];
  await confirm(1);
  await confirm(2);
  await world.tick();
  at('2026-06-29T08:00');
  const before = async (name: string): Promise<void> => {
    calls.push(name);
  };
  await tickOf(world.instance(instrumented(world.platform, { before })));
  return calls;
}

/** How often each activity was told of. */
const timesTold = (numbers: readonly number[]): number[] =>
  numbers.map((number) => world.mailer.taken.filter(({ text }) => text.includes(`第${number}场`)).length);

/** Where it makes a difference that a process dies: between two of these nothing is left behind. */
const LEAVES_SOMETHING = /\.(?:put|insertIfAbsent|append|send)$/;

describe('a process that dies while it sends a digest', () => {
  test.each(['before', 'after'] as const)(
    '%s any of its steps makes each be told in the end, at most once more, and only if the mail may be out',
    async (mode) => {
      const calls = await callsOfOne();
      expect(calls).toContain('mailer.send');
      const steps = [...calls.keys()].filter((index) => LEAVES_SOMETHING.test(calls[index] ?? ''));
      let number = 2;
      for (const [turn, index] of steps.entries()) {
        const both = [number + 1, number + 2];
        number += 2;
        const day = Date.parse('2026-06-29T04:00:00Z') + turn * 86_400_000;
        world.clock.moveTo(new Date(day).toISOString());
        for (const one of both) await confirm(one, { start: '2026-09-02T01:00:00Z', end: '2026-09-02T02:15:00Z' });
        await world.tick();
        world.mailer.taken.length = 0;
        world.clock.pass(20 * 3_600_000);
        // Others of the digest are looked at meanwhile: the calls need not come in the same order again.
        const { platform, death } = mortal(world.platform, mode, (_, count) => count > index);
        await Promise.race([death, tickOf(world.instance(platform))]);
        const isOut = world.mailer.taken.length > 0;
        world.clock.pass(LEASE_MS);
        await world.tick();
        await world.tick();
        for (const told of timesTold(both)) {
          expect(told).toBeGreaterThanOrEqual(1);
          expect(told).toBeLessThanOrEqual(isOut ? 2 : 1);
        }
        expect(await Promise.all(both.map(stateOf))).toEqual(['delivered', 'delivered']);
        expect((await world.said()).filter(({ data }) => both.map(idOf).includes(data.activityId))).toHaveLength(2);
      }
    },
  );
});
