import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile, verifyFile, viewSnapshot } from '@huitang/engine-embedded';
import type { Commit } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EmbeddedEngine } from '../src/embedded.ts';
import { openSql } from '../src/sql.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

let dir: string;
let engine: EmbeddedEngine;

beforeEach(() => {
  dir = newFolder();
  engine = openIn(dir);
});
afterEach(async () => {
  await engine.close();
  removeFolder(dir);
});

const titled = (stream: string, version: number, title: string): Commit =>
  sampleCommit(stream, version, {
    events: [{ type: 'ActivityCancelled', data: { title } }],
    ...(version > 1 && { previous: `${version - 1}.0` }),
  });

async function store(commit: Commit): Promise<void> {
  await engine.log('scheduling').append(commit);
}

async function fill(streams: number): Promise<void> {
  for (let n = 0; n < streams; n += 1) {
    await store(titled(`activity/${n}`, 1, `读书会 ${n}`));
    await store(titled(`activity/${n}`, 2, `读书会 ${n} 改`));
  }
}

const tamper = (statement: string): void => {
  const sql = openSql(dataFile(dir));
  sql.exec(statement);
  sql.close();
};

describe('a file that is in use', () => {
  test('is verified as it is at one moment, without taking it from who has it', async () => {
    await fill(3);
    expect(verifyFile(dataFile(dir))).toEqual({ problems: [], streams: 3, commits: 6, messages: 6 });
    await store(titled('activity/later', 1, '晚来的'));
    expect(verifyFile(dataFile(dir))).toMatchObject({ problems: [], streams: 4 });
  });

  test('is sound while a commit waits for the relay, and not when it says that it was published', async () => {
    await store(titled('activity/a', 1, '等待'));
    tamper('DELETE FROM messages; UPDATE commits SET unpublished = 1');
    expect(verifyFile(dataFile(dir)).problems).toEqual([]);
    await engine.log('scheduling').markPublished([{ stream: 'activity/a', version: 1 }]);
    expect(verifyFile(dataFile(dir)).problems).toEqual(['activity/a@1.0 is marked as published and is not on the bus']);
  });

  test.each([
    ['a table of its own', {}],
    ['a table shared with others', { byIdOnly: true as const }],
  ])('shows a read model in %s as it was, whatever is written later', async (_, kept) => {
    const collectionOf = (name: string) =>
      engine.views.collection<{ n: number }>({ name, fields: {}, indexes: [], ...kept });
    const [things, others] = [collectionOf('things'), collectionOf('others')];
    const at = { stream: 's', index: 0 };
    for (const [n, id] of ['b', 'a', '汉', 'gone'].entries()) await things.put(id, { n }, { ...at, version: 1 });
    await things.remove('gone', { ...at, version: 2 });
    await others.put('a', { n: 7 }, { ...at, version: 1 });
    const before = viewSnapshot(dataFile(dir));
    await things.put('a', { n: 9 }, { ...at, version: 3 });
    expect([...before.documents('things')]).toEqual([
      { id: 'a', doc: '{"n":1}' },
      { id: 'b', doc: '{"n":0}' },
      { id: '汉', doc: '{"n":2}' },
    ]);
    expect([...before.documents('others')]).toHaveLength(1);
    expect([...before.documents('nothing')]).toEqual([]);
    before.close();
    const after = viewSnapshot(dataFile(dir));
    expect([...after.documents('things')][0]).toEqual({ id: 'a', doc: '{"n":9}' });
    after.close();
  });
});

