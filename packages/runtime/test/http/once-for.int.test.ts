import { type Call, idempotencyKeys, type Keyed, onceFor, type Reply, type Route, route } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Edge, startEdge } from './world.ts';

const DAY_MS = 86_400_000;

/** A lamp that is put on and off, whose log remembers nobody who found it on. */
class Lamp {
  isOn = true;
  isBroken = false;
  /** How often it was put on. */
  puts = 0;

  async putOn(asking: Pick<Call<unknown, unknown, unknown>, 'keyed'>): Promise<Reply> {
    const outcome = await onceFor<{ ok: true; unchanged: boolean } | { ok: false }>(
      asking,
      async () => this.#decide(),
      async () => ({ ok: true, unchanged: true }),
    );
    return outcome.ok ? { status: 200, body: { isOn: this.isOn } } : { status: 409, body: { code: 'broken' } };
  }

  #decide(): { ok: true; unchanged: boolean } | { ok: false } {
    if (this.isBroken) return { ok: false };
    const unchanged = this.isOn;
    this.isOn = true;
    this.puts += unchanged ? 0 : 1;
    return { ok: true, unchanged };
  }
}

let lamp: Lamp;
let edge: Edge;

const routes = (): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/lamps/{id}/on',
    operationId: 'putOn',
    tag: 'Lamps',
    summary: 'Put a lamp on',
    params: z.object({ id: z.string() }),
    responses: { 200: { description: 'it is on' } },
    handle: (call) => lamp.putOn(call),
  }),
];

beforeEach(async () => {
  lamp = new Lamp();
  edge = await startEdge(routes());
});
afterEach(() => edge.end());

const putOn = (key = 'k1', id = 'a') =>
  edge.ask('POST', `/api/lamps/${id}/on`, { headers: key === '' ? {} : { 'idempotency-key': key } });

describe('over HTTP', () => {
  test('who found it so is told yes again, whatever has become of it, and nothing is done', async () => {
    expect(await putOn()).toMatchObject({ status: 200, json: { isOn: true } });
    lamp.isOn = false;
    expect(await putOn()).toMatchObject({ status: 200, json: { isOn: false } });
    lamp.isBroken = true;
    expect(await putOn()).toMatchObject({ status: 200 });
    expect(lamp.puts).toBe(0);
  });

  test('who has put it on is known where that is written down, and not here', async () => {
    lamp.isOn = false;
    await putOn();
    lamp.isBroken = true;
    expect(await putOn()).toMatchObject({ status: 409 });
  });

  test('another key, or none, asks anew; another lamp under the same one is refused', async () => {
    await putOn();
    expect(await putOn('k1', 'b')).toMatchObject({ status: 422, json: { code: 'command-reused' } });
    lamp.isBroken = true;
    expect(await putOn('k2')).toMatchObject({ status: 409 });
    expect(await putOn('')).toMatchObject({ status: 409 });
  });

  test('for a week', async () => {
    await putOn();
    lamp.isBroken = true;
    edge.shift(7 * DAY_MS - 60_000);
    expect(await putOn()).toMatchObject({ status: 200 });
    edge.shift(60_000);
    expect(await putOn()).toMatchObject({ status: 409 });
  });

  test('after it nothing is kept of the key any more', async () => {
    await putOn();
    edge.shift(7 * DAY_MS + 60_000);
    await putOn('k2');
    const noted = await edge.platform.records.set('http-unchanged').list('', 10);
    expect(noted.map(({ key }) => key.split('/')[1])).toEqual(['k2']);
  });
});

describe('two of one key at once, in processes of their own', () => {
  const use = { principalId: 'demo', key: 'k1', operationId: 'putOn', hash: 'h' };
  const other = { ...use, hash: 'another body' };
  const reused = { status: 422, body: { code: 'command-reused' } };

  const keys = () => edge.platform.records.set('http-idempotency');

  /** A request that is under way until it is told its answer. */
  async function begun(asked = use) {
    let keyed: Keyed | undefined;
    let answer = (_: Reply): void => {};
    const answered = new Promise<Reply>((resolve) => {
      answer = resolve;
    });
    const reply = idempotencyKeys(edge.platform).once(asked, async (given) => {
      keyed = given;
      return answered;
    });
    while (!keyed) await new Promise(setImmediate);
    return { keyed, reply, answer };
  }

  /** What a request like this one is told of others before it begins, or how it is refused. */
  async function told(asked = use): Promise<boolean | Reply> {
    let isSo: boolean | undefined;
    const reply = await idempotencyKeys(edge.platform).once(asked, async (keyed) => {
      isSo = keyed.isSo;
      return { status: 200 };
    });
    return isSo ?? reply;
  }

  const ended = async ({ reply, answer }: Awaited<ReturnType<typeof begun>>, status: number): Promise<void> => {
    answer({ status });
    await reply;
  };

  test('the first of them, refused when the second has found it so, is told', async () => {
    const [first, second] = [await begun(), await begun()];
    await second.keyed.noteSo();
    expect([first.keyed.isSo, await first.keyed.wasSo()]).toEqual([false, true]);
    await ended(second, 200);
    await ended(first, 409);
    expect(await told()).toBe(true);
  });

  test('the second of them finds it so when the first has given the key back: its repeat is no new request', async () => {
    const [first, second] = [await begun(), await begun()];
    await ended(first, 409);
    await second.keyed.noteSo();
    await ended(second, 200);
    expect(await told()).toBe(true);
  });

  test('a refusal that gives the key back late takes no note away', async () => {
    const [first, second] = [await begun(), await begun()];
    await second.keyed.noteSo();
    await ended(second, 200);
    // It had not looked once more when it was refused.
    await ended(first, 409);
    expect(await keys().get('demo/k1')).toBeUndefined();
    expect(await told()).toBe(true);
  });

  test('what one of them found is nothing to another request that has got the key meanwhile, and stays', async () => {
    const [first, second] = [await begun(), await begun()];
    await ended(first, 409);
    const corrected = await begun(other);
    await second.keyed.noteSo();
    expect(await corrected.keyed.wasSo()).toBe(false);
    await ended(corrected, 200);
    await ended(second, 200);
    expect(await told(other)).toBe(false);
    expect(await told()).toBe(true);
    expect(await told({ ...use, hash: 'a third body' })).toMatchObject(reused);
  });

  test('a note whose caller was told of a failure counts all the same', async () => {
    const first = await begun();
    await first.keyed.noteSo();
    await ended(first, 503);
    expect(await told()).toBe(true);
  });
});
