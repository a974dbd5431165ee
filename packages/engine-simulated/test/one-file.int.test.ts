import type { World } from '@huitang/engine-simulated';
import { sampleCommit } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { newWorld, startIn } from './open-world.ts';

interface Ended {
  readonly acknowledged: readonly string[];
  readonly left: readonly string[];
}

/** Appends without waiting, ends the process after so many milliseconds, and looks what is left. */
async function appendAndCrash(world: World, afterMs: number): Promise<Ended> {
  const process = startIn(world);
  const log = process.platform.log('scheduling');
  const acknowledged: string[] = [];
  for (let number = 1; number <= 20; number += 1) {
    const stream = `activity/${number}`;
    world.scheduler.after(number * 0.05, () => {
      log.append(sampleCommit(stream, 1)).then(
        () => acknowledged.push(stream),
        () => undefined,
      );
    });
  }
  world.scheduler.after(afterMs, () => process.crash());
  await world.run(() => false);
  return {
    acknowledged,
    left: world.durable
      .log('scheduling')
      .all()
      .map(({ stream }) => stream),
  };
}

const lostIn = ({ acknowledged, left }: Ended): number =>
  acknowledged.filter((stream) => !left.includes(stream)).length;

const momentsOf = (count: number): number[] => Array.from({ length: count }, (_, index) => 0.02 * index);

test('whenever a process ends, what it acknowledged is there, and what is there is a beginning of what it wrote', async () => {
  const sizes = new Set<number>();
  let unacknowledged = 0;
  for (const moment of momentsOf(80)) {
    const ended = await appendAndCrash(newWorld('one-file'), moment);
    expect(lostIn(ended)).toBe(0);
    expect(ended.left).toEqual(Array.from({ length: ended.left.length }, (_, index) => `activity/${index + 1}`));
    sizes.add(ended.left.length);
    if (ended.left.length > ended.acknowledged.length) unacknowledged += 1;
  }
  expect(sizes.size).toBeGreaterThan(3);
  // Written out by the system although nobody was told: that happens as well.
  expect(unacknowledged).toBeGreaterThan(0);
});

test('a disk that says too early that it is done loses what was acknowledged', async () => {
  const ends = await Promise.all(
    momentsOf(80).map((moment) => appendAndCrash(newWorld('one-file', { answersBeforeSync: true }), moment)),
  );
  expect(ends.filter((ended) => lostIn(ended) > 0).length).toBeGreaterThan(0);
});

test('answers come in the order of the calls', async () => {
  const world = newWorld('one-file');
  const { platform } = startIn(world);
  const answered: number[] = [];
  for (let version = 1; version <= 50; version += 1) {
    world.scheduler.after(version * 0.03, () => {
      void platform
        .log('scheduling')
        .append(sampleCommit('activity/a', version))
        .then(() => answered.push(version));
    });
  }
  await world.run(() => false);
  expect(answered).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('a sync that fails ends writing until a process begins anew; reads go on', async () => {
  let syncs = 0;
  const world = newWorld('one-file', {
    faults: ({ what }) => {
      if (what !== 'disk.sync') return 'done';
      syncs += 1;
      return syncs === 1 ? 'refused' : 'done';
    },
  });
  const { platform } = startIn(world);
  const seen: string[] = [];
  const note = (what: string) => ({ ok: () => void seen.push(`${what} ok`), not: () => void seen.push(`${what} not`) });
  const duties = platform.records.set('duties');
  const first = note('first');
  duties.put('a', {}).then(first.ok, first.not);
  world.scheduler.after(2, () => {
    const [second, list, ready] = [note('second'), note('list'), note('ready')];
    duties.put('b', {}).then(second.ok, second.not);
    duties.list('', 10).then(list.ok, list.not);
    platform.ready().then(ready.ok, ready.not);
  });
  await world.run(() => seen.length === 4);
  expect([...seen].sort()).toEqual(['first not', 'list ok', 'ready not', 'second not']);
  // Whoever watches over the process ends it.
  await world.run(() => world.processes().length === 0);
  const again = startIn(world);
  let written = false;
  again.platform.records
    .set('duties')
    .put('c', {})
    .then(() => {
      written = true;
    });
  await world.run(() => written);
  expect(written).toBe(true);
});

test('what is not on the disk yet is told only when it is', async () => {
  const world = newWorld('one-file', { latency: { minMs: 1, maxMs: 2, slowMaxMs: 10 }, keepTrace: true });
  const { platform } = startIn(world);
  const log = platform.log('scheduling');
  void log.append(sampleCommit('activity/a', 1));
  let told: number | undefined;
  // After the effect, before the sync.
  const look = (): void => {
    if (world.durable.log('scheduling').all().length === 0) world.scheduler.after(0.01, look);
    else void log.read('activity/a').then(({ length }) => (told = length));
  };
  look();
  await world.run(() => told !== undefined);
  const outcomes = world.trace.records().map(({ what, outcome }) => `${what} ${outcome}`);
  expect(told).toBe(1);
  expect(outcomes.indexOf('disk.sync done')).toBeLessThan(outcomes.indexOf('log.read ok'));
});

test('a process that alone has the file is not told by it that nothing follows what it knows to be the newest', async () => {
  const askedFor = async (kind: 'one-file' | 'servers'): Promise<readonly number[]> => {
    const world = newWorld(kind);
    const log = startIn(world).platform.log('scheduling');
    const calls: number[] = [];
    async function readAll(): Promise<void> {
      await log.append(sampleCommit('activity/1', 1));
      for (const from of [1, 2]) {
        const before = world.calls.begun();
        expect((await log.read('activity/1', from)).length).toBe(from === 1 ? 1 : 0);
        calls.push(world.calls.begun() - before);
      }
    }
    void readAll();
    await world.run(() => calls.length === 2);
    return calls;
  };
  expect([await askedFor('one-file'), await askedFor('servers')]).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test('two processes never have the file', () => {
  const world = newWorld('one-file');
  startIn(world);
  expect(() => startIn(world)).toThrow('another process has the file');
});