describe('verify finds', () => {
  test.each([
    [
      'a published event that was changed in its commit',
      "UPDATE commits SET body = replace(body, '读书会 1 改', '读书会 1 假') WHERE stream = 'activity/1'",
      'activity/1@2.0 is not what the bus has of it',
    ],
    [
      'a published event that was changed on the bus',
      "UPDATE messages SET body = replace(body, '读书会 2 改', '读书会 2 假')",
      'activity/2@2.0 is not what the bus has of it',
    ],
    [
      'a last version that was removed',
      "DELETE FROM commits WHERE stream = 'activity/1' AND version = 2",
      'activity/1@2.0 is on the bus and in no commit',
    ],
    [
      'a version beyond what JavaScript counts to',
      "UPDATE commits SET version = 9007199254740993 WHERE stream = 'activity/1' AND version = 2",
      'activity/1@9007199254740992 follows version 1',
    ],
    [
      'a commit that is no JSON',
      "UPDATE commits SET body = substr(body, 2) WHERE stream = 'activity/1' AND version = 1",
      'activity/1@1 cannot be read',
    ],
    [
      'a commit that is not UTF-8',
      "UPDATE commits SET body = CAST(x'7B226576656E7473223A5B5D2C2261223A22E4FF227D' AS TEXT) WHERE stream = 'activity/1' AND version = 1",
      'activity/1@1 cannot be read',
    ],
    [
      'a message that is no event',
      "UPDATE messages SET body = '{}' WHERE offset = 3",
      'message 3 of activity/1 cannot be read',
    ],
    [
      'a message filed under another stream',
      "UPDATE messages SET subject = 'activity/9' WHERE offset = 3",
      'message 3 of activity/9 calls itself activity/1@1.0',
    ],
    ['a record that is no JSON', "UPDATE records SET value = '{'", 'the record things/key cannot be read'],
    ['personal data that are no JSON', "UPDATE vault SET fields = 'x'", "the vault's person/1 cannot be read"],
    [
      'a document that is not UTF-8',
      'UPDATE "view:things" SET doc = CAST(x\'7B2261223A22E4FF227D\' AS TEXT)',
      'the document things/one cannot be read',
    ],
    [
      'a document kept by id that is no JSON',
      "UPDATE by_id_documents SET doc = '{'",
      'the document known/one cannot be read',
    ],
  ])('%s', async (_, statement, problem) => {
    await fill(3);
    await engine.records.set('things').put('key', {});
    await engine.vault.put('person/1', { name: 'x' });
    const things = engine.views.collection<{ n: number }>({ name: 'things', fields: {}, indexes: [] });
    const known = engine.views.collection<{ n: number }>({ name: 'known', fields: {}, indexes: [], byIdOnly: true });
    for (const one of [things, known]) await one.put('one', { n: 1 }, { stream: 's', version: 1, index: 0 });
    expect(verifyFile(dataFile(dir)).problems).toEqual([]);
    tamper(statement);
    expect(verifyFile(dataFile(dir)).problems).toContain(problem);
  });

  test('never what a damaged record or person says', async () => {
    await engine.vault.put('person/1', { email: 'secret@example.org' });
    tamper('UPDATE vault SET fields = substr(fields, 1, 20) || char(7) || substr(fields, 21)');
    const { problems } = verifyFile(dataFile(dir));
    expect(problems).toEqual(["the vault's person/1 cannot be read"]);
  });

  test('any page that was overwritten', async () => {
    await fill(40);
    await engine.close();
    const whole = readFileSync(dataFile(dir));
    const pageBytes = whole.readUInt16BE(16);
    const pages = whole.length / pageBytes;
    expect(pages).toBeGreaterThan(20);
    const used = Array.from({ length: pages }, (_, n) => n).filter((n) =>
      whole.subarray(n * pageBytes, (n + 1) * pageBytes).some((byte, at) => at > 120 && byte !== 0),
    );
    for (const page of used) {
      const damaged = join(dir, `page-${page}.db`);
      writeFileSync(damaged, whole);
      const handle = openSync(damaged, 'r+');
      // Past the header of the file, which names what kind of file it is.
      writeSync(handle, Buffer.alloc(pageBytes - 100, 0xa5), 0, pageBytes - 100, page * pageBytes + 100);
      closeSync(handle);
      expect([page, verifyFile(damaged).problems.length > 0]).toEqual([page, true]);
    }
  });
});

describe('verify refuses', () => {
  test('a file that is not there, without making one', () => {
    expect(() => verifyFile(join(dir, 'nothing.db'))).toThrow(expect.objectContaining({ code: 'no-data' }));
    expect(() => readFileSync(join(dir, 'nothing.db'))).toThrow('ENOENT');
  });

  test('a database of somebody else', () => {
    const sql = openSql(join(dir, 'other.db'));
    sql.exec('CREATE TABLE t (x)');
    sql.close();
    expect(() => verifyFile(join(dir, 'other.db'))).toThrow(expect.objectContaining({ code: 'not-our-data' }));
  });

  test('data of a newer version', () => {
    tamper('PRAGMA user_version = 99');
    expect(() => verifyFile(dataFile(dir))).toThrow(expect.objectContaining({ code: 'newer-data' }));
    tamper('PRAGMA user_version = 1');
  });

  test('nothing that is no database at all: that is a damaged file', () => {
    writeFileSync(join(dir, 'text.db'), 'not a database, but long enough to be looked at'.repeat(100));
    expect(verifyFile(join(dir, 'text.db')).problems[0]).toContain('damaged');
  });
});
