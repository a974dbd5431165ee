import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from '../support/centers.ts';
import { runCommand } from '../support/command.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import type { World } from '../support/installation.ts';
import { untilMailed } from '../support/mailed.ts';
import { startStandalone } from '../support/standalone.ts';

const PUBLIC_URL = 'https://huitang.example.org';
const wait = { prefer: 'wait=30' };

const folder = mkdtempSync(join(tmpdir(), 'huitang-move-'));
const dataDir = join(folder, 'data');
const file = join(folder, 'moving.jsonl.gz');
const backDir = join(folder, 'back');
const backFile = join(folder, 'back.jsonl.gz');
let environment: Readonly<Record<string, string>>;
let moved: DistributedWorld | undefined;
let before: readonly string[];
let paths: readonly string[];

/** A command that is to succeed; what it said. */
async function done(...wanted: Parameters<typeof runCommand>): Promise<string> {
  const { code, said } = await runCommand(...wanted);
  if (code !== 0) throw new Error(`${wanted[1].join(' ')} ended with ${code}: ${said}`);
  return said;
}

/** The lines that say how much there is, with fingerprints. */
const countsIn = (said: string): readonly string[] => said.split('\n').filter((line) => line.includes('fingerprint'));

/** What people see, byte for byte: feeds in both languages, lists, room use, histories. */
const seenIn = (world: World): Promise<readonly string[]> =>
  Promise.all(paths.map(async (path) => `${path}\n${(await world.get(path)).text}`));

async function liveIn(world: World): Promise<readonly string[]> {
  await openCenter(
    world,
    'house',
    ['a', 'b'].map((name) => ({ id: `house-${name}` })),
  );
  const propose = (days: number, change = {}) =>
    world.post('/api/activities', proposal('house', instantIn(world, days, 120), change), wait);
  const kept = await propose(3, { audience: 'public', title: '公开的读书会' });
  const revised = await propose(4, { audience: 'public' });
  await world.post(
    `/api/activities/${revised.json.id}/revise`,
    proposal('house', instantIn(world, 5, 300), { audience: 'public', title: '改期的读书会' }),
    wait,
  );
  const cancelled = await propose(6);
  await world.post(`/api/activities/${cancelled.json.id}/cancel`, undefined, wait);
  await world.post('/api/centers/house/rename', { name: { zh: '新名字', en: 'New name' } });
  await world.idle();
  const ids = [kept, revised, cancelled].map(({ json }) => json.id as string);
  const feeds = ['centers/house', 'rooms/house-a', 'rooms/house-b', 'centers/house/kinds/community-activity'];
  return [
    ...feeds.flatMap((feed) => [`/feeds/${feed}.ics`, `/feeds/${feed}.ics?lang=en`]),
    ...ids.flatMap((id) => [`/api/activities/${id}`, `/api/activities/${id}/history`, `/api/activities/${id}.ics`]),
    '/api/activities?center=house',
    '/api/centers',
    `/api/centers/house/use?from=${instantIn(world, 3, 0)}&to=${instantIn(world, 20, 0)}`,
  ];
}

beforeAll(async () => {
  const small = await startStandalone({ dataDir, HUITANG_PUBLIC_URL: PUBLIC_URL });
  paths = await liveIn(small);
  before = await seenIn(small);
  await untilMailed(small, { within: 60_000 });
  expect(mailsIn(small.outbox).length).toBeGreaterThan(0);
  await small.stop();
  await done('standalone', ['export-log', file, '--data', dataDir], {
    HUITANG_UID_DOMAIN: 'test.example',
    HUITANG_PUBLIC_URL: PUBLIC_URL,
  });
  moved = await startDistributed({
    publicUrl: PUBLIC_URL,
    prepare: async (given) => {
      environment = given;
      await done('distributed', ['import-log', file], environment);
    },
  });
  await moved.idle();
}, 200_000);
afterAll(async () => {
  await moved?.end();
  rmSync(folder, { recursive: true, force: true });
});

test('what people see after moving from one file to Kafka and MongoDB is what they saw before, byte for byte', async () => {
  if (!moved) throw new Error('not moved');
  expect(before.length).toBeGreaterThan(15);
  expect(await seenIn(moved)).toEqual(before);
});

test('nobody is told again what he was told before', async () => {
  if (!moved) throw new Error('not moved');
  await untilMailed(moved.services.notification, { within: 60_000 });
  expect(mailsIn(moved.outbox)).toEqual([]);
});

test('and life goes on: what was taken is taken, what is free can be had', async () => {
  if (!moved) throw new Error('not moved');
  const start = instantIn(moved, 3, 120);
  const answers = [];
  for (const title of ['一', '二'])
    answers.push(await moved.post('/api/activities', proposal('house', start, { title }), wait));
  expect(answers.map(({ json }) => json.status)).toEqual(['confirmed', 'declined']);
});

test('and back into one file, with what has happened since: the same, byte for byte, and nobody is told again', async () => {
  if (!moved) throw new Error('not moved');
  await untilMailed(moved.services.notification, { within: 60_000 });
  await moved.idle();
  const seen = await seenIn(moved);
  for (const service of Object.values(moved.services)) expect(await service.stop()).toBe(0);
  const exported = await done('distributed', ['export-log', backFile], environment);
  const imported = await done('standalone', ['import-log', backFile, '--data', backDir], {
    HUITANG_PUBLIC_URL: PUBLIC_URL,
  });
  expect(countsIn(exported).length).toBeGreaterThan(3);
  expect(countsIn(imported)).toEqual(countsIn(exported));
  const back = await startStandalone({ dataDir: backDir, HUITANG_PUBLIC_URL: PUBLIC_URL });
  try {
    await back.idle();
    expect(await seenIn(back)).toEqual(seen);
    await untilMailed(back, { within: 60_000 });
    expect(mailsIn(back.outbox)).toEqual([]);
    const taken = await back.post('/api/activities', proposal('house', instantIn(back, 3, 120)), wait);
    expect(taken.json.status).toBe('declined');
  } finally {
    await back.end();
  }
}, 200_000);

test('an export under another UID domain than the installation was begun with is refused', async () => {
  const other = { ...environment, HUITANG_UID_DOMAIN: 'other.example' };
  const { code, said } = await runCommand('distributed', ['export-log', join(folder, 'other.jsonl')], other);
  expect([code, said]).toEqual([
    1,
    expect.stringContaining('was begun with the UID domain test.example, not other.example'),
  ]);
});

function mailsIn(outbox: string): readonly string[] {
  try {
    return readdirSync(outbox);
  } catch {
    return [];
  }
}
