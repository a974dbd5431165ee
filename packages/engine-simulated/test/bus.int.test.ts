import type { SimulatedProcess, World } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { newWorld } from './open-world.ts';

const TOPIC = 'scheduling.events';
const SUBJECTS = Array.from({ length: 12 }, (_, index) => `activity/${index}`);

/** Each with a key of its own, so that they are spread over the partitions. */
const messages = (from: number, to: number) =>
  SUBJECTS.flatMap((subject) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      topic: TOPIC,
      key: subject,
      subject,
      body: JSON.stringify({ subject, n: from + index }),
    })),
  );

interface Handled {
  readonly process: string;
  readonly subject: string;
  readonly n: number;
}

/** A process whose group writes down what it handles, for as long as that takes. */
function listening(world: World, name: string, handled: Handled[]): SimulatedProcess {
  const process = world.start({ name, database: 'all' });
  const { bus, clock } = process.platform;
  void bus.subscribe('group', [TOPIC], async (body) => {
    // The test publishes nothing else.
    const { subject, n } = body as { subject: string; n: number };
    await new Promise<void>((resolve) => void clock.after(1, resolve));
    handled.push({ process: name, subject, n });
  });
  return process;
}

const numbersOf = (handled: readonly Handled[], subject: string): number[] =>
  handled.filter((one) => one.subject === subject).map(({ n }) => n);

/** Ascending but for going back: what comes again begins somewhere before. */
const firstTimes = (numbers: readonly number[]): number[] => numbers.filter((n, index) => numbers.indexOf(n) === index);

const all = (handled: readonly Handled[], upTo: number): boolean =>
  SUBJECTS.every((subject) => new Set(numbersOf(handled, subject)).size === upTo);

test('several processes share a group, and when one ends the others take its part over', async () => {
  const world = newWorld('servers');
  const handled: Handled[] = [];
  const first = listening(world, 'one', handled);
  listening(world, 'two', handled);
  void first.platform.bus.publish(messages(1, 5));
  await world.run(() => all(handled, 5));
  expect(new Set(handled.map(({ process }) => process))).toEqual(new Set(['one', 'two']));
  first.crash();
  void world.processes()[0]?.platform.bus.publish(messages(6, 8));
  await world.run(() => all(handled, 8));
  for (const subject of SUBJECTS) {
    expect(firstTimes(numbersOf(handled, subject))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});

test('while a group is divided anew two processes may handle the same, and nothing is left out', async () => {
  let twice = 0;
  for (let round = 0; round < 10; round += 1) {
    const world = newWorld('servers', {
      division: { gainMaxMs: 5, loseMaxMs: 200, missedMaxMs: 100, deliveryMaxMs: 2 },
    });
    const handled: Handled[] = [];
    const process = listening(world, 'one', handled);
    listening(world, 'two', handled);
    void process.platform.bus.publish(messages(1, 20));
    for (let ms = 5; ms < 100; ms += 10) {
      world.scheduler.after(ms, () => world.coordinator.shuffle(world.broker.groupId('group')));
    }
    await world.run(() => all(handled, 20) && world.scheduler.steps() > 500);
    for (const subject of SUBJECTS) {
      expect(firstTimes(numbersOf(handled, subject))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    }
    twice += handled.length - SUBJECTS.length * 20;
  }
  expect(twice).toBeGreaterThan(0);
});

test('a commit that comes late, from who has gone on or from who is gone, does not set the group back', async () => {
  for (const { seed, ends } of [1, 2, 3, 4, 5].flatMap((one) => [true, false].map((it) => ({ seed: one, ends: it })))) {
    let lateOnes = 0;
    const world = newWorld('servers', {
      seed,
      division: { gainMaxMs: 5, loseMaxMs: 5, missedMaxMs: 5, deliveryMaxMs: 2 },
      latency: { minMs: 0.01, maxMs: 0.2, slowMaxMs: 3_000 },
      faults({ what }) {
        if (what !== 'bus.commit' || lateOnes === 1) return 'done';
        lateOnes += 1;
        return 'late';
      },
    });
    const handled: Handled[] = [];
    const first = listening(world, 'one', handled);
    void first.platform.bus.publish(messages(1, 5));
    await world.run(() => lateOnes === 1);
    if (ends) first.crash();
    const second = ends ? listening(world, 'two', handled) : first;
    void second.platform.bus.publish(messages(6, 9));
    await world.run(() => all(handled, 9));
    const endsAt = world.scheduler.now() + 60_000;
    second.platform.clock.after(60_000, () => undefined);
    await world.run(() => world.scheduler.now() >= endsAt);
    const groupId = world.broker.groupId('group');
    for (const partition of world.broker.partitionsOf([TOPIC])) {
      expect(world.broker.committed(groupId, partition)).toBe(partition.end());
    }
  }
});

test('a group that is set back gets its messages again', async () => {
  const world = newWorld('servers');
  const handled: Handled[] = [];
  const process = listening(world, 'one', handled);
  void process.platform.bus.publish(messages(1, 3));
  await world.run(() => all(handled, 3));
  const groupId = world.broker.groupId('group');
  for (const partition of world.broker.partitionsOf([TOPIC])) {
    world.broker.commit(groupId, partition, 0);
    world.coordinator.reset(groupId, partition);
  }
  await world.run(() => handled.length === 2 * 3 * SUBJECTS.length);
  for (const subject of SUBJECTS) expect(numbersOf(handled, subject)).toEqual([1, 2, 3, 1, 2, 3]);
});

test('who stalls for too long begins anew with its part, also where there is nobody else to take it', async () => {
  const world = newWorld('servers', { division: { gainMaxMs: 5, loseMaxMs: 5, missedMaxMs: 1, deliveryMaxMs: 1 } });
  const handled: Handled[] = [];
  const only = listening(world, 'one', handled);
  void only.platform.bus.publish(messages(1, 1));
  await world.run(() => all(handled, 1));
  // What it fetches is on its way for an hour.
  for (const member of world.coordinator.members()) {
    for (const partition of world.broker.partitionsOf([TOPIC]))
      member.hold(partition, world.scheduler.now() + 3_600_000);
  }
  const stalledAt = world.scheduler.now();
  only.stall(1_000);
  await world.run(() => world.scheduler.now() > stalledAt + 1_100);
  void only.platform.bus.publish(messages(2, 2));
  await world.run(() => all(handled, 2) || world.scheduler.now() > stalledAt + 60_000);
  expect(all(handled, 2)).toBe(true);
});

test('who stalls for too long loses its part to the others, and goes on with what it had when it wakes', async () => {
  const world = newWorld('servers', { division: { gainMaxMs: 5, loseMaxMs: 50, missedMaxMs: 100, deliveryMaxMs: 2 } });
  const handled: Handled[] = [];
  const first = listening(world, 'one', handled);
  listening(world, 'two', handled);
  void first.platform.bus.publish(messages(1, 20));
  await world.run(() => handled.filter(({ process }) => process === 'one').length > 5);
  first.stall(1_000);
  const before = handled.filter(({ process }) => process === 'one').length;
  const until = world.scheduler.now() + 900;
  let atNoon: number | undefined;
  world.scheduler.after(900, () => {
    atNoon = handled.filter(({ process }) => process === 'one').length;
  });
  await world.run(() => all(handled, 20) && world.scheduler.now() > until);
  expect(atNoon).toBe(before);
  await world.run(() => world.scheduler.now() > until + 1_000);
  for (const subject of SUBJECTS) {
    expect(firstTimes(numbersOf(handled, subject))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }
});
