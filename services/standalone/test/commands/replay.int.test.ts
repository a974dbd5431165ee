import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, startHost } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { hostedApi } from '../../src/api/hosted-api.ts';
import { importCommand } from '../../src/commands/import.ts';
import { openPlatform } from '../../src/commands/open-platform.ts';
import { replayCommand } from '../../src/commands/replay.ts';
import { replayParkedCommand } from '../../src/commands/replay-parked.ts';
import { parseEnvironment } from '../../src/options.ts';
import { services } from '../../src/services.ts';
import { ran } from './cli.ts';
import { type Folders, newFolders, startServer } from './folder.ts';
import { count, tamper } from './tamper.ts';

let folders: Folders;

beforeEach(async () => {
  folders = newFolders();
});
afterEach(() => folders.remove());

const rows = Array.from(
  { length: 20 },
  (_, n) =>
    `${n},Saal ${n % 4},2026-07-0${1 + (n % 5)}T${10 + (n % 8)}:00:00+08:00,2026-07-0${1 + (n % 5)}T${10 + (n % 8)}:30:00+08:00,Treffen ${n}`,
);

async function fill(): Promise<void> {
  const file = folders.file('week.csv', ['id,room,start,end,title', ...rows].join('\n'));
  const given = { file, data: folders.data, center: 'hall', createCenter: true, zone: 'Asia/Shanghai' };
  expect(await ran(importCommand, given)).toMatchObject({ exitCode: 0 });
}

/** Cancels an activity of a platform that dies before anybody hears of it. */
async function cancelUnheard(): Promise<void> {
  const platform = await openPlatform(folders.data, parseEnvironment({}));
  const publish = () => Promise.reject(new Fault('gone', 'the bus is gone', { retriable: true }));
  const host = await startHost({ ...platform, bus: { ...platform.bus, publish } }, services);
  const api = hostedApi(platform, host);
  const listed = await api.call({ method: 'get', path: '/api/activities', query: { center: 'hall' } });
  const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(listed.body);
  const path = '/api/activities/{id}/cancel';
  expect(await api.call({ method: 'post', path, params: { id: items[0]!.id } })).toMatchObject({ status: 200 });
  await host.stop();
  await platform.close();
}

const replay = () => ran(replayCommand, { data: folders.data });

