import type { MongoEngine } from '@huitang/engine-mongo';
import type { Commit, EventLog } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { documentOf } from '../src/log/commit-document.ts';
import { beside, emptyAll, openAsIndexed, openHere, PREFIX, SERVICE, serverPlace } from './open-engine.ts';
import { type FaultyWay, insertInto, openProxy, textProperty } from './proxy.ts';

const STREAM = 'activity/a';

let engines: MongoEngine[];
let proxy: FaultyWay;

const logOf = (index: number): EventLog => engines[index]!.log(SERVICE);

// What it says of concerns is weaker than what the engine must ask for.
const throughProxy = (): string =>
  `mongodb://127.0.0.1:${proxy.port}/?retryWrites=false&directConnection=true&w=1&journal=false&readConcernLevel=local`;

beforeEach(async () => {
  await emptyAll();
  const { host, port } = await serverPlace();
  proxy = await openProxy(host, port);
  engines = [await openHere({ uri: throughProxy() }), await openHere()];
});

afterEach(async () => {
  for (const engine of engines) await engine.close();
  await proxy.close();
});

test('an append whose answer is lost is read back, and is appended', async () => {
  const commit = sampleCommit(STREAM, 1);
  proxy.lose('answer lost', insertInto('commits'));
  expect(await logOf(0).append(commit)).toEqual({ outcome: 'appended' });
  expect(await logOf(1).read(STREAM)).toEqual([commit]);
});

test('an append that never came to the server is a retriable fault, and the same one can be tried again', async () => {
  const commit = sampleCommit(STREAM, 1);
  proxy.lose('request lost', insertInto('commits'));
  await expect(logOf(0).append(commit)).rejects.toMatchObject({ code: 'storage-unavailable', retriable: true });
  expect(await logOf(1).read(STREAM)).toEqual([]);
  expect(await logOf(1).unpublished(10)).toEqual([]);
  expect(await logOf(0).append(commit)).toEqual({ outcome: 'appended' });
});

test('a commit is asked to be on the disk of a majority, and everything is read from there, whatever the uri says', async () => {
  await logOf(0).append(sampleCommit(STREAM, 1));
  const [insert] = proxy.requests(insertInto('commits'));
  expect(insert?.includes(textProperty('w', 'majority'))).toBe(true);
  expect(insert?.includes('\x08j\0\x01')).toBe(true);
  await logOf(0).all(undefined, 10);
  const [find] = proxy.requests(textProperty('find', 'places'));
  expect(find?.includes(textProperty('level', 'majority'))).toBe(true);
});

test('on a replica set streams are read so that a stale primary cannot answer', async () => {
  const engine = await openAsIndexed({ replicated: true }, throughProxy());
  engines.push(engine);
  // A server without replicas may refuse such a read; what is asked for is what counts here.
  await engine
    .log(SERVICE)
    .read(STREAM)
    .catch(() => []);
  await engine
    .log(SERVICE)
    .findCommand(STREAM, 'command')
    .catch(() => undefined);
  const finds = proxy.requests(textProperty('find', 'commits'));
  expect(finds.map((find) => find.includes(textProperty('level', 'linearizable')))).toEqual([true, true]);
});

test('a commit that was meant and never came hides no other one from the relay', async () => {
  proxy.lose('request lost', insertInto('commits'));
  await expect(logOf(0).append(sampleCommit('activity/0', 1))).rejects.toMatchObject({ retriable: true });
  const commit = sampleCommit(STREAM, 1);
  await logOf(0).append(commit);
  expect(await logOf(1).unpublished(1)).toEqual([commit]);
});

test('where the answer is lost and another has the version, it is a conflict', async () => {
  await logOf(1).append(sampleCommit(STREAM, 1));
  proxy.lose('answer lost', insertInto('commits'));
  expect(await logOf(0).append(sampleCommit(STREAM, 1))).toEqual({ outcome: 'conflict' });
});

test('of two engines that append one version exactly one wins, at every version', async () => {
  let follows: string | undefined;
  for (let version = 1; version <= 15; version += 1) {
    const rivals = [0, 1].map(() => sampleCommit(STREAM, version, follows === undefined ? {} : { follows }));
    const results = await Promise.all(rivals.map((rival, index) => logOf(index).append(rival)));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'conflict']);
    const winner = rivals[results.findIndex(({ outcome }) => outcome === 'appended')];
    expect(await logOf(version % 2).read(STREAM, version)).toEqual([winner]);
    follows = winner?.commandId;
  }
});

test('a version without the one before it, or upon another one than is there, is a conflict', async () => {
  await logOf(0).append(sampleCommit(STREAM, 1, { commandId: 'first' }));
  for (const log of [logOf(0), logOf(1)]) {
    expect(await log.append(sampleCommit(STREAM, 3))).toEqual({ outcome: 'conflict' });
    expect(await log.append(sampleCommit('activity/b', 2))).toEqual({ outcome: 'conflict' });
    expect(await log.append(sampleCommit(STREAM, 0))).toEqual({ outcome: 'conflict' });
    expect(await log.append(sampleCommit(STREAM, 2, { follows: 'loser' }))).toEqual({ outcome: 'conflict' });
  }
  expect((await logOf(1).append(sampleCommit(STREAM, 2, { follows: 'first' }))).outcome).toBe('appended');
});

test('streams whose names begin alike do not meet', async () => {
  const commits = ['a', 'a@0000000001', 'a@', 'a@5', 'ab'].flatMap((stream) =>
    [1, 2].map((n) => sampleCommit(stream, n)),
  );
  for (const commit of commits) expect((await logOf(0).append(commit)).outcome).toBe('appended');
  for (const { stream } of commits) {
    expect(await logOf(1).read(stream)).toEqual(commits.filter((commit) => commit.stream === stream));
  }
});

async function allFrom(log: EventLog, from?: string): Promise<{ readonly commits: Commit[]; readonly cursor: string }> {
  const commits: Commit[] = [];
  for (let cursor = from; ; ) {
    const page = await log.all(cursor, 4);
    if (page.commits.length === 0) return { commits, cursor: page.cursor };
    commits.push(...page.commits);
    cursor = page.cursor;
  }
}

test('a commit that becomes visible late is seen by a reader who has read everything there was', async () => {
  for (const stream of ['activity/m', 'activity/z']) await logOf(0).append(sampleCommit(stream, 1));
  const before = await allFrom(logOf(0));
  // Older by its time, earlier by its name, and appended by nobody this process knows.
  const late = sampleCommit('activity/a', 1, { at: '2001-01-01T00:00:00.000Z' });
  const client = (await beside()).getClient();
  await client.db(`${PREFIX}_${SERVICE}`).collection<{ _id: string }>('commits').insertOne(documentOf(late));
  expect((await allFrom(logOf(0), before.cursor)).commits).toEqual([late]);
});

test('a reader who is the first to read gets everything, however much there is', async () => {
  const commits = Array.from({ length: 230 }, (_, n) => sampleCommit(`activity/${n}`, 1));
  for (const commit of commits) await logOf(1).append(commit);
  const page = await logOf(1).all(undefined, 1_000);
  expect(page.commits).toHaveLength(commits.length);
});

test('readers of everything agree on the order, also when they are the first to read', async () => {
  for (let n = 1; n <= 12; n += 1) await logOf(n % 2).append(sampleCommit(`activity/${n % 4}`, Math.ceil(n / 4)));
  const [one, other] = await Promise.all([allFrom(logOf(0)), allFrom(logOf(1))]);
  expect(one?.commits).toHaveLength(12);
  expect(other).toEqual(one);
});
