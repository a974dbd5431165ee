import { createHmac } from 'node:crypto';
import { Fault } from '@huitang/runtime';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { endpointsOf } from '../../src/webhooks/endpoint.ts';
import { cancelled, confirmed, declined, idOf, NOW } from '../given.ts';
import { startWorld, type World } from '../world.ts';
import { type EndpointServer, startEndpoint } from './endpoint-server.ts';

const HOUR_MS = 3_600_000;
const id = idOf(1);
const BASE = '/api/organizations/hengshan-branch/webhooks';

let world: World;
let endpoint: EndpointServer;

beforeEach(async () => {
  world = await startWorld({ http: fetchHttpClient({ inside: ['127.0.0.0/8'] }) });
  endpoint = await startEndpoint();
});
afterEach(async () => {
  await world.end();
  await endpoint.close();
});

interface Made {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly webhookId: string;
  readonly tries: readonly { status?: number; error?: string }[];
}

async function make(path = '/hook'): Promise<Made> {
  const body = { url: `${endpoint.url}${path}`, label: '支部网站' };
  const { status, json } = await world.request('POST', BASE, body);
  expect(status).toBe(201);
  return json as Made;
}

const confirm = (number = 1, change = {}) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number), ...change }));

const entry = async (message = 'confirmed') =>
  (await world.deliveries(id)).find((one) => one.channel === 'webhook' && one.message === message);

const logOf = async (made: Made, query = ''): Promise<readonly Shown[]> =>
  ((await world.request('GET', `${BASE}/${made.id}/deliveries${query}`)).json as { items: Shown[] }).items;

const state = async (made: Made): Promise<string | undefined> => {
  const { json } = await world.request('GET', BASE);
  return (json as { items: Made[] }).items.find((one) => one.id === made.id)?.state;
};

