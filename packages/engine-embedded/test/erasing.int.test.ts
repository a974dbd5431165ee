import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '@huitang/engine-embedded';
import type { Clock } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCheckpointer } from '../src/checkpointer.ts';
import { CUT_PAUSE_MS, logCutter } from '../src/cut-log.ts';
import { prepareDatabase } from '../src/schema.ts';
import { openSnapshot } from '../src/snapshot.ts';
import { openSql, type Sql } from '../src/sql.ts';
import { createStore, type Store } from '../src/store.ts';
import { vault } from '../src/vault.ts';
import { walDisk } from '../src/wal-disk.ts';
import { machine, newFolder, removeFolder } from './open-engine.ts';

let dir: string;
let sql: Sql;
let store: Store;
let pauses: (() => void)[];

beforeEach(() => {
  dir = newFolder();
  sql = openSql(join(dir, 'huitang.db'));
  prepareDatabase(sql);
  store = createStore(sql);
  pauses = [];
});
afterEach(() => {
  store.close();
  removeFolder(dir);
});

const clock = {
  now: () => 0,
  after: (_: number, task: () => void) => {
    pauses.push(task);
    return () => {};
  },
};
const free = { caughtUp: async () => {} };

const fileBytes = (): number => statSync(join(dir, 'huitang.db')).size;
const logBytes = (): number => statSync(join(dir, 'huitang.db-wal')).size;

const turns = async (count = 5): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('erasing waits until the other thread has copied what it is about', async () => {
  let rest = (): void => {};
  const checkpointer = { caughtUp: () => new Promise<void>((resolve) => (rest = resolve)) };
  const own = vault(store, logCutter({ store, clock, checkpointer }));
  await own.put('person/a', { email: 'a@example.org' });
  const erased = own.erase('person/a');
  await turns();
  expect(logBytes()).toBeGreaterThan(0);
  rest();
  expect(await erased).toBe(true);
  expect(logBytes()).toBe(0);
});

test('erasing waits for somebody else who reads the file, without holding up anybody', async () => {
  const own = vault(store, logCutter({ store, clock, checkpointer: free }));
  await own.put('person/a', { email: 'a@example.org' });
  const backup = openSnapshot(sql.file);
  const erased = own.erase('person/a');
  await turns();
  expect(pauses).toHaveLength(1);
  await own.put('person/b', { email: 'b@example.org' });
  backup.close();
  pauses.pop()?.();
  expect(await erased).toBe(true);
  expect(logBytes()).toBe(0);
  expect(await own.get('person/b')).toEqual({ email: 'b@example.org' });
});

test('erasing is refused when somebody reads the file for ever, and can be asked again', async () => {
  const own = vault(store, logCutter({ store, clock, checkpointer: free }));
  await own.put('person/a', { email: 'a@example.org' });
  const reader = openSnapshot(sql.file);
  let fault: unknown;
  const erased = own.erase('person/a').catch((error: unknown) => (fault = error));
  for (let tries = 0; tries < 100 && !fault; tries += 1) {
    await turns(1);
    pauses.pop()?.();
  }
  expect(await erased).toMatchObject({ code: 'storage-unavailable', retriable: true });
  reader.close();
  expect(await own.erase('person/a')).toBe(false);
  expect(logBytes()).toBe(0);
});

test('those who erase at the same time wait together, and one who comes when the log is cut has it cut again', async () => {
  let cuts = 0;
  const checkpointer = {
    async caughtUp() {
      cuts += 1;
    },
  };
  const cutLog = logCutter({ store, clock, checkpointer });
  const reader = openSnapshot(sql.file);
  sql.prepare('INSERT INTO vault (subject, fields) VALUES (?, ?)').run(['a', '{}']);
  const both = Promise.all([cutLog(), cutLog()]);
  await turns();
  reader.close();
  expect([cuts, pauses.length]).toEqual([1, 1]);
  pauses.pop()?.();
  await both;
  await cutLog();
  expect(cuts).toBe(3);
});

