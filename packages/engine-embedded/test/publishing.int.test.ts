import { busMessagesOf } from '@huitang/runtime';
import { privateCommit, sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dataFile, type EmbeddedEngine } from '../src/index.ts';
import { openSql } from '../src/sql.ts';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

const TOPIC = 'scheduling.events';

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

/** The ids of all events on the topic, in the order a new group hears them. */
async function heard(group: string): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  const subscription = await engine.bus.subscribe(group, [TOPIC], async (body) => {
    ids.push((body as { readonly id: unknown }).id);
  });
  await engine.bus.idle();
  await subscription.close();
  return ids;
}

const inSql = (statement: string): void => {
  const sql = openSql(dataFile(dir));
  sql.exec(statement);
  sql.close();
};

test('what is appended is on the bus when it is acknowledged, as the relay would have put it there', async () => {
  const commit = sampleCommit('activity/a', 1);
  const bodies: unknown[] = [];
  await engine.bus.subscribe('group', [TOPIC], async (body) => {
    bodies.push(body);
  });
  await engine.log('scheduling').append(commit);
  await engine.log('scheduling').append(privateCommit('activity/a', 2));
  await engine.bus.idle();
  const expected = busMessagesOf('scheduling', commit);
  expect(bodies.map((body) => JSON.stringify(body))).toEqual(expected.map(({ body }) => body));
});

test('what is refused is not on the bus: a conflict, a duplicate, a commit that could not be written', async () => {
  const log = engine.log('scheduling');
  await log.append(sampleCommit('activity/a', 1, { commandId: 'once' }));
  await log.append(sampleCommit('activity/a', 1));
  await log.append(sampleCommit('activity/a', 2, { commandId: 'once' }));
  inSql('CREATE TRIGGER no_room BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, "no room"); END');
  await expect(log.append(sampleCommit('activity/b', 1))).rejects.toThrow('no room');
  expect(await log.read('activity/b')).toEqual([]);
  inSql('DROP TRIGGER no_room');
  expect(await heard('late')).toEqual(['activity/a@1.0']);
});

test('a stream is heard in order, and all of it, whatever else is published at the same time', async () => {
  const log = engine.log('scheduling');
  const appends = Array.from({ length: 200 }, (_, n) => {
    const stream = `activity/${n % 4}`;
    return log.append(sampleCommit(stream, Math.floor(n / 4) + 1));
  });
  const others = Array.from({ length: 50 }, (_, n) =>
    engine.bus.publish([{ topic: TOPIC, key: 'k', subject: 'other', body: JSON.stringify({ id: n }) }]),
  );
  const ids = heard('early');
  await Promise.all([...appends, ...others]);
  await engine.bus.idle();
  for (const order of [await ids, await heard('late')]) {
    const versions = order.filter((id) => String(id).startsWith('activity/2@'));
    expect(versions).toEqual(versions.map((_, index) => `activity/2@${index + 1}.0`));
  }
  expect(await heard('last')).toHaveLength(250);
});

test('what an earlier version left to its relay is on the bus at opening, before anything that is appended', async () => {
  for (const version of [1, 2]) await engine.log('scheduling').append(sampleCommit('activity/a', version));
  await engine.log('scheduling').append(sampleCommit('activity/0', 1));
  inSql('DELETE FROM messages; UPDATE commits SET unpublished = 1');
  await engine.close();
  engine = openIn(dir);
  const log = engine.log('scheduling');
  await log.append(sampleCommit('activity/a', 3));
  expect(await heard('late')).toEqual(['activity/0@1.0', 'activity/a@1.0', 'activity/a@2.0', 'activity/a@3.0']);
  expect(await log.unpublished(10)).toEqual([]);
});
