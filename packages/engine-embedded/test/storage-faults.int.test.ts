import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isRetriable } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { prepareDatabase } from '../src/schema.ts';
import { openSql } from '../src/sql.ts';
import { createStore } from '../src/store.ts';
import { logOn } from './log-on.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

let dir: string;
let file: string;

beforeEach(() => {
  dir = newFolder();
  file = join(dir, 'huitang.db');
});
afterEach(() => removeFolder(dir));

const bigCommit = (stream: string, version = 1) =>
  sampleCommit(stream, version, { events: [{ type: 'ActivityCancelled', data: 'x'.repeat(5_000) }] });

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a full disk', () => {
  const open = () => {
    const sql = openSql(file);
    prepareDatabase(sql);
    const store = createStore(sql);
    const limitPages = (pages: number) => sql.exec(`PRAGMA max_page_count = ${pages}`);
    const pages = () => sql.prepare<{ page_count: number }>('PRAGMA page_count').get([])?.page_count ?? 0;
    return { store, log: logOn(store), limitPages, pages };
  };

  test('refuses writes as retriable, acknowledges nothing that is not there, and goes on when there is room', async () => {
    const { store, log, limitPages, pages } = open();
    await log.append(bigCommit('activity/before'));
    limitPages(pages() + 40);
    const streams = Array.from({ length: 300 }, (_, n) => `activity/${n}`);
    const acknowledged: string[] = [];
    const faults: unknown[] = [];
    // Groups of ten, so that some are taken whole and others refused whole.
    for (let from = 0; from < streams.length; from += 10) {
      const group = streams.slice(from, from + 10).map(async (stream) => {
        const fault = await caught(log.append(bigCommit(stream)));
        if (fault) faults.push(fault);
        else acknowledged.push(stream);
      });
      await Promise.all(group);
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(faults.length).toBeGreaterThan(100);
    for (const fault of faults) {
      expect(fault).toMatchObject({ code: 'storage-unavailable' });
      expect(isRetriable(fault)).toBe(true);
    }
    const there = async (stream: string) => (await log.read(stream)).length > 0;
    expect(await there('activity/before')).toBe(true);
    for (const stream of streams) expect(await there(stream)).toBe(acknowledged.includes(stream));
    expect(store.fault()).toMatchObject({ code: 'storage-unavailable' });
    limitPages(1_000_000);
    expect(await log.append(bigCommit('activity/after'))).toEqual({ outcome: 'appended' });
    expect(store.fault()).toBeUndefined();
    store.close();
    const again = open();
    for (const stream of acknowledged) expect(await again.log.read(stream)).toHaveLength(1);
    again.store.close();
  });
});

describe('a damaged file', () => {
  test('that is no database is refused at the start, naming it, and gives the folder back', async () => {
    writeFileSync(file, 'this is not a database '.repeat(100));
    expect(() => openIn(dir)).toThrow(file);
    expect(() => openIn(dir)).toThrow(expect.objectContaining({ code: 'storage-corrupt', retriable: false }));
    removeFolder(file);
    await openIn(dir).close();
  });

  /** Overwrites every page of the file from one on. */
  const damageFrom = (page: number): void => {
    const handle = openSync(file, 'r+');
    const size = statSync(file).size;
    for (let at = page * 4_096; at < size; at += 4_096) writeSync(handle, Buffer.alloc(4_096, 0x5a), 0, 4_096, at);
    closeSync(handle);
  };

  test('is damage found while opening: the fault names the file', async () => {
    const engine = openIn(dir);
    await engine.log('scheduling').append(bigCommit('activity/a'));
    await engine.close();
    damageFrom(1);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(() => openIn(dir)).toThrow(expect.objectContaining({ code: 'storage-corrupt', retriable: false }));
    }
  });

  test('stops what reads the damage, not retriably, leaves the rest readable, and verify() says so', async () => {
    const first = openIn(dir);
    for (let n = 0; n < 200; n += 1) await first.log('scheduling').append(bigCommit(`activity/${n}`));
    await first.close();
    damageFrom(100);
    const engine = openIn(dir);
    expect(await engine.log('scheduling').read('activity/0')).toHaveLength(1);
    const fault = await caught(engine.log('scheduling').all('150', 10));
    expect(fault).toMatchObject({ code: 'storage-corrupt', retriable: false });
    expect(String(fault)).toContain(file);
    expect((await engine.verify()).problems.length).toBeGreaterThan(0);
    await engine.close();
  });

  test('of a newer version is refused instead of misread', async () => {
    await openIn(dir).close();
    const sql = openSql(file);
    sql.exec('PRAGMA user_version = 99');
    sql.close();
    expect(() => openIn(dir)).toThrow(expect.objectContaining({ code: 'newer-data' }));
  });
});

test('ready() resolves while the file can be used and rejects once it is closed', async () => {
  const engine = openIn(dir);
  await engine.ready();
  await engine.close();
  await expect(engine.ready()).rejects.toMatchObject({ code: 'storage-closed' });
});
