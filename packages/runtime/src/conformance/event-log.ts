import { describe, expect, test } from '@jest/globals';
import type { Commit, CommitKey, EventLog } from '../ports/event-log.ts';
import { type Bench, type OpenHarness, useHarness } from './harness.ts';
import { privateCommit, sampleCommit } from './sample-commit.ts';

const STREAM = 'activity/a';
const keyOf = ({ stream, version }: Commit): string => `${stream}@${version}`;

/** All pages from a cursor on, until an empty one. */
async function readAll(log: EventLog, limit: number, from?: string): Promise<{ commits: Commit[]; cursor: string }> {
  const commits: Commit[] = [];
  let cursor = from;
  for (;;) {
    const page = await log.all(cursor, limit);
    cursor = page.cursor;
    if (page.commits.length === 0) return { commits, cursor };
    commits.push(...page.commits);
  }
}

function appending({ port, reopen }: Bench<EventLog>): void {
  test('gives back exactly what was appended, by version', async () => {
    const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=1' };
    const last = sampleCommit(STREAM, 3, { previous: '1.0', ...trace });
    const commits = [sampleCommit(STREAM, 1), privateCommit(STREAM, 2), last];
    for (const commit of commits) expect(await port().append(commit)).toEqual({ outcome: 'appended' });
    expect(await port().read(STREAM)).toEqual(commits);
    expect(await port().read(STREAM, 2)).toEqual(commits.slice(1));
    expect(await port().read(STREAM, 4)).toEqual([]);
    expect(await port().read(STREAM, 0)).toEqual(commits);
    expect(await port().read(STREAM, 3)).toEqual(commits.slice(2));
    expect(await port().read('activity/unknown')).toEqual([]);
  });

  test('a taken version is a conflict and changes nothing', async () => {
    const first = sampleCommit(STREAM, 1);
    await port().append(first);
    expect(await port().append(sampleCommit(STREAM, 1))).toEqual({ outcome: 'conflict' });
    expect(await port().read(STREAM)).toEqual([first]);
  });

  test('where appends are in order, a version whose predecessor is missing is a conflict', async () => {
    // Other engines leave gaps to the executor, which waits for each append there.
    if (!port().appendsInOrder) return;
    await port().append(sampleCommit(STREAM, 1));
    expect(await port().append(sampleCommit(STREAM, 3))).toEqual({ outcome: 'conflict' });
    expect(await port().append(sampleCommit('activity/b', 2))).toEqual({ outcome: 'conflict' });
    expect(await port().append(sampleCommit(STREAM, 0))).toEqual({ outcome: 'conflict' });
  });

  test('where appends are in order, versions appended without waiting are all accepted', async () => {
    if (!port().appendsInOrder) return;
    const commits = Array.from({ length: 50 }, (_, index) => sampleCommit(STREAM, index + 1));
    const results = await Promise.all(commits.map((commit) => port().append(commit)));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['appended']));
    expect(await port().read(STREAM)).toEqual(commits);
  });

  test('what was decided upon a commit that lost its version is a conflict, although its own version is free', async () => {
    if (!port().appendsInOrder) return;
    await port().append(sampleCommit(STREAM, 1, { commandId: 'first' }));
    const results = await Promise.all([
      port().append(sampleCommit(STREAM, 2, { commandId: 'winner', follows: 'first' })),
      port().append(sampleCommit(STREAM, 2, { commandId: 'loser', follows: 'first' })),
      port().append(sampleCommit(STREAM, 3, { commandId: 'upon the loser', follows: 'loser' })),
      port().append(sampleCommit(STREAM, 3, { commandId: 'upon the winner', follows: 'winner' })),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'conflict', 'conflict', 'appended']);
    const commands = (await port().read(STREAM)).map(({ commandId }) => commandId);
    expect(commands).toEqual(['first', 'winner', 'upon the winner']);
  });

  test('a command is applied once for ever: the same id is a duplicate at any version, also after reopening', async () => {
    const first = sampleCommit(STREAM, 1, { commandId: 'once' });
    await port().append(first);
    await port().append(sampleCommit(STREAM, 2));
    for (const version of [1, 3]) {
      const again = await port().append(sampleCommit(STREAM, version, { commandId: 'once' }));
      expect(again).toEqual({ outcome: 'duplicate', commit: first });
    }
    await reopen();
    const later = await port().append(sampleCommit(STREAM, 3, { commandId: 'once' }));
    expect(later).toEqual({ outcome: 'duplicate', commit: first });
    expect(await port().read(STREAM)).toHaveLength(2);
  });

  test('a command id belongs to its stream: another stream may have the same', async () => {
    const commits = ['activity/a', 'activity/b'].map((stream) => sampleCommit(stream, 1, { commandId: 'shared' }));
    for (const commit of commits) expect((await port().append(commit)).outcome).toBe('appended');
    expect(await port().findCommand('activity/b', 'shared')).toEqual(commits[1]);
    expect(await port().findCommand('activity/c', 'shared')).toBeUndefined();
    expect(await port().findCommand('activity/a', 'unknown')).toBeUndefined();
  });

  test('of many that append one version at once exactly one wins, and what it wrote is what is read', async () => {
    for (let version = 1; version <= 10; version += 1) {
      const rivals = Array.from({ length: 20 }, () => sampleCommit(STREAM, version));
      const results = await Promise.all(rivals.map((rival) => port().append(rival)));
      const winners = rivals.filter((_, index) => results[index]?.outcome === 'appended');
      expect(winners).toHaveLength(1);
      expect(results.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(19);
      expect(await port().read(STREAM, version)).toEqual(winners);
    }
  });

  test('every acknowledged commit is there after reopening', async () => {
    const commits = Array.from({ length: 100 }, (_, index) => sampleCommit(`activity/${index}`, 1));
    await Promise.all(commits.map((commit) => port().append(commit)));
    const log = await reopen();
    for (const commit of commits) expect(await log.read(commit.stream)).toEqual([commit]);
  });
}