test('SQLite itself waits for nobody while the log is cut, and as before in everything after', async () => {
  const timeout = (): unknown => sql.prepare('PRAGMA busy_timeout').all([])[0];
  const usual = timeout();
  const during: unknown[] = [];
  const watched: Sql = {
    ...sql,
    prepare<Row>(text: string) {
      const statement = sql.prepare<Row>(text);
      const all = (values: readonly (string | number | null)[]) => {
        during.push(timeout());
        if (during.length === 2) throw new Error('the disk is gone');
        return statement.all(values);
      };
      return text.includes('wal_checkpoint') ? { ...statement, all } : statement;
    },
  };
  const cutLog = logCutter({ store: { ...store, sql: watched }, clock, checkpointer: free });
  await cutLog();
  await expect(cutLog()).rejects.toThrow('the disk is gone');
  expect(during).toEqual([{ timeout: 0 }, { timeout: 0 }]);
  expect([usual, timeout()]).toEqual([{ timeout: 100 }, { timeout: 100 }]);
});

test('the checkpointer has caught up when its thread has copied', async () => {
  const pace = { everyMs: 0, longestPages: 1_000_000 };
  const disk = walDisk(sql);
  const checkpointer = createCheckpointer({ ...machine, sql, walBytes: disk.walBytes, pace });
  await checkpointer.caughtUp();
  sql.prepare('INSERT INTO vault (subject, fields) VALUES (?, ?)').run(['a', 'x'.repeat(9_000_000)]);
  checkpointer.afterGroup();
  let isAtRest = false;
  const rest = checkpointer.caughtUp().then(() => {
    isAtRest = true;
  });
  // No message of another thread arrives before this turn of the event loop is over.
  for (let count = 0; count < 20; count += 1) await Promise.resolve();
  expect(isAtRest).toBe(false);
  await rest;
  await checkpointer.close();
  disk.close();
});

test('what a reader has kept from being copied is copied by the thread, not by whoever cuts the log', async () => {
  const disk = walDisk(sql);
  const checkpointer = createCheckpointer({ ...machine, sql, walBytes: disk.walBytes });
  sql.prepare('PRAGMA wal_autocheckpoint = 0').all([]);
  sql.prepare('INSERT INTO vault (subject, fields) VALUES (?, ?)').run(['a', 'x'.repeat(9_000_000)]);
  expect(fileBytes()).toBeLessThan(1_000_000);
  await checkpointer.caughtUp();
  expect(fileBytes()).toBeGreaterThan(9_000_000);
  await checkpointer.close();
  disk.close();
});

test('who waits for the checkpointer while it is closed does not wait for ever', async () => {
  const disk = walDisk(sql);
  const checkpointer = createCheckpointer({ ...machine, sql, walBytes: disk.walBytes });
  sql.prepare('INSERT INTO vault (subject, fields) VALUES (?, ?)').run(['a', 'x'.repeat(9_000_000)]);
  checkpointer.afterGroup();
  await Promise.all([checkpointer.caughtUp(), checkpointer.close()]);
  await checkpointer.caughtUp();
  disk.close();
});

test('the checkpointer has caught up when its thread has died', async () => {
  const noDatabase = { ...sql, file: dir };
  const checkpointer = createCheckpointer({ ...machine, sql: noDatabase, walBytes: () => 9_000_000 });
  checkpointer.afterGroup();
  await checkpointer.caughtUp();
  expect(checkpointer.afterGroup()).toBeUndefined();
  await checkpointer.close();
});

test('erasing waits for the engine’s own thread, and never tries in vain because of it', async () => {
  const own = newFolder();
  let tries = 0;
  const counting: Clock = {
    ...machine.clock,
    after(ms, task) {
      if (ms === CUT_PAUSE_MS) tries += 1;
      return machine.clock.after(ms, task);
    },
  };
  const engine = openEmbedded({ dir: own, ...machine, clock: counting });
  const log = engine.log('scheduling');
  const events = [{ type: 'ActivityCancelled', data: 'x'.repeat(200_000) }];
  const erased: Promise<boolean>[] = [];
  for (let round = 0; round < 15; round += 1) {
    const streams = Array.from({ length: 50 }, (_, index) => `activity/${round}-${index}`);
    const appended = streams.map((stream) => log.append(sampleCommit(stream, 1, { events })));
    await engine.vault.put(`person/${round}`, { email: 'a@example.org' });
    erased.push(engine.vault.erase(`person/${round}`));
    await Promise.all(appended);
  }
  expect(new Set(await Promise.all(erased))).toEqual(new Set([true]));
  expect(tries).toBe(0);
  await engine.close();
  removeFolder(own);
}, 60_000);