describe('a webhook', () => {
  test('is told what its organization is told, signed so that the library of the specification takes it', async () => {
    const made = await make();
    await confirm();
    expect(endpoint.heard).toEqual([]);
    await world.post();
    const [heard] = endpoint.heard;
    if (!heard) throw new Error('nothing came');
    // The library looks at its own clock: what is signed is checked by hand, with the time that was sent.
    const [webhookId, timestamp] = [heard.headers['webhook-id'], heard.headers['webhook-timestamp']];
    const key = Buffer.from(made.secret.replace('whsec_', ''), 'base64');
    const signature = createHmac('sha256', key).update(`${webhookId}.${timestamp}.${heard.body}`).digest('base64');
    expect(heard.headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(new Webhook(made.secret).sign(String(webhookId), new Date(Number(timestamp) * 1000), heard.body)).toBe(
      `v1,${signature}`,
    );
    expect(Number(timestamp)).toBe(NOW / 1000);
    expect(heard.headers['content-type']).toBe('application/json');
    expect(JSON.parse(heard.body)).toMatchObject({
      type: 'activity.confirmed',
      timestamp: new Date(NOW).toISOString(),
      data: {
        activityId: id,
        revision: 1,
        organizationId: 'hengshan-branch',
        title: '新党员入党宣誓仪式',
        center: { id: 'tianping', timeZone: 'Asia/Shanghai' },
        start: '2026-07-02T01:00:00Z',
        announced: true,
        url: `http://localhost:8080/activities/${id}`,
      },
    });
    expect(heard.body).not.toContain('@example.org');
    expect(await entry()).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  test('tells each sort of message in its own shape', async () => {
    await make();
    await world.say(`activity/${idOf(2)}`, 'ActivityDeclined', declined({ activityId: idOf(2) }));
    await confirm();
    await world.say(`activity/${id}`, 'ActivityCancelled', cancelled());
    await world.post();
    const told = endpoint.heard.map(({ body }) => JSON.parse(body)).map(({ type, data }) => [type, Object.keys(data)]);
    const about = ['activityId', 'revision', 'organizationId', 'title', 'kind', 'headcount', 'center'];
    expect(Object.fromEntries(told)).toEqual({
      'activity.declined': [...about, 'reasons', 'nearest', 'url'],
      'activity.cancelled': [...about, 'start', 'end', 'url'],
    });
  });

  test('is told nothing of what happened before there was one, also when old events come again', async () => {
    await confirm();
    world.clock.pass(1);
    await make();
    await world.hearAgain();
    await world.post();
    expect(endpoint.heard).toEqual([]);
    expect((await world.deliveries(id)).map(({ channel }) => channel)).toEqual(['mail', 'mail', 'mail']);
    await world.tick();
    expect(world.mailer.taken).toHaveLength(1);
  });

  test('that is removed is told nothing more, and nothing of it is left', async () => {
    const made = await make('/hook?token=canary');
    await confirm();
    expect(await world.request('DELETE', `${BASE}/${made.id}`)).toMatchObject({ status: 204 });
    await world.post();
    expect(endpoint.heard).toEqual([]);
    expect(await entry()).toMatchObject({ state: 'dropped', error: 'switched-off' });
    expect(await world.platform.vault.subjects('webhook/', 10)).toEqual([]);
    expect(await world.request('DELETE', `${BASE}/${made.id}`)).toMatchObject({ status: 404 });
  });

  test('never shows its secret again, nor the query of its address', async () => {
    const made = await make('/hook?token=canary');
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { text, json } = await world.request('GET', BASE);
    expect(text).not.toContain(made.secret);
    expect(text).not.toContain('canary');
    expect(json).toMatchObject({ items: [{ id: made.id, label: '支部网站', url: `${endpoint.url}/hook` }] });
    await confirm();
    await world.post();
    expect(JSON.stringify(await logOf(made))).not.toContain('canary');
    expect(JSON.stringify(await world.said())).not.toContain('canary');
  });

  test('that is made again under its key is the same, and its secret is told no more', async () => {
    const body = { url: endpoint.url, label: 'a' };
    const keyed = () => world.request('POST', BASE, body, { 'idempotency-key': 'k' });
    const first = await keyed();
    const second = await keyed();
    expect([first.status, second.status]).toEqual([201, 200]);
    expect((second.json as Made).id).toBe((first.json as Made).id);
    expect((second.json as Made).secret).toBeUndefined();
  });

  test.each([
    ['http', { url: 'http://example.org/hook' }, 'url'],
    ['no address', { url: 'hook' }, 'url'],
    ['another protocol', { url: 'ftp://example.org/' }, 'url'],
    ['a password', { url: 'https://me:pass@example.org/' }, 'url'],
    ['a name that only begins like this machine', { url: 'http://127.0.0.1.example.org/' }, 'url'],
    ['no label', { label: '' }, 'label'],
    ['an unknown field', { secret: 'mine' }, 'secret'],
  ])('with %s is refused by its field', async (_, change, field) => {
    const { status, json } = await world.request('POST', BASE, { url: 'https://example.org/', label: 'a', ...change });
    expect({ status, ...(json as object) }).toMatchObject({ status: 422, code: 'invalid-request' });
    expect((json as { errors: { field: string }[] }).errors[0]?.field).toBe(field);
  });

  test('of an organization that nobody knows, or one more than ten, is refused', async () => {
    const body = { url: 'https://example.org/', label: 'a' };
    const nobody = await world.request('POST', '/api/organizations/nobody/webhooks', body);
    expect(nobody).toMatchObject({ status: 404, json: { code: 'unknown-organization' } });
    for (let count = 0; count < 10; count += 1) await make();
    expect(await world.request('POST', BASE, body)).toMatchObject({ status: 409, json: { code: 'too-many-webhooks' } });
  });
});

describe('a secret that is changed', () => {
  test('signs beside the one before for as long as was asked, and alone after that', async () => {
    const made = await make();
    const rotated = await world.request('POST', `${BASE}/${made.id}/rotate`, { graceHours: 1 });
    const next = rotated.json as Made;
    expect(next.secret).not.toBe(undefined);
    await confirm();
    await world.post();
    world.clock.pass(HOUR_MS);
    await confirm(2);
    await world.post();
    const signatures = endpoint.heard.map(({ headers }) => String(headers['webhook-signature']).split(' ').length);
    expect(signatures).toEqual([2, 1]);
  });

  test('stays beside the new one where the request comes twice, until the time of the first', async () => {
    const made = await make();
    const endpoints = endpointsOf(world.platform);
    const kept = await endpoints.get('hengshan-branch', made.id);
    if (!kept) throw new Error('no endpoint');
    const [until, later] = ['2026-07-01T00:00:00.000Z', '2026-07-02T00:00:00.000Z'];
    await endpoints.rotate(kept, 'whsec_b', until, 'first');
    await endpoints.rotate(kept, 'whsec_c', later, 'first');
    const access = await endpoints.accessTo(kept);
    expect(access).toMatchObject({ secret: 'whsec_c', earlier: { secret: made.secret, until } });
    await endpoints.rotate(kept, 'whsec_d', later, 'second');
    const next = await endpoints.accessTo(kept);
    expect(next).toMatchObject({ secret: 'whsec_d', earlier: { secret: 'whsec_c', until: later } });
  });
});

test('a webhook whose secret could not be erased can be removed again', async () => {
  const made = await make();
  const { records, clock, vault } = world.platform;
  const busy = {
    ...vault,
    erase: async () => {
      throw new Fault('storage-unavailable', 'is being read', { retriable: true });
    },
  };
  const endpoints = endpointsOf({ records, clock, vault: busy });
  const kept = await endpoints.get('hengshan-branch', made.id);
  if (!kept) throw new Error('no endpoint');
  await expect(endpoints.remove(kept)).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect((await world.request('DELETE', `${BASE}/${made.id}`)).status).toBe(204);
  expect(await endpoints.accessTo(kept)).toBe(undefined);
});

describe('an endpoint that does not take it', () => {
  test('is tried again with growing waits for three days, under the same id, and then given up', async () => {
    const made = await make();
    endpoint.answer = (response) => response.writeHead(500).end();
    await confirm(1, { start: '2026-06-28T08:30:00Z', end: '2026-06-28T10:00:00Z' });
    const waits: number[] = [];
    for (let count = 0; count < 20 && (await entry())?.state === 'planned'; count += 1) {
      const { at = '' } = (await entry()) ?? {};
      waits.push(Date.parse(at) - world.clock.now());
      world.clock.moveTo(at);
      await world.post();
    }
    const minutes = waits.map((ms) => Math.round(ms / 60_000));
    expect(minutes).toEqual([0, 0, 6, 33, 132, 330, 660, 924, 1320, 1584]);
    expect(world.clock.now() - NOW).toBeGreaterThan(72 * HOUR_MS);
    expect(await entry()).toMatchObject({ state: 'failed', attempts: 10, error: 'the endpoint answered 500' });
    expect(new Set(endpoint.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await logOf(made)).toMatchObject([
      { state: 'failed', tries: Array.from({ length: 10 }, () => ({ status: 500 })) },
    ]);
  });

  test('and says that it is gone is told nothing more', async () => {
    const made = await make();
    endpoint.answer = (response) => response.writeHead(410).end();
    await confirm(1);
    await confirm(2);
    await world.post();
    expect(await state(made)).toBe('disabled');
    expect(await entry()).toMatchObject({ state: 'failed', error: 'the endpoint answered 410' });
    const heard = endpoint.heard.length;
    await confirm(3);
    await world.post();
    expect(endpoint.heard).toHaveLength(heard);
    expect((await world.deliveries(idOf(3))).map(({ channel }) => channel)).toEqual(['mail', 'mail', 'mail']);
  });

  test.each([
    ['so many seconds', '7200'],
    ['a moment', new Date(NOW + 2 * HOUR_MS).toUTCString()],
  ])('and asks to be left alone for %s is', async (_, retryAfter) => {
    await make();
    endpoint.answer = (response) => response.writeHead(429, { 'Retry-After': retryAfter }).end();
    await confirm();
    await world.post();
    expect(await entry()).toMatchObject({ state: 'planned', at: new Date(NOW + 2 * HOUR_MS).toISOString() });
    endpoint.answer = (response) => response.end();
    world.clock.pass(2 * HOUR_MS);
    await world.post();
    expect(await entry()).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  test('and sends elsewhere is not followed there', async () => {
    await make();
    endpoint.answer = (response) => response.writeHead(302, { Location: '/elsewhere' }).end();
    await confirm();
    await world.post();
    expect(endpoint.heard.map(({ path }) => path)).toEqual(['/hook']);
    expect(await entry()).toMatchObject({
      state: 'planned',
      error: 'the endpoint answered 302, and redirects are not followed',
    });
  });

  test('and dies half way is tried again', async () => {
    const made = await make();
    endpoint.answer = (response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    };
    await confirm();
    await world.post();
    const host = new URL(endpoint.url).host;
    expect(await logOf(made)).toMatchObject([
      { state: 'planned', tries: [{ error: `${host} did not answer completely` }] },
    ]);
  });

  test('because nobody is there is tried again, and reached when somebody is', async () => {
    await make();
    const port = Number(new URL(endpoint.url).port);
    await endpoint.close();
    await confirm();
    await world.post();
    expect(await entry()).toMatchObject({ state: 'planned', attempts: 1 });
    endpoint = await startEndpoint(port);
    world.clock.pass(HOUR_MS);
    await world.post();
    expect(await entry()).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  test('keeps neither mails nor another endpoint waiting', async () => {
    const other = await startEndpoint();
    const held: (() => void)[] = [];
    endpoint.answer = (response) => held.push(() => response.end());
    await make();
    await world.request('POST', BASE, { url: other.url, label: 'b' });
    for (let number = 1; number <= 10; number += 1) await confirm(number);
    const posting = world.post();
    await world.tick();
    for (; other.heard.length < 10; ) await new Promise((resolve) => setImmediate(resolve));
    expect(world.mailer.taken).toHaveLength(10);
    expect(endpoint.heard.length).toBeLessThanOrEqual(4);
    endpoint.answer = (response) => response.end();
    for (const end of held) end();
    await posting;
    expect(endpoint.heard).toHaveLength(10);
    await other.close();
  });
});

test('an address inside is never asked where nobody allows it, and what was to go there has failed', async () => {
  await world.end();
  world = await startWorld({ http: fetchHttpClient() });
  const made = await make();
  await confirm();
  await world.post();
  expect(endpoint.heard).toEqual([]);
  expect(await entry()).toMatchObject({ state: 'failed' });
  expect((await logOf(made))[0]?.tries[0]?.error).toMatch(/leads inside/);
});

describe('the log of a webhook', () => {
  const redeliver = (made: Made, delivery: Shown | undefined, key = 'k') =>
    world.request('POST', `${BASE}/${made.id}/deliveries/${delivery?.id}/redeliver`, {}, { 'idempotency-key': key });

  test('has what was sent and what came of it, page by page, the newest first', async () => {
    const made = await make();
    for (let number = 1; number <= 3; number += 1) {
      await confirm(number);
      await world.post();
      world.clock.pass(1_000);
    }
    const [first] = await logOf(made, '?limit=1');
    const rest = await logOf(made, `?limit=2&cursor=${first?.id}`);
    expect([first, ...rest].map((shown) => (shown as { activityId?: string }).activityId)).toEqual([3, 2, 1].map(idOf));
    expect(first).toMatchObject({ state: 'delivered', message: 'confirmed', tries: [{ status: 200 }] });
    for (const query of ['?cursor=x', '?limit=0', '?colour=red']) {
      expect(await world.request('GET', `${BASE}/${made.id}/deliveries${query}`)).toMatchObject({ status: 422 });
    }
  });

  test('sends something once more when asked to, once for each request, under the id it had', async () => {
    const made = await make();
    await confirm();
    await world.post();
    const [delivery] = await logOf(made);
    expect(await redeliver(made, delivery)).toMatchObject({ status: 202, json: { state: 'planned' } });
    await world.post();
    expect(await redeliver(made, delivery)).toMatchObject({ status: 202, json: { state: 'delivered' } });
    await world.post();
    expect(endpoint.heard).toHaveLength(2);
    expect(new Set(endpoint.heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.webhookId]));
    expect(await logOf(made)).toMatchObject([{ id: delivery?.id, tries: [{ status: 200 }, { status: 200 }] }]);
    await redeliver(made, delivery, 'another');
    await world.post();
    expect(endpoint.heard).toHaveLength(3);
  });

  test('sends what had failed although it is over, and nothing that has been overtaken', async () => {
    const made = await make();
    endpoint.answer = (response) => response.writeHead(410).end();
    await confirm();
    await world.post();
    const [delivery] = await logOf(made);
    expect(await redeliver(made, delivery)).toMatchObject({ status: 409, json: { code: 'webhook-disabled' } });
    const second = await make();
    endpoint.answer = (response) => response.end();
    await confirm(2);
    await world.post();
    const [old] = await logOf(second);
    world.clock.moveTo('2026-07-05T00:00:00Z');
    await redeliver(second, old, 'late');
    await world.post();
    expect(endpoint.heard).toHaveLength(3);
    await confirm(2, { revision: 2 });
    await redeliver(second, old, 'overtaken');
    await world.post();
    expect((await logOf(second)).find((shown) => shown.id === old?.id)).toMatchObject({ state: 'dropped' });
  });

  test('knows only its own deliveries', async () => {
    const made = await make();
    await confirm();
    await world.post();
    const [delivery] = await logOf(made);
    const other = await make();
    expect(await redeliver(other, delivery)).toMatchObject({ status: 404, json: { code: 'unknown-delivery' } });
    expect(await logOf(other)).toEqual([]);
    const strangers = `/api/organizations/other-branch/webhooks/${made.id}/deliveries`;
    expect(await world.request('GET', strangers)).toMatchObject({ status: 404, json: { code: 'unknown-webhook' } });
  });
});
