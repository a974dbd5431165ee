import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { center } from './support/centers.ts';
import { newFolder } from './support/folder.ts';
import { freePort } from './support/free-port.ts';
import { type Spawned, spawnPlatform } from './support/process.ts';

const SPANS = new URL('support/printed-spans.js', import.meta.url).href;

let dataDir: string;
let platform: Spawned;
beforeAll(async () => {
  dataDir = newFolder();
  // All it can say: every line of the log, and every span of a trace.
  const under = ['env', 'HUITANG_LOG=debug', `NODE_OPTIONS=--import ${SPANS}`];
  platform = await spawnPlatform({ dataDir, port: await freePort(), under });
});
afterAll(async () => {
  await platform.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

test('the secrets of webhooks and robots are in nothing that is printed, and in no answer but the one that makes them', async () => {
  const told: string[] = [];
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await platform.request(method, `/api/organizations/branch${path}`, body);
    told.push(answer.text);
    return answer;
  };
  const branch = { id: 'branch', name: '第一党支部', email: 'branch@example.org', language: 'zh' };
  await platform.post('/api/organizations', branch);
  const made = await platform.post('/api/organizations/branch/webhooks', {
    url: 'https://example.org/hook?token=canary-in-the-query',
    label: 'a',
  });
  const wecom = { channel: 'wecom', settings: { key: 'canary-of-the-robot' } };
  const wrong = { channel: 'wecom', settings: { key: 'canary of the robot' } };
  expect((await ask('PUT', '/channels', { channels: [wecom] })).status).toBe(200);
  expect((await ask('PUT', '/channels', { channels: [wrong] })).status).toBe(422);
  expect((await ask('PUT', '/channels', { channels: [wecom], more: 1 })).status).toBe(422);
  await ask('GET', '/channels');
  await ask('GET', '/webhooks');
  await ask('GET', `/webhooks/${made.json.id}/deliveries`);
  const secret: string = made.json.secret;
  expect(secret).toMatch(/^whsec_/);
  for (const text of [...told, platform.output()]) {
    expect(text).not.toMatch(/canary/);
    expect(text).not.toContain(secret);
  }
});

/** What is asked with an address: rightly, wrongly, and by programs that are confused. */
async function askInEveryWay(path: string, id: string): Promise<readonly string[]> {
  const asked = [
    path,
    path,
    `${path}?from=2026-01-01T00:00:00Z`,
    `${path}?from=nonsense`,
    `${path}x`,
    `/nowhere${path}`,
  ];
  const answers = [];
  for (const url of asked) answers.push(await platform.get(url, { 'user-agent': 'a calendar', referer: path }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 422, 404, 404]);
  const more = [
    await platform.get(path, { 'if-none-match': answers[0]?.headers.get('etag') ?? '' }),
    await platform.get(path, { 'idempotency-key': 'x' }),
    await platform.request('PUT', path, '{', { 'content-type': 'application/json' }),
    await platform.request('OPTIONS', path),
    await platform.get(`/api/feeds/qr?url=${encodeURIComponent(path)}`),
    await platform.post(`/api/feeds/private/${id}/rotate`, {}),
    await platform.get('/api/feeds/private?type=crew&id=tianping'),
  ];
  // More than a token may: the last ones are told to wait.
  for (let time = 0; time < 40; time += 1) more.push(await platform.get(path));
  expect(more.at(-1)?.status).toBe(429);
  more.push(await platform.request('DELETE', `/api/feeds/private/${id}`), await platform.get(path));
  expect(more.at(-1)?.status).toBe(404);
  const rest = ['/metrics', '/readyz', '/openapi.json', '/api/activities'];
  for (const url of rest) more.push(await platform.get(url));
  return [...answers, ...more].map(({ text, headers }) => `${JSON.stringify([...headers])} ${text}`);
}

test('the secret of a private feed is in nothing that is printed, measured, traced or answered, and in no file', async () => {
  await platform.post('/api/centers', center('tianping', [{ id: 'tianping-hall' }]));
  let made = await platform.post('/api/feeds/private', { feed: { type: 'crew', id: 'tianping' }, label: 'desk' });
  for (; made.status === 404; ) {
    made = await platform.post('/api/feeds/private', { feed: { type: 'crew', id: 'tianping' }, label: 'desk' });
  }
  const path = new URL(made.json.url).pathname;
  const secret = path.split('.')[1] ?? '';
  expect(secret).toHaveLength(43);
  const answers = await askInEveryWay(path, made.json.id);
  await platform.stop();
  expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
  // It says much, so that what it does not say means something.
  for (const said of ['"route":"/f/{token}.ics"', 'span {"name":"GET /f/{token}.ics"'])
    expect(platform.output()).toContain(said);
  expect(platform.output()).not.toContain(secret);
  const kept = filesIn(dataDir).filter((file) => readFileSync(file).includes(secret));
  expect(kept).toEqual([]);
}, 60_000);
