import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backupTo } from '../src/backup.ts';
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

async function fill(streams: number): Promise<void> {
  for (let n = 0; n < streams; n += 1) {
    await engine.log('scheduling').append(sampleCommit(`activity/${n}`, 1));
    await engine.log('scheduling').append(sampleCommit(`activity/${n}`, 2, { previous: '1.0' }));
  }
}

describe('backup', () => {
  test('while writing goes on, is a whole and consistent copy from which the engine starts', async () => {
    await fill(30);
    let backedUp = false;
    const backup = engine.backup(join(dir, 'copy.db')).then(() => {
      backedUp = true;
    });
    let written = 30;
    while (!backedUp) {
      await engine.log('scheduling').append(sampleCommit(`activity/${written}`, 1));
      written += 1;
    }
    await backup;
    const restored = join(dir, 'restored');
    mkdirSync(restored);
    renameSync(join(dir, 'copy.db'), join(restored, 'huitang.db'));
    const copy = openIn(restored);
    const verified = await copy.verify();
    expect(verified.problems).toEqual([]);
    expect(verified.streams).toBeGreaterThanOrEqual(30);
    expect(await copy.log('scheduling').read('activity/7')).toEqual(await engine.log('scheduling').read('activity/7'));
    expect(await copy.log('scheduling').append(sampleCommit('activity/7', 3))).toEqual({ outcome: 'appended' });
    await copy.close();
  });

  test('is for nobody else of this machine to read, and so is a folder that the engine makes', async () => {
    const made = join(dir, 'made');
    await openIn(made).close();
    await engine.backup(join(dir, 'copy.db'));
    const modes = [made, join(dir, 'copy.db')].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600]);
  });

  test('overwrites nothing, and leaves nothing half done where it cannot write', async () => {
    await engine.backup(join(dir, 'copy.db'));
    await expect(engine.backup(join(dir, 'copy.db'))).rejects.toMatchObject({ code: 'backup-exists' });
    await expect(engine.backup(join(dir, 'nowhere', 'copy.db'))).rejects.toMatchObject({ code: 'backup-failed' });
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test.each([
    ['nowhere', (folder: string) => `there is no folder ${folder}`],
    ['huitang.db', (folder: string) => `${folder} is no folder`],
  ])('into %s says in a sentence which file could not be written and why', async (name, why) => {
    const folder = join(dir, name);
    const file = join(folder, 'copy.db');
    const message = `${file} could not be written: ${why(folder)}`;
    await expect(engine.backup(file)).rejects.toMatchObject({ code: 'backup-failed', message });
  });

  test('of a database that cannot be read says what SQLite said', async () => {
    writeFileSync(join(dir, 'other.db'), 'this is no database, '.repeat(100));
    const copy = join(dir, 'copy.db');
    const failed = backupTo(join(dir, 'other.db'), copy);
    await expect(failed).rejects.toThrow(`${copy} could not be written: file is not a database`);
    expect(readdirSync(dir).filter((name) => name.startsWith('copy'))).toEqual([]);
  });
});

describe('verify', () => {
  const tamper = (statement: string): void => {
    const sql = openSql(join(dir, 'huitang.db'));
    sql.exec(statement);
    sql.close();
  };

  test('counts everything and finds nothing wrong in a sound file', async () => {
    await fill(3);
    expect(await engine.verify()).toEqual({ problems: [], streams: 3, commits: 6, messages: 6 });
  });

  test.each([
    [
      'a missing version',
      "DELETE FROM commits WHERE stream = 'activity/1' AND version = 1",
      'activity/1@2 follows version 0',
    ],
    [
      'a broken chain of public events',
      "UPDATE commits SET body = json_set(body, '$.previous', '7.0') WHERE stream = 'activity/1' AND version = 2",
      'activity/1@2 says the public event before it is 7.0, not 1.0',
    ],
    [
      'a commit that was changed',
      "UPDATE commits SET body = json_set(body, '$.commandId', 'other') WHERE stream = 'activity/1' AND version = 2",
      'activity/1@2 holds the commit activity/1@2 of other',
    ],
    [
      'an event that never reached the bus',
      "DELETE FROM messages WHERE subject = 'activity/1' AND json_extract(body, '$.streamversion') = 2",
      'activity/1@2.0 is marked as published and is not on the bus',
    ],
    [
      'events published out of order',
      "UPDATE messages SET offset = 99 WHERE subject = 'activity/1' AND json_extract(body, '$.streamversion') = 1",
      'message 99: activity/1@1.0 was published after activity/1@2.0',
    ],
  ])('finds %s', async (_, statement, problem) => {
    await fill(3);
    tamper(statement);
    expect((await engine.verify()).problems[0]).toBe(problem);
  });
});

