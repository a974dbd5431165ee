import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWeek } from '../src/demo/index.ts';
import type { Running } from '../src/run.ts';
import { type Folders, newFolders, startServer } from './commands/folder.ts';

let folders: Folders;
let server: Running | undefined;

beforeEach(() => {
  folders = newFolders();
});
afterEach(async () => {
  await stop();
  folders.remove();
});

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

async function start(empty = false): Promise<Running> {
  server = await startServer(folders.data, empty);
  return server;
}

async function read(path: string) {
  const answer = await fetch(`${server?.address}${path}`);
  expect(answer.status).toBe(200);
  return answer.json() as Promise<{ items: readonly Readonly<Record<string, unknown>>[] }>;
}

const activities = async () => (await read('/api/activities?limit=500')).items;

describe('the first start', () => {
  test('has two centers and a week in which everybody was given a place', async () => {
    await start();
    expect((await read('/api/centers')).items.map(({ id }) => id)).toEqual(['tianping', 'xuhui-riverside']);
    const week = await activities();
    expect(week).toHaveLength(demoWeek('2026-03-02').length);
    expect(week.filter(({ status }) => status !== 'confirmed')).toEqual([]);
  });

  test('has nothing with --empty', async () => {
    await start(true);
    expect((await read('/api/centers')).items).toEqual([]);
    expect(await activities()).toEqual([]);
  });
});

describe('a later start', () => {
  test('on the same day adds nothing, and the domain of calendar UIDs stays what it was at first', async () => {
    const first = await start();
    const before = await activities();
    await stop();
    const second = await start();
    expect(await activities()).toEqual(before);
    expect(second.platform.installation.uidDomain).toBe(first.platform.installation.uidDomain);
  });

  test('without a domain given keeps the one that was made up', async () => {
    const domains: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const running = await startServer(folders.data, true, {});
      domains.push(running.platform.installation.uidDomain);
      await running.stop();
    }
    expect(domains[0]).toMatch(/^[0-9a-f]{8}\.huitang\.invalid$/);
    expect(domains[1]).toBe(domains[0]);
  });

  test('under another domain is refused, and the folder is free for the right one', async () => {
    await start(true);
    await stop();
    const other = { HUITANG_UID_DOMAIN: 'other.example' };
    await expect(startServer(folders.data, true, other)).rejects.toThrow(
      /^HUITANG_UID_DOMAIN: .*, not other\.example$/,
    );
    await start(true);
  });
});

describe('a folder begun', () => {
  test('with --empty stays without the demo when it is started without that', async () => {
    await start(true);
    await stop();
    await start();
    expect((await read('/api/centers')).items).toEqual([]);
  });

  test('with the demo keeps it when it is started with --empty, and has it filled in again after that', async () => {
    await start();
    await stop();
    const later = await startServer(folders.data, true, undefined, 8);
    server = later;
    const before = (await activities()).length;
    await stop();
    server = await startServer(folders.data, false, undefined, 8);
    expect((await activities()).length).toBeGreaterThan(before);
  });
});

test('a folder in use is refused, and whoever has it goes on', async () => {
  await start(true);
  await expect(startServer(folders.data)).rejects.toMatchObject({ code: 'folder-in-use' });
  expect((await read('/api/centers')).items).toEqual([]);
});
