import { Fault } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ATTEMPTS_MAX } from '../src/domain/retry.ts';
import { LEASE_MS } from '../src/ledger.ts';
import { cancelled, confirmed, idOf } from './given.ts';
import { type Hooks, instrumented, mortal } from './instrumented.ts';
import { startWorld, tickOf, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const confirm = (number: number) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number) }));

const idsOf = (): string[] => world.mailer.taken.map(({ messageId }) => messageId);

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

describe('several instances on the same records', () => {
  test.each([2, 3, 5])('%d of them send each mail once', async (count) => {
    for (let number = 1; number <= 30; number += 1) await confirm(number);
    const instances = Array.from({ length: count }, () => world.instance(instrumented(world.platform, dawdling())));
    await Promise.all(instances.map(tickOf));
    expect(idsOf()).toHaveLength(30);
    expect(new Set(idsOf()).size).toBe(30);
    for (let number = 1; number <= 30; number += 1) {
      expect((await world.deliveries(idOf(number)))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
    }
    expect(await world.said()).toHaveLength(30);
  });

  test('leave a mail alone that one of them is sending, for as long as the lease lasts', async () => {
    await confirm(1);
    const { tick, begun, goOn } = stalled();
    await begun;
    world.clock.pass(LEASE_MS - 1);
    await world.tick();
    expect(idsOf()).toEqual([]);
    goOn();
    await tick;
    await world.tick();
    expect(idsOf()).toHaveLength(1);
  });

  test('agree on the outcome when one that stalled past its lease comes back after all', async () => {
    await confirm(1);
    const { tick, begun, goOn } = stalled();
    await begun;
    world.clock.pass(LEASE_MS);
    await world.tick();
    goOn();
    await tick;
    expect(new Set(idsOf()).size).toBe(1);
    expect(idsOf()).toHaveLength(2);
    expect(await world.said()).toMatchObject([{ type: 'NotificationDelivered', data: { attempts: 2 } }]);
    expect((await world.deliveries(idOf(1)))[0]).toMatchObject({ state: 'delivered', attempts: 2 });
    await world.tick();
    expect(idsOf()).toHaveLength(2);
  });

  test('do not drop, when the activity is cancelled, what one of them has in its hands', async () => {
    await confirm(1);
    const { tick, begun, goOn } = stalled();
    await begun;
    await world.say(`activity/${idOf(1)}`, 'ActivityCancelled', cancelled());
    const states = async () => (await world.deliveries(idOf(1))).map(({ message, state }) => `${message} ${state}`);
    expect(await states()).toEqual([
      'confirmed planned',
      'cancelled planned',
      'reminder-day dropped',
      'reminder-hour dropped',
    ]);
    goOn();
    await tick;
    expect(await states()).toContain('confirmed delivered');
  });
});

/** An instance that stands still when it is about to hand its first mail over, until it is told to go on. */
function stalled() {
  let begin = (): void => {};
  let goOn = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const before = async (name: string): Promise<void> => {
    if (name !== 'mailer.send') return;
    begin();
    await told;
  };
  return { begun, goOn: () => goOn(), tick: tickOf(world.instance(instrumented(world.platform, { before }))) };
}

/** Every call of a port that sending one mail makes, in order. */
async function callsOfOneMail(): Promise<string[]> {
  const calls: string[] = [];
  await confirm(1);
  const before = async (name: string): Promise<void> => {
    calls.push(name);
  };
  await tickOf(world.instance(instrumented(world.platform, { before })));
  return calls;
}

/** One instance that dies at its `index`th call, on a fresh activity. */
async function dieAt(index: number, mode: 'before' | 'after', number: number): Promise<string> {
  await confirm(number);
  const { platform, death } = mortal(world.platform, mode, (_, count) => count === index);
  tickOf(world.instance(platform));
  return death;
}

describe('a process that dies while it sends a mail', () => {
  test('makes it be sent in the end at every one of its steps, at most once more, and only if the mail may be out', async () => {
    const calls = await callsOfOneMail();
    expect(calls).toContain('mailer.send');
    const mailing = calls.indexOf('mailer.send');
    let number = 1;
    for (const mode of ['before', 'after'] as const) {
      for (const [index, name] of calls.entries()) {
        number += 1;
        world.mailer.taken.length = 0;
        expect(await dieAt(index + 1, mode, number)).toBe(name);
        await world.tick();
        world.clock.pass(LEASE_MS);
        await world.tick();
        const wasOut = index > mailing || (index === mailing && mode === 'after');
        const isSaid = index > calls.indexOf('log.append') || (name === 'log.append' && mode === 'after');
        expect({ mode, name, index, sent: idsOf().length }).toEqual({
          mode,
          name,
          index,
          sent: wasOut && !isSaid ? 2 : 1,
        });
        expect(new Set(idsOf()).size).toBe(1);
        expect((await world.deliveries(idOf(number)))[0]).toMatchObject({ message: 'confirmed', state: 'delivered' });
        expect((await world.said()).filter(({ data }) => data.activityId === idOf(number))).toHaveLength(1);
      }
    }
  });

  test('makes a mail that is refused for good end as failed, said once, at every one of its steps', async () => {
    world.mailer.refuse = () => new Fault('mail-refused', 'the mail server answered 550', { retriable: false });
    const calls = await callsOfOneMail();
    expect(calls).toContain('log.append');
    let number = 1;
    for (const mode of ['before', 'after'] as const) {
      for (const [index, name] of calls.entries()) {
        number += 1;
        expect(await dieAt(index + 1, mode, number)).toBe(name);
        await world.tick();
        world.clock.pass(LEASE_MS);
        await world.tick();
        const [entry] = await world.deliveries(idOf(number));
        const said = (await world.said()).filter(({ data }) => data.activityId === idOf(number));
        expect({ mode, name, index, state: entry?.state, said: said.map(({ type }) => type) }).toEqual({
          mode,
          name,
          index,
          state: 'failed',
          said: ['NotificationFailed'],
        });
      }
    }
  });

  test('is replaced only when its lease is over', async () => {
    await dieAt(1 + (await callsOfOneMail()).indexOf('mailer.send'), 'before', 2);
    world.mailer.taken.length = 0;
    world.clock.pass(LEASE_MS - 1);
    await world.tick();
    expect(idsOf()).toEqual([]);
    world.clock.pass(1);
    await world.tick();
    expect(idsOf()).toHaveLength(1);
    expect((await world.deliveries(idOf(2)))[0]).toMatchObject({ state: 'delivered', attempts: 2 });
  });
});

test('a mail that kills whoever sends it has failed after the last attempt', async () => {
  await confirm(1);
  let deaths = 0;
  for (let count = 0; count < 2 * ATTEMPTS_MAX; count += 1) {
    const { platform, death } = mortal(world.platform, 'before', (name) => name === 'mailer.send');
    const end = await Promise.race([tickOf(world.instance(platform)), death]);
    if (end) deaths += 1;
    world.clock.pass(LEASE_MS);
  }
  expect(deaths).toBe(ATTEMPTS_MAX);
  expect((await world.deliveries(idOf(1)))[0]).toMatchObject({ state: 'failed' });
  expect(await world.said()).toMatchObject([{ type: 'NotificationFailed' }]);
});