test('history() gives the public events of a stream from its log, private ones left out, as the bus has them', async () => {
  const second = sampleCommit('activity/a', 2, {
    previous: '1.0',
    events: [
      { type: 'SomethingPrivate', data: 1 },
      { type: 'ActivityCancelled', data: 2 },
    ],
  });
  await engine.log('scheduling').append(sampleCommit('activity/a', 1));
  await engine.log('scheduling').append(second);
  const heard: unknown[] = [];
  await engine.bus.subscribe('group', ['scheduling.events'], async (body) => {
    heard.push(body);
  });
  await engine.bus.idle();
  const history = await engine.history('activity/a');
  expect(history.map(({ id, previous }) => [id, previous])).toEqual([
    ['activity/a@1.0', undefined],
    ['activity/a@2.1', '1.0'],
  ]);
  expect(JSON.parse(JSON.stringify(history))).toEqual(heard);
  expect(await engine.history('activity/unknown')).toEqual([]);
});

test('erasing a subject leaves none of its bytes in any file', async () => {
  const secret = 'zhang.wei.13800138000@example.org';
  for (let n = 0; n < 200; n += 1)
    await engine.vault.put(`person/${n}`, { email: n === 77 ? secret : `p${n}@example.org` });
  const found = (): string[] => readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(secret));
  expect(found()).not.toEqual([]);
  await engine.vault.erase('person/77');
  expect(found()).toEqual([]);
  expect(await engine.vault.get('person/78')).toEqual({ email: 'p78@example.org' });
});

describe('a group that has handled everything', () => {
  test('gets nothing again after an orderly restart', async () => {
    const heard: unknown[] = [];
    const subscribe = () => engine.bus.subscribe('group', ['scheduling.events'], async (body) => void heard.push(body));
    await subscribe();
    await fill(20);
    await engine.bus.idle();
    await engine.close();
    engine = openIn(dir);
    await subscribe();
    await engine.bus.idle();
    expect(heard).toHaveLength(40);
  });

  test('gets nothing again of what was parked and replayed', async () => {
    let cured = false;
    const heard: unknown[] = [];
    const subscribe = () =>
      engine.bus.subscribe('group', ['t'], async (body) => {
        if (!cured) throw new Error('not yet');
        heard.push(body);
      });
    await subscribe();
    await engine.bus.publish([1, 2, 3].map((n) => ({ topic: 't', key: 'k', subject: 's', body: String(n) })));
    await engine.bus.idle();
    cured = true;
    await engine.bus.replayParked('group');
    await engine.bus.idle();
    await engine.close();
    engine = openIn(dir);
    await subscribe();
    await engine.bus.idle();
    expect(heard).toEqual([1, 2, 3]);
  });

  test('has not paid an fsync for every message', async () => {
    await engine.bus.subscribe('group', ['t'], async () => {});
    const before = engine.stats().groups;
    await engine.bus.publish(
      Array.from({ length: 3_000 }, (_, n) => ({ topic: 't', key: 'k', subject: `s${n % 50}`, body: '1' })),
    );
    await engine.bus.idle();
    expect(engine.stats().groups - before).toBeLessThan(20);
  });
});
