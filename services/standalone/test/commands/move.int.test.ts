import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportLogCommand } from '../../src/commands/export-log.ts';
import { importLogCommand } from '../../src/commands/import-log.ts';
import { verifyCommand } from '../../src/commands/verify.ts';
import { type Ran, ran } from './cli.ts';
import { type Folders, newFolders } from './folder.ts';
import { type House, instantIn, looksOf, startHouse } from './moving-house.ts';

const proposal = (title: string, days: number, hour: number) => ({
  kind: 'community-activity',
  organization: 'riverside-readers',
  center: 'tianping',
  title,
  headcount: 12,
  audience: 'public',
  preferredStart: instantIn(days, hour),
  durationMinutes: 60,
});

/** One activity that was moved twice and renamed, one that was called off, one that could not be, a renamed center. */
async function live({ post }: House): Promise<void> {
  const moved = await post('/api/activities', proposal('移动的读书会', 3, 3));
  expect(moved).toMatchObject({ status: 'confirmed' });
  for (const hour of [4, 5]) {
    const revised = await post(`/api/activities/${moved.id}/revise`, proposal(`改到 ${hour} 点`, 4, hour));
    expect(revised).toMatchObject({ status: 'confirmed' });
  }
  const called = await post('/api/activities', proposal('取消的读书会', 5, 3));
  expect(await post(`/api/activities/${called.id}/cancel`)).toMatchObject({ status: 'cancelled' });
  const declined = await post('/api/activities', { ...proposal('太多人', 3, 6), headcount: 50_000 });
  expect(declined).toMatchObject({ status: 'declined' });
  await post('/api/centers/tianping/rename', { name: { zh: '天平会堂', en: 'Tianping Hall' } });
}

/** What a file holds, without what is told of itself and of the bus, in one order. */
/**
 * All but the changes that are watched for a day: whoever hears of them at the new place looks at each once more, and
 * tells by the log, which moved too, what has not been told.
 */
function contentOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1, -1);
  const lasting = lines.filter((line) => !line.includes('"set":"calendar-watched-changes"'));
  return lasting.map((line) => line.replace(/"published":(true|false)/, '"published":true')).sort();
}

describe('a demo, with activities that were revised, cancelled and declined, that moves house', () => {
  let folders: Folders;
  let newData: string;
  let file: string;
  let before: ReadonlyMap<string, string>;
  let mailedBefore: readonly string[];
  let out: Ran;
  let into: Ran;

  beforeAll(async () => {
    folders = newFolders();
    newData = join(folders.data, '..', 'new');
    file = join(folders.data, '..', 'log.jsonl');
    const old = await startHouse(folders.data);
    try {
      await live(old);
      await old.allMailed();
      before = await looksOf(old);
      mailedBefore = old.mailed;
    } finally {
      await old.running.stop();
    }
    out = await ran(exportLogCommand, { file, data: folders.data });
    into = await ran(importLogCommand, { file, data: newData });
  }, 120_000);
  afterAll(() => folders.remove());

  test('says what it took along, the same at both ends', () => {
    expect([out.exitCode, into.exitCode]).toEqual([0, 0]);
    const counts = out.said.slice(0, -1);
    expect(counts).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^scheduling: \d\d+ commits, fingerprint [0-9a-f]{32}$/),
        expect.stringMatching(/^room-allocation: \d\d+ commits, fingerprint/),
        expect.stringMatching(/^personal data: \d+ subjects, fingerprint/),
        expect.stringMatching(/^notification-deliveries: \d\d+ records$/),
        expect.stringMatching(/^http-idempotency: \d+ records$/),
        'installation: 2 records',
      ]),
    );
    expect(into.said.slice(0, counts.length)).toEqual(counts);
  });

  test('has the same commits, subjects and records, to the letter, after every service has heard everything', async () => {
    const again = join(folders.data, '..', 'again.jsonl');
    expect(await ran(exportLogCommand, { file: again, data: newData })).toMatchObject({ exitCode: 0 });
    expect(contentOf(again).length).toBeGreaterThan(500);
    expect(contentOf(again)).toEqual(contentOf(file));
  });

  test('is sound: verify finds nothing', async () => {
    const verified = await ran(verifyCommand, { data: newData });
    expect(verified).toMatchObject({ exitCode: 0, said: [expect.any(String), 'no problems'] });
  });

  test('looks the same, byte for byte, and mails nothing', async () => {
    const there = await startHouse(newData);
    try {
      await there.allMailed();
      const after = await looksOf(there);
      expect([...after.keys()]).toEqual([...before.keys()]);
      const feeds = [...before].filter(([path, look]) => path.startsWith('/feeds/') && look.startsWith('200 BEGIN'));
      expect(feeds.length).toBeGreaterThan(40);
      for (const [path, text] of before) expect([path, after.get(path)]).toEqual([path, text]);
      expect(there.mailed).toEqual([]);
    } finally {
      await there.running.stop();
    }
    expect(mailedBefore.length).toBeGreaterThan(50);
  });

  test('a day later mails the reminders that have come due, each once, and nothing that was mailed before', async () => {
    const later = await startHouse(newData, 1);
    try {
      await later.allMailed();
      expect(later.mailed.length).toBeGreaterThan(0);
      expect(new Set(later.mailed).size).toBe(later.mailed.length);
      expect(later.mailed.filter((id) => mailedBefore.includes(id))).toEqual([]);
    } finally {
      await later.running.stop();
    }
  });
});