function leavingToRelay({ port, reopen }: Bench<EventLog>): void {
  test('says that it leaves publishing to a relay', () => {
    expect(port().publishes).toBe(false);
  });

  test('what is not published is listed by stream and version, whatever the order of appending', async () => {
    await port().append(sampleCommit('activity/b', 1));
    await port().append(sampleCommit('activity/a', 1));
    await port().append(sampleCommit('activity/b', 2));
    for (let version = 2; version <= 12; version += 1) await port().append(sampleCommit('activity/a', version));
    const expected = [
      ...Array.from({ length: 12 }, (_, index) => `activity/a@${index + 1}`),
      'activity/b@1',
      'activity/b@2',
    ];
    expect((await port().unpublished(100)).map(keyOf)).toEqual(expected);
    expect((await port().unpublished(3)).map(keyOf)).toEqual(expected.slice(0, 3));
    // From the beginning of a stream on.
    expect((await port().unpublished(3, { stream: 'activity/b', version: 0 })).map(keyOf)).toEqual(expected.slice(12));
    const pages: string[][] = [];
    for (let after: CommitKey | undefined; ; ) {
      const page = await port().unpublished(5, after);
      after = page.at(-1);
      if (after === undefined) break;
      pages.push(page.map(keyOf));
    }
    expect(pages).toEqual([expected.slice(0, 5), expected.slice(5, 10), expected.slice(10)]);
  });

  test('a commit without public events is never listed', async () => {
    await port().append(privateCommit(STREAM, 1));
    await port().append(sampleCommit(STREAM, 2));
    expect((await port().unpublished(10)).map(keyOf)).toEqual([`${STREAM}@2`]);
  });

  test('a marked commit is not listed again, the others are; marking twice or nothing is harmless', async () => {
    for (const version of [1, 2, 3]) await port().append(sampleCommit(STREAM, version));
    await port().markPublished([
      { stream: STREAM, version: 1 },
      { stream: STREAM, version: 2 },
    ]);
    await port().markPublished([{ stream: STREAM, version: 2 }]);
    await port().markPublished([]);
    expect((await port().unpublished(10)).map(keyOf)).toEqual([`${STREAM}@3`]);
    expect(await port().read(STREAM)).toHaveLength(3);
    const log = await reopen();
    expect((await log.unpublished(10)).map(keyOf)).toEqual([`${STREAM}@3`]);
  });
}

function publishing({ port, reopen }: Bench<EventLog>): void {
  test('says that it publishes what it appends, and leaves nothing to a relay', async () => {
    expect(port().publishes).toBe(true);
    await port().append(sampleCommit(STREAM, 1));
    await port().append(privateCommit(STREAM, 2));
    expect(await port().unpublished(10)).toEqual([]);
    await port().markPublished([{ stream: STREAM, version: 1 }]);
    expect(await (await reopen()).unpublished(10)).toEqual([]);
  });
}

function readingAll({ port, reopen }: Bench<EventLog>): void {
  test('all() gives every commit once and keeps the order of each stream', async () => {
    for (let version = 1; version <= 5; version += 1) {
      for (const stream of ['activity/b', 'activity/a']) await port().append(sampleCommit(stream, version));
    }
    const { commits } = await readAll(port(), 3);
    expect(commits.map(keyOf).sort()).toEqual(
      ['a', 'b'].flatMap((id) => [1, 2, 3, 4, 5].map((version) => `activity/${id}@${version}`)),
    );
    for (const stream of ['activity/a', 'activity/b']) {
      const versions = commits.filter((commit) => commit.stream === stream).map(({ version }) => version);
      expect(versions).toEqual([1, 2, 3, 4, 5]);
    }
  });

  test('a cursor goes on after what it has seen, also from an empty page and after reopening', async () => {
    const empty = await port().all(undefined, 10);
    expect(empty.commits).toEqual([]);
    await port().append(sampleCommit(STREAM, 1));
    const first = await readAll(port(), 10, empty.cursor);
    expect(first.commits.map(keyOf)).toEqual([`${STREAM}@1`]);
    const log = await reopen();
    await log.append(sampleCommit(STREAM, 2));
    expect((await readAll(log, 10, first.cursor)).commits.map(keyOf)).toEqual([`${STREAM}@2`]);
  });

  test('a reader misses nothing of what is appended while it reads', async () => {
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let version = 1; version <= 20; version += 1)
        await port().append(sampleCommit(`activity/${writer}`, version));
    });
    let writing = true;
    const written = Promise.all(writers).then(() => {
      writing = false;
    });
    const seen: Commit[] = [];
    let cursor: string | undefined;
    while (writing) {
      const page = await port().all(cursor, 7);
      cursor = page.cursor;
      seen.push(...page.commits);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await written;
    seen.push(...(await readAll(port(), 7, cursor)).commits);
    expect(new Set(seen.map(keyOf)).size).toBe(200);
    for (let writer = 0; writer < 10; writer += 1) {
      const versions = seen.filter(({ stream }) => stream === `activity/${writer}`).map(({ version }) => version);
      expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    }
  });
}

/** Every promise of EventLog, for the log that `open` gives: one that publishes what it appends, or leaves it to a relay. */
export function eventLogConformance(name: string, open: OpenHarness<EventLog>, { publishes = false } = {}): void {
  describe(`EventLog on ${name}`, () => {
    const bench = useHarness(open);
    describe('appending', () => appending(bench));
    describe('publishing', () => (publishes ? publishing : leavingToRelay)(bench));
    describe('reading everything', () => readingAll(bench));
  });
}
