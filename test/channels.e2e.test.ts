import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };

async function propose(world: World, days: number, title: string): Promise<string> {
  const body = proposal('tianping', instantIn(world, days, 60), { title });
  const { status, json } = await world.post('/api/activities', body, wait);
  if (status !== 201) throw new Error(JSON.stringify(json));
  return String(json.id);
}

/** What comes from an address of server-sent events until one of them says `wanted`. */
async function heardUntil(address: string, wanted: string, headers: Record<string, string> = {}): Promise<string> {
  const leave = new AbortController();
  const response = await fetch(address, { headers, signal: leave.signal });
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.includes(wanted)) break;
  }
  leave.abort();
  return text;
}

describe('an inbox, on any engine', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
    const channels = [{ channel: 'mail' }, { channel: 'inbox' }];
    const chosen = await world.request('PUT', '/api/organizations/branch/channels', { channels });
    expect(chosen.status).toBe(200);
  });
  afterAll(() => world.end());

  test('tells whoever follows it what happens, and whoever comes back what was missed', async () => {
    const address = `${world.address}/api/inbox/events?organization=branch`;
    const following = heardUntil(address, 'event: message');
    const id = await propose(world, 10, '读书会');
    const first = await following;
    expect(first).toContain(`"activityId":"${id}"`);
    const again = await heardUntil(address, 'event: message', { 'last-event-id': '0' });
    expect(again).toContain('id: 1\nevent: message\n');
    const inbox = await world.get('/api/inbox?organization=branch');
    expect(inbox.json).toMatchObject({ unread: 1, items: [{ number: 1, activityId: id, isRead: false }] });
    const read = await world.post('/api/inbox/read', { organization: 'branch', upTo: 1 });
    expect(read.json).toEqual({ unread: 0 });
  });

  test('of another organization has none of it', async () => {
    await world.post('/api/organizations', { id: 'other', name: '另一党支部', email: 'o@example.org', language: 'zh' });
    expect((await world.get('/api/inbox?organization=other')).json).toEqual({ items: [], unread: 0 });
  });
});

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly type: string; readonly data: { readonly title: string } };
}

describe('a webhook', () => {
  let world: StandaloneWorld;
  let server: Server;
  let url: string;
  const heard: Heard[] = [];
  let status = 200;

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(status).end();
      heard.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    world = await startStandalone({ HUITANG_WEBHOOK_NETWORKS: ['127.0.0.0/8'] });
    await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
  });
  afterEach(async () => {
    await world.end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const nth = async (count: number): Promise<Heard | undefined> => {
    await until(() => heard.length >= count);
    return heard[count - 1];
  };

  test('is told of a confirmed activity, answers 410, and is told nothing more until another is made', async () => {
    const made = await world.post('/api/organizations/branch/webhooks', { url, label: '网站' });
    expect(made.status).toBe(201);
    await propose(world, 10, '读书会');
    expect(await nth(1)).toMatchObject({
      headers: { 'webhook-id': expect.stringMatching(/./), 'webhook-signature': expect.stringMatching(/^v1,/) },
      body: { type: 'activity.confirmed', data: { title: '读书会' } },
    });
    status = 410;
    await propose(world, 11, '第二次');
    await nth(2);
    const deliveries = `/api/organizations/branch/webhooks/${made.json.id}/deliveries`;
    await until(async () => (await world.get('/api/organizations/branch/webhooks')).json.items[0].state === 'disabled');
    const log = await world.get(deliveries);
    expect(log.json.items).toMatchObject([{ tries: [{ status: 410 }] }, { tries: [{ status: 200 }] }]);
    const again = await world.post(`${deliveries}/${log.json.items[1].id}/redeliver`, {});
    expect(again).toMatchObject({ status: 409, json: { code: 'webhook-disabled' } });
    status = 200;
    await world.post('/api/organizations/branch/webhooks', { url, label: '网站' });
    await propose(world, 12, '第三次');
    expect(await nth(3)).toMatchObject({ body: { data: { title: '第三次' } } });
  });
});
