import { join } from 'node:path';
import { createLogger, isRetriable } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCheckpointer } from '../src/checkpointer.ts';
import { prepareDatabase } from '../src/schema.ts';
import { openSql, type Sql } from '../src/sql.ts';
import { ANYTHING, createStore, type Store } from '../src/store.ts';
import { type Disk, walDisk } from '../src/wal-disk.ts';
import { logOn } from './log-on.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

/** A disk that says when it is done. */
interface HandDisk extends Disk {
  readonly syncs: { readonly done: () => void; readonly fail: (error: Error) => void }[];
}

const handDisk = (): HandDisk => {
  const syncs: HandDisk['syncs'][number][] = [];
  return {
    syncs,
    sync: () => new Promise<void>((resolve, reject) => syncs.push({ done: resolve, fail: reject })),
    syncNow: () => {},
    walBytes: () => 0,
    close: () => {},
  };
};

let dir: string;
let sql: Sql;
let disk: HandDisk;
let store: Store;

beforeEach(() => {
  dir = newFolder();
  sql = openSql(join(dir, 'huitang.db'));
  prepareDatabase(sql);
  disk = handDisk();
  store = createStore(sql, disk);
});
afterEach(() => {
  store.close();
  removeFolder(dir);
});

const turns = async (count = 5): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** What has become of a promise by now. */
async function fate(promise: Promise<unknown>): Promise<'pending' | 'resolved' | 'rejected'> {
  let state: 'pending' | 'resolved' | 'rejected' = 'pending';
  promise.then(
    () => (state = 'resolved'),
    () => (state = 'rejected'),
  );
  await turns();
  return state;
}

describe('a write', () => {
  test('is answered when the disk has it, and not before', async () => {
    const append = logOn(store).append(sampleCommit('activity/a', 1));
    expect(await fate(append)).toBe('pending');
    expect(disk.syncs).toHaveLength(1);
    disk.syncs[0]?.done();
    expect(await append).toEqual({ outcome: 'appended' });
  });

  test('that comes while another is on its way waits for a sync of its own, with all that came meanwhile', async () => {
    const log = logOn(store);
    const first = log.append(sampleCommit('activity/a', 1));
    await turns();
    const later = [log.append(sampleCommit('activity/b', 1)), log.append(sampleCommit('activity/c', 1))];
    await turns();
    expect(disk.syncs).toHaveLength(1);
    disk.syncs[0]?.done();
    await first;
    await turns();
    expect(disk.syncs).toHaveLength(2);
    expect(await Promise.all(later.map(fate))).toEqual(['pending', 'pending']);
    disk.syncs[1]?.done();
    await Promise.all(later);
    expect(store.stats().groups).toBe(2);
  });
});

describe('a reader', () => {
  test('is not told of a commit before the disk has it', async () => {
    const log = logOn(store);
    const append = log.append(sampleCommit('activity/a', 1, { commandId: 'propose' }));
    await turns();
    const reads = [log.read('activity/a'), log.findCommand('activity/a', 'propose'), log.all(undefined, 10)];
    expect(await Promise.all(reads.map(fate))).toEqual(['pending', 'pending', 'pending']);
    expect(await log.read('activity/b')).toEqual([]);
    disk.syncs[0]?.done();
    expect(await reads[0]).toHaveLength(1);
    await append;
    expect(await fate(log.read('activity/a'))).toBe('resolved');
  });
});