describe('replay', () => {
  test('of sound data rebuilds every read model and finds each identical', async () => {
    await fill();
    const { exitCode, said } = await replay();
    expect(exitCode).toBe(0);
    // What notification keeps is what it plans by: hearing everything again, it would plan anew.
    expect(said.filter((line) => line.startsWith('notification-'))).toEqual([]);
    expect(said).toEqual(
      expect.arrayContaining([
        'scheduling-activities: 20 documents, identical',
        'room-allocation-grants: 20 documents, identical',
        'calendar-entries: 20 documents, identical',
        'calendar-centers: 1 documents, identical',
      ]),
    );
    expect(said.at(-1)).toBe('identical');
  });

  test('reports what was changed, removed or added in read models, and mends it', async () => {
    await fill();
    tamper(
      folders.data,
      `UPDATE "view:calendar-entries" SET doc = json_set(doc, '$.start', '2020-01-01T00:00:00Z')
         WHERE id = (SELECT min(id) FROM "view:calendar-entries");
       DELETE FROM "view:scheduling-activities" WHERE id = (SELECT max(id) FROM "view:scheduling-activities");
       INSERT INTO "view:scheduling-centers" (id, stream, version, idx, doc) VALUES ('ghost', 's', 1, 0, '{}');`,
    );
    const { exitCode, said } = await replay();
    expect(exitCode).toBe(1);
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^calendar-entries: 20 documents before, 20 now, 1 different; first: \S+: start was "2020-01-01T00:00:00Z", the log says "2026-07/,
        ),
        expect.stringMatching(
          /^scheduling-activities: 19 documents before, 20 now, 1 different; first: \S+ was missing$/,
        ),
        'scheduling-centers: 2 documents before, 1 now, 1 different; first: ghost was there, the log has none',
        'room-allocation-grants: 20 documents, identical',
      ]),
    );
    expect(said.at(-1)).toContain('not identical');
    expect(await replay()).toMatchObject({ exitCode: 0 });
  });

  test('counts as no difference what was committed and not heard of yet', async () => {
    await fill();
    await cancelUnheard();
    expect(await replay()).toMatchObject({ exitCode: 0 });
    expect(
      count(folders.data, `SELECT count(*) AS n FROM "view:scheduling-activities" WHERE doc LIKE '%"cancelled"%'`),
    ).toBe(1);
  });

  test('says which stream a read model cannot take', async () => {
    await fill();
    tamper(
      folders.data,
      `UPDATE messages SET body = json_set(body, '$.data.revision', 'x')
         WHERE json_extract(body, '$.type') = 'ActivityConfirmed'
           AND subject = (SELECT max(subject) FROM messages WHERE subject LIKE 'activity/%')`,
    );
    const { exitCode, said } = await replay();
    expect(exitCode).toBe(1);
    expect(said).toContainEqual(
      expect.stringMatching(/^problem: calendar\.views cannot take [12] messages of activity\//),
    );
  });

  test('mails nothing, though mails are owed', async () => {
    const server = await startServer(folders.data, false);
    await server.stop();
    const mails = () => readdirSync(join(folders.data, 'outbox')).length;
    const owed = () =>
      count(
        folders.data,
        `SELECT count(*) AS n FROM records
         WHERE name = 'notification-deliveries' AND due_at <= unixepoch('subsec') * 1000`,
      );
    const before = [mails(), owed()];
    expect(owed()).toBeGreaterThan(0);
    expect(await replay()).toMatchObject({ exitCode: 0 });
    expect([mails(), owed()]).toEqual(before);
  });

  test('is refused while a server has the folder', async () => {
    const server = await startServer(folders.data);
    try {
      await expect(replay()).rejects.toMatchObject({ code: 'folder-in-use' });
    } finally {
      await server.stop();
    }
  });
});

describe('replay-parked', () => {
  /** As if calendar had failed on a stream's newest message, and set it aside. */
  const park = `INSERT INTO parked (name, subject, offset, released, error)
    SELECT 'calendar.views', subject, offset, 0, 'was not to be had' FROM messages
    WHERE offset = (SELECT max(offset) FROM messages WHERE subject LIKE 'activity/%')`;

  test('delivers what was set aside, and then nothing is parked', async () => {
    await fill();
    tamper(folders.data, park);
    const listed = await ran(replayParkedCommand, { data: folders.data, list: true });
    expect(listed.said).toEqual([
      expect.stringMatching(/^calendar\.views activity\/\S+: 1 messages parked: was not to be had$/),
    ]);
    const others = await ran(replayParkedCommand, { data: folders.data, group: 'scheduling.views' });
    expect(others).toMatchObject({ exitCode: 0, said: ['nothing is parked'] });
    const delivered = await ran(replayParkedCommand, { data: folders.data });
    expect(delivered).toMatchObject({ exitCode: 0, said: [expect.stringMatching(/: 1 messages delivered$/)] });
    expect((await ran(replayParkedCommand, { data: folders.data })).said).toEqual(['nothing is parked']);
  });

  test('says what was parked again, and why', async () => {
    await fill();
    tamper(
      folders.data,
      `${park};
       UPDATE messages SET body = '{}' WHERE offset = (SELECT max(offset) FROM messages WHERE subject LIKE 'activity/%');`,
    );
    const again = await ran(replayParkedCommand, { data: folders.data });
    expect(again.exitCode).toBe(1);
    expect(again.said).toEqual([expect.stringMatching(/^calendar\.views activity\/\S+: 1 messages parked: /)]);
  });
});
