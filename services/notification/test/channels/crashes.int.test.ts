import type { HttpClient } from '@huitang/runtime';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LEASE_MS } from '../../src/ledger.ts';
import { confirmed, idOf } from '../given.ts';
import { instrumented, mortal } from '../instrumented.ts';
import { postOf, startWorld, type World } from '../world.ts';

let world: World;

afterEach(() => world.end());

/** A net on which everybody takes everything, and what was taken. */
function net(): HttpClient & { readonly taken: string[] } {
  const taken: string[] = [];
  return {
    taken,
    async request({ url, headers = {} }) {
      taken.push(headers['webhook-id'] ?? url);
      return { status: 200, headers: {}, body: '{"errcode":0,"errmsg":"ok"}' };
    },
  };
}

const confirm = (number: number) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number) }));

const entry = async (number: number) => (await world.deliveries(idOf(number)))[0];
const said = async (number: number) =>
  (await world.said()).filter(({ type, data }) => type === 'NotificationDelivered' && data.activityId === idOf(number));

/** Every call of a port that telling once makes, in order. */
async function callsOfOne(): Promise<string[]> {
  const calls: string[] = [];
  await confirm(1);
  const before = async (name: string): Promise<void> => {
    calls.push(name);
  };
  await postOf(world.instance(instrumented(world.platform, { before })));
  return calls;
}

/** Dies at the `index`th call, is taken over when the lease is over, and comes to its end. */
async function dieAndGoOn(index: number, mode: 'before' | 'after', number: number): Promise<string> {
  await confirm(number);
  const { platform, death } = mortal(world.platform, mode, (_, count) => count === index);
  postOf(world.instance(platform));
  const name = await death;
  await world.post();
  world.clock.pass(LEASE_MS);
  await world.post();
  return name;
}

const BASE = '/api/organizations/hengshan-branch';

const overHttp = [
  ['a webhook', () => world.request('POST', `${BASE}/webhooks`, { url: 'https://example.org/', label: 'a' })],
  [
    'a robot',
    () =>
      world.request('PUT', `${BASE}/channels`, {
        channels: [{ channel: 'wecom', settings: { key: 'canary00-1111' } }],
      }),
  ],
] as const;

describe('a process that dies while it tells', () => {
  test.each(overHttp)(
    '%s makes it be told in the end at every step, once more only if it may be out',
    async (_, on) => {
      const http = net();
      world = await startWorld({ http });
      await on();
      if (_ === 'a webhook') await world.request('PUT', `${BASE}/channels`, { channels: [{ channel: 'webhook' }] });
      const calls = await callsOfOne();
      const sending = calls.indexOf('http.request');
      const saying = calls.indexOf('log.append');
      expect(sending).toBeGreaterThan(0);
      expect(saying).toBeGreaterThan(sending);
      let number = 1;
      for (const mode of ['before', 'after'] as const) {
        for (const [index, name] of calls.entries()) {
          number += 1;
          http.taken.length = 0;
          expect(await dieAndGoOn(index + 1, mode, number)).toBe(name);
          const wasOut = index > sending || (index === sending && mode === 'after');
          const isSaid = index > saying || (index === saying && mode === 'after');
          const sent = wasOut && !isSaid ? 2 : 1;
          expect({ mode, name, index, sent: http.taken.length }).toEqual({ mode, name, index, sent });
          expect(new Set(http.taken).size).toBe(1);
          expect(await entry(number)).toMatchObject({ message: 'confirmed', state: 'delivered' });
          expect(await said(number)).toHaveLength(1);
        }
      }
    },
  );

  test('an inbox puts it there once at every step', async () => {
    world = await startWorld();
    await world.request('PUT', `${BASE}/channels`, { channels: [{ channel: 'inbox' }] });
    const calls = await callsOfOne();
    expect(calls.filter((name) => name === 'log.append')).toHaveLength(2);
    let number = 1;
    for (const mode of ['before', 'after'] as const) {
      for (const [index, name] of calls.entries()) {
        number += 1;
        expect(await dieAndGoOn(index + 1, mode, number)).toBe(name);
        expect({ mode, name, index, ...(await entry(number)) }).toMatchObject({
          mode,
          name,
          index,
          state: 'delivered',
        });
      }
    }
    const { json } = await world.request('GET', '/api/inbox?organization=hengshan-branch&limit=200');
    const told = (json as { items: { activityId: string }[] }).items.map(({ activityId }) => activityId);
    expect([...told].sort()).toEqual(Array.from({ length: number }, (_, index) => idOf(index + 1)));
  });
});
