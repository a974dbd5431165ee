import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { center, proposal } from './support/centers.ts';
import type { Answer } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { type Spawned, spawnPlatform } from './support/process.ts';
import { found } from './support/until.ts';

const RIVALS = 200;
const dataDir = mkdtempSync(join(tmpdir(), 'huitang-kill-'));
let port: number;

beforeAll(async () => {
  port = await freePort();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const inDays = (days: number, hour: number): string =>
  `${new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000 + hour * 3_600_000).toISOString().slice(0, 19)}Z`;

const start = inDays(3, 2);
const rival = (index: number) => proposal('kill', start, { title: `竞争者 ${index}` });
const key = (index: number) => ({ 'idempotency-key': `rival-${index}` });

/** All proposals at once; the process dies when so many have been answered. Those answered 2xx. */
async function proposeUntilKilled(platform: Spawned, answersMax: number): Promise<Map<number, Answer>> {
  const acknowledged = new Map<number, Answer>();
  let answered = 0;
  await Promise.all(
    Array.from({ length: RIVALS }, async (_, index) => {
      const answer = await platform.post('/api/activities', rival(index), key(index)).catch(() => undefined);
      if (answer && answer.status < 300) acknowledged.set(index, answer);
      answered += 1;
      if (answered === answersMax) await platform.kill();
    }),
  );
  await platform.kill();
  return acknowledged;
}

async function statusOf(platform: Spawned, id: string): Promise<string> {
  return found(async () => {
    const { json } = await platform.get(`/api/activities/${id}`);
    return json?.status === 'proposed' ? undefined : (json?.status ?? 'lost');
  });
}

const useOf = async (platform: Spawned): Promise<unknown[]> => {
  const { json } = await platform.get(`/api/centers/kill/use?from=${inDays(3, 0)}&to=${inDays(4, 0)}`);
  return json.resources.flatMap(({ reservations }: { reservations: unknown[] }) => reservations);
};

test('200 rivals, killed in the middle and started again: nothing acknowledged is lost, one has the hall, repeats agree', async () => {
  let platform = await spawnPlatform({ dataDir, port });
  const opened = await platform.post('/api/centers', center('kill', [{ id: 'kill-hall' }]));
  expect(opened.status).toBe(201);
  await platform.post('/api/organizations', {
    id: 'branch',
    name: '第一党支部',
    email: 'branch@example.org',
    language: 'zh',
  });
  const acknowledged = new Map<number, Answer>();
  for (const answersMax of [40, 60, 80]) {
    for (const [index, answer] of await proposeUntilKilled(platform, answersMax)) acknowledged.set(index, answer);
    platform = await spawnPlatform({ dataDir, port });
  }
  expect(acknowledged.size).toBeGreaterThan(0);
  for (const [, { json }] of acknowledged) expect(await statusOf(platform, json.id)).not.toBe('lost');
  for (const [, { headers }] of [...acknowledged].slice(-5)) {
    const seen = `?seen=${headers.get('huitang-position')}`;
    expect((await platform.get(`/api/activities${seen}`)).status).toBe(200);
    expect((await platform.get(`/api/centers/kill/use${seen}&from=${inDays(3, 0)}&to=${inDays(4, 0)}`)).status).toBe(
      200,
    );
  }

  const all = await Promise.all(
    Array.from({ length: RIVALS }, (_, index) =>
      platform.post('/api/activities', rival(index), { ...key(index), prefer: 'wait=30' }),
    ),
  );
  for (const [index, { json }] of acknowledged) expect(all[index]?.json.id).toBe(json.id);
  const statuses = await Promise.all(all.map(({ json }) => statusOf(platform, json.id)));
  expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(1);
  expect(statuses.filter((status) => status === 'declined')).toHaveLength(RIVALS - 1);
  const before = await useOf(platform);
  expect(before).toHaveLength(1);

  await platform.kill();
  platform = await spawnPlatform({ dataDir, port });
  expect(await useOf(platform)).toEqual(before);
  expect(await Promise.all(all.map(({ json }) => statusOf(platform, json.id)))).toEqual(statuses);
  expect(await platform.stop()).toBe(0);
}, 120_000);