describe('a sync that fails', () => {
  const failed = async () => {
    const log = logOn(store);
    const before = log.append(sampleCommit('activity/before', 1));
    await turns();
    disk.syncs[0]?.done();
    await before;
    const append = log.append(sampleCommit('activity/a', 1));
    await turns();
    disk.syncs[1]?.fail(new Error('EIO: i/o error, fdatasync'));
    return { log, fault: await append.catch((error: unknown) => error) };
  };

  test('acknowledges nothing, and shows nothing of what may be lost', async () => {
    const { log, fault } = await failed();
    expect(fault).toMatchObject({ code: 'storage-unavailable' });
    expect(isRetriable(fault)).toBe(true);
    await expect(log.read('activity/a')).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(store.read(() => 1, ANYTHING)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  test('stops writing until the file is opened again, and goes on reading what is safe', async () => {
    const { log } = await failed();
    expect(await log.read('activity/before')).toHaveLength(1);
    await expect(log.append(sampleCommit('activity/b', 1))).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(store.fault()).toMatchObject({ code: 'storage-unavailable' });
    store.close();
    const engine = openIn(dir);
    await engine.ready();
    expect(await engine.log('scheduling').append(sampleCommit('activity/b', 1))).toEqual({ outcome: 'appended' });
    await engine.close();
  });
});

test('close() answers what is on its way to the disk and what is queued, after one last sync', async () => {
  const synced: string[] = [];
  const closing = createStore(sql, { ...disk, syncNow: () => synced.push('now') });
  const log = logOn(closing);
  const first = log.append(sampleCommit('activity/a', 1));
  await turns();
  const second = log.append(sampleCommit('activity/b', 1));
  closing.close();
  expect(await Promise.all([first, second])).toEqual([{ outcome: 'appended' }, { outcome: 'appended' }]);
  expect(synced).toEqual(['now']);
});

test('the log is kept short by checkpoints of another thread, and everything written meanwhile is there', async () => {
  const engine = openIn(newFolder());
  const log = engine.log('scheduling');
  const data = 'x'.repeat(20_000);
  const events = [{ type: 'ActivityCancelled', data }];
  for (let round = 0; round < 60; round += 1) {
    const streams = Array.from({ length: 100 }, (_, index) => `activity/${round}-${index}`);
    await Promise.all(streams.map((stream) => log.append(sampleCommit(stream, 1, { events }))));
  }
  const { commits, streams, problems } = await engine.verify();
  expect({ commits, streams, problems }).toEqual({ commits: 6_000, streams: 6_000, problems: [] });
  await engine.close();
}, 60_000);

test('writers who never pause wait for the last pages of a long log, and begin it anew', async () => {
  const own = openSql(join(dir, 'long.db'));
  prepareDatabase(own);
  const real = walDisk(own);
  const logger = createLogger('silent');
  const pace = { everyMs: 0, longestPages: 1_000 };
  const checkpointer = createCheckpointer({ sql: own, clock: nodeClock(), logger, walBytes: real.walBytes, pace });
  const insert = own.prepare("INSERT INTO vault (subject, fields) VALUES (?, '{}')");
  let subject = 0;
  const write = (characters: number): void => {
    subject += 1;
    insert.run([`${subject}${'x'.repeat(characters)}`]);
  };
  const pagesInLog = (): number => own.prepare<{ log: number }>('PRAGMA wal_checkpoint(PASSIVE)').all([])[0]?.log ?? 0;
  let held: Promise<void> | undefined;
  while (!held) {
    write(1_000_000);
    held = checkpointer.afterGroup();
    await turns(1);
  }
  await held;
  write(1);
  expect(pagesInLog()).toBeLessThan(20);
  await checkpointer.close();
  real.close();
  own.close();
}, 20_000);

test('walDisk syncs the write-ahead log of its database', async () => {
  const own = openSql(join(dir, 'own.db'));
  prepareDatabase(own);
  const real = walDisk(own);
  own.exec("INSERT INTO vault (subject, fields) VALUES ('a', '{}')");
  await real.sync();
  real.syncNow();
  expect(real.walBytes()).toBeGreaterThan(0);
  // 1 is NORMAL: COMMIT leaves the sync to us.
  expect(own.prepare<{ synchronous: number }>('PRAGMA synchronous').all([])[0]?.synchronous).toBe(1);
  real.close();
  own.close();
});
