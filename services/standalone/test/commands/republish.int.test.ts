import { type ServiceFactory, startHost } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { hostedApi } from '../../src/api/hosted-api.ts';
import { importCommand } from '../../src/commands/import.ts';
import { openPlatform } from '../../src/commands/open-platform.ts';
import { republishCommand } from '../../src/commands/republish.ts';
import { verifyCommand } from '../../src/commands/verify.ts';
import { parseEnvironment } from '../../src/options.ts';
import { services } from '../../src/services.ts';
import { ran } from './cli.ts';
import { type Folders, newFolders, startServer } from './folder.ts';
import { count, tamper } from './tamper.ts';

let folders: Folders;

beforeEach(async () => {
  folders = newFolders();
  const row = (n: number): string => `${n},Saal ${n},2026-07-01T10:00:00+08:00,2026-07-01T11:00:00+08:00,Treffen ${n}`;
  const file = folders.file('week.csv', ['id,room,start,end,title', row(1), row(2), row(3)].join('\n'));
  const given = { file, data: folders.data, center: 'hall', createCenter: true, zone: 'Asia/Shanghai' };
  expect(await ran(importCommand, given)).toMatchObject({ exitCode: 0 });
});
afterEach(() => folders.remove());

/** Services that answer requests and hear nothing. */
const deaf: readonly ServiceFactory[] = services.map(({ name, create }) => ({
  name,
  create: (context) => ({ ...create(context), consumers: [] }),
}));

/** Cancels an activity, and the bus loses the event before anybody has heard it; the activity's stream. */
async function cancelLost(): Promise<string> {
  const platform = await openPlatform(folders.data, parseEnvironment({}));
  const host = await startHost(platform, deaf);
  const api = hostedApi(platform, host);
  const listed = await api.call({ method: 'get', path: '/api/activities', query: { center: 'hall' } });
  const id = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(listed.body).items[0]?.id ?? '';
  const cancelled = await api.call({ method: 'post', path: '/api/activities/{id}/cancel', params: { id } });
  expect(cancelled).toMatchObject({ status: 200 });
  await host.stop();
  await platform.close();
  tamper(folders.data, `DELETE FROM messages WHERE subject = 'activity/${id}' AND body LIKE '%"ActivityCancelled"%'`);
  return `activity/${id}`;
}

const known = () => ({
  cancelled: count(
    folders.data,
    `SELECT count(*) AS n FROM "view:scheduling-activities" WHERE doc LIKE '%"status":"cancelled"%'`,
  ),
  listed: count(folders.data, 'SELECT count(*) AS n FROM "view:scheduling-activities"'),
  granted: count(folders.data, 'SELECT count(*) AS n FROM "view:room-allocation-grants" WHERE doc IS NOT NULL'),
  released: count(folders.data, `SELECT count(*) AS n FROM commits WHERE body LIKE '%"AllocationReleased"%'`),
});

const republish = (given: object) => ran(republishCommand, { data: folders.data, service: 'scheduling', ...given });

describe('republish', () => {
  test.each([
    ['a service', (_: string) => ({}), /^scheduling: \d+ events of \d+ commits published again$/],
    ['one stream', (stream: string) => ({ stream }), /^activity\/\S+: 3 events of 3 commits published again$/],
  ])('of %s mends what missed an event, and nothing is doubled, however often', async (_, given, words) => {
    const stream = await cancelLost();
    expect(known()).toEqual({ cancelled: 0, listed: 3, granted: 3, released: 0 });
    expect((await ran(verifyCommand, { data: folders.data })).said).toContainEqual(
      expect.stringContaining('is marked as published and is not on the bus'),
    );
    for (let round = 0; round < 3; round += 1) {
      expect(await republish(given(stream))).toMatchObject({ exitCode: 0, said: [expect.stringMatching(words)] });
      expect(known()).toEqual({ cancelled: 1, listed: 3, granted: 2, released: 1 });
    }
    expect(await ran(verifyCommand, { data: folders.data })).toMatchObject({ exitCode: 0 });
  });

  test('of a stream that the service does not have is refused', async () => {
    const messages = () => count(folders.data, 'SELECT count(*) AS n FROM messages');
    const before = messages();
    await expect(republish({ stream: 'activity/none' })).rejects.toThrow('scheduling has no stream activity/none');
    expect(messages()).toBe(before);
  });

  test('of a service there is none of says which there are', () => {
    const wrong = republishCommand.options.safeParse({ data: folders.data, service: 'accounting' });
    expect(wrong.error?.issues[0]?.message).toBe('one of scheduling, room-allocation, notification, calendar');
  });

  test('is refused while a server has the folder', async () => {
    const server = await startServer(folders.data);
    try {
      await expect(republish({})).rejects.toMatchObject({ code: 'folder-in-use' });
    } finally {
      await server.stop();
    }
  });
});
