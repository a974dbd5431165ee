import { join } from 'node:path';
import { isRetriable } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { prepareDatabase } from '../src/schema.ts';
import { openSql, type Sql } from '../src/sql.ts';
import { createStore, type Store } from '../src/store.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

let dir: string;

beforeEach(() => {
  dir = newFolder();
});
afterEach(() => removeFolder(dir));

describe('the engine', () => {
  test('writes of every port made in one turn share one transaction, so one fsync', async () => {
    const engine = openIn(dir);
    const collection = engine.views.collection<{ n: number }>({ name: 'numbers', fields: {}, indexes: [] });
    const before = engine.stats();
    await Promise.all([
      ...Array.from({ length: 200 }, (_, n) => engine.log('scheduling').append(sampleCommit(`activity/${n}`, 1))),
      engine.bus.publish([{ topic: 't', key: 'k', subject: 's', body: '{}' }]),
      collection.put('a', { n: 1 }, { stream: 's', version: 1, index: 0 }),
      engine.records.set('things').put('a', {}),
      engine.vault.put('person/a', { name: 'A' }),
    ]);
    expect(engine.stats()).toEqual({ groups: before.groups + 1, jobs: before.jobs + 204 });
    await engine.close();
  });

  test('a conflict or a repeated command leaves the rest of its group alone', async () => {
    const engine = openIn(dir);
    const log = engine.log('scheduling');
    await log.append(sampleCommit('activity/a', 1, { commandId: 'first' }));
    const { groups } = engine.stats();
    const outcomes = await Promise.all([
      log.append(sampleCommit('activity/a', 1)),
      log.append(sampleCommit('activity/a', 2)),
      log.append(sampleCommit('activity/a', 3, { commandId: 'first' })),
      log.append(sampleCommit('activity/a', 3)),
      log.append(sampleCommit('activity/b', 1)),
      log.append(sampleCommit('activity/b', 3)),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'conflict',
      'appended',
      'duplicate',
      'appended',
      'appended',
      'conflict',
    ]);
    expect(engine.stats().groups).toBe(groups + 1);
    await engine.close();
  });

  test('what one service appends no other service reads', async () => {
    const engine = openIn(dir);
    await engine.log('scheduling').append(sampleCommit('activity/a', 1));
    const other = engine.log('calendar');
    expect(await other.read('activity/a')).toEqual([]);
    expect((await other.all(undefined, 10)).commits).toEqual([]);
    expect(await other.unpublished(10)).toEqual([]);
    expect(await other.append(sampleCommit('activity/a', 2))).toEqual({ outcome: 'conflict' });
    await engine.close();
  });
});

test('every commit is written through to the disk: write-ahead log, synchronous, erased bytes overwritten', () => {
  const sql = openSql(join(dir, 'huitang.db'));
  prepareDatabase(sql);
  const setting = (name: string): unknown => Object.values(sql.prepare<object>(`PRAGMA ${name}`).all([])[0] ?? {})[0];
  // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
  expect([setting('journal_mode'), setting('synchronous'), setting('secure_delete')]).toEqual(['wal', 2, 1]);
  sql.close();
});

describe('the store', () => {
  let sql: Sql;
  let store: Store;
  beforeEach(() => {
    sql = openSql(join(dir, 'jobs.db'));
    sql.exec('CREATE TABLE things (name TEXT PRIMARY KEY)');
    store = createStore(sql);
  });
  afterEach(() => store.close());

  const add = (name: string): Promise<number> =>
    store.write(() => sql.prepare('INSERT INTO things (name) VALUES (?)').run([name]));
  const names = (): Promise<unknown> => store.read(() => sql.prepare('SELECT name FROM things ORDER BY name').all([]));

  test('a job that throws is the only one of its group to fail, and leaves nothing behind', async () => {
    const results = await Promise.allSettled([
      add('a'),
      store.write(() => {
        sql.prepare('INSERT INTO things (name) VALUES (?)').run(['half done']);
        throw new Error('a bug');
      }),
      add('b'),
      add('a'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await names()).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  test('no answer comes before its group is committed', async () => {
    const answered: string[] = [];
    const first = add('a').then(() => answered.push('a'));
    const second = store.write(() => answered.push('second job runs')).then(() => answered.push('second'));
    await Promise.all([first, second]);
    expect(answered).toEqual(['second job runs', 'a', 'second']);
  });

  test('a group has a limit, and what is over it comes in the next', async () => {
    await Promise.all(Array.from({ length: 4_001 }, (_, n) => add(`thing ${n}`)));
    expect(store.stats()).toEqual({ groups: 3, jobs: 4_001 });
  });

  test('more than 100,000 waiting writes are refused as overload, before they are accepted', async () => {
    const accepted = Array.from({ length: 100_000 }, () => store.write(() => 0));
    const refused = await store.write(() => 0).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'overloaded' });
    expect(isRetriable(refused)).toBe(true);
    await Promise.all(accepted);
    expect(await store.write(() => 1)).toBe(1);
  });

  test('close() writes what is queued; after it everything is refused', async () => {
    const queued = [add('a'), add('b')];
    store.close();
    expect(await Promise.all(queued)).toEqual([1, 1]);
    await expect(add('c')).rejects.toMatchObject({ code: 'storage-closed' });
    await expect(names()).rejects.toMatchObject({ code: 'storage-closed' });
  });
});
