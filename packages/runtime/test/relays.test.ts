import {
  type BusMessage,
  type Commit,
  createLogger,
  createMetrics,
  Fault,
  type Records,
  type Relay,
  relayOf,
} from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLease } from '../src/relay/lease.ts';
import { memoryRecords } from './lease-records.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

/** Longer than it takes to see that somebody is silent, to take over, and to tell everything. */
const TAKEN_OVER_MS = 6_000;

let clock: ManualClock;
let log: MemoryLog;
let records: Records;
let relays: Instance[];

beforeEach(() => {
  clock = manualClock();
  log = new MemoryLog();
  records = memoryRecords();
  relays = [];
});

interface Instance {
  readonly relay: Relay;
  /** What it has told, in order. */
  readonly told: string[];
  readonly bus: { down: boolean };
  /** As a command of this process does. */
  append(commit: Commit): Promise<void>;
}

/** A process that relays for the service; `isDead`: one that does nothing any more, as after a crash. */
function instance({ isDead = (): boolean => false } = {}): Instance {
  const told: string[] = [];
  const bus = { down: false };
  const own: ManualClock = {
    ...clock,
    after: (ms, task) => clock.after(ms, () => (isDead() ? undefined : task())),
  };
  const common = { clock: own, logger: createLogger('silent') };
  const ids = {
    uuid: () => `process ${relays.length}-${Math.random()}`,
    orderedUuid: () => '',
    secret: () => 'x'.repeat(43),
    fraction: () => 0,
  };
  const relay = relayOf({
    ...common,
    service: 'scheduling',
    log,
    bus: {
      async publish(messages: readonly BusMessage[]) {
        await new Promise((resolve) => setImmediate(resolve));
        if (bus.down) throw new Fault('bus-unavailable', 'down', { retriable: true });
        told.push(...messages.map(({ body }) => JSON.parse(body).id as string));
      },
    } as Parameters<typeof relayOf>[0]['bus'],
    metrics: createMetrics(),
    lease: createLease({ ...common, name: 'relay.scheduling', records, ids }),
  });
  const one: Instance = {
    relay,
    told,
    bus,
    async append(commit) {
      expect(await log.append(commit)).toEqual({ outcome: 'appended' });
      relay.appended(commit);
    },
  };
  relays.push(one);
  return one;
}

const allTold = (): string[] => relays.flatMap(({ told }) => told);

const proposed = (stream: string, version = 1): Commit => ({
  stream,
  version,
  events: [{ type: 'ActivityProposed', data: {} }],
  at: '2026-07-01T00:00:00.000Z',
  commandId: `${stream}-${version}`,
  bodyHash: 'x',
  causationId: null,
  principal: 'tester',
  previous: version === 1 ? null : `${version - 1}.0`,
  partitionKey: 'tianping',
});

const streams = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `activity/${String(index).padStart(4, '0')}`);

describe('relays of several processes', () => {
  test('tell what waits once, not once each', async () => {
    for (const stream of streams(1_200)) await log.append(proposed(stream));
    for (let count = 0; count < 3; count += 1) instance().relay.start();
    await clock.pass(TAKEN_OVER_MS);
    expect(allTold().sort()).toEqual(streams(1_200).map((stream) => `${stream}@1.0`));
    expect(relays.filter(({ told }) => told.length > 0)).toHaveLength(1);
  });

  test('tell what was appended while the bus was away once', async () => {
    const instances = [instance(), instance(), instance()];
    for (const { relay, bus } of instances) {
      bus.down = true;
      relay.start();
    }
    await clock.pass(1_000);
    for (const [index, stream] of streams(900).entries()) await instances[index % 3]?.append(proposed(stream));
    await clock.pass(60_000);
    for (const { bus } of instances) bus.down = false;
    await clock.pass(30_000);
    expect(allTold().sort()).toEqual(streams(900).map((stream) => `${stream}@1.0`));
  });

  test('each tell at once what their process appends, and nobody a second time', async () => {
    const instances = [instance(), instance(), instance()];
    for (const { relay } of instances) relay.start();
    await clock.pass(2_500);
    for (const [index, one] of instances.entries()) {
      await one.append(proposed(`activity/${index}`));
      await one.append(proposed(`activity/${index}`, 2));
    }
    await clock.pass(100);
    const expected = instances.map((_, index) => [`activity/${index}@1.0`, `activity/${index}@2.0`]);
    expect(instances.map(({ told }) => told)).toEqual(expected);
    await clock.pass(10_000);
    expect(instances.map(({ told }) => told)).toEqual(expected);
  });

  test('tell first what another process has appended to the stream and not told', async () => {
    const [one, other] = [instance(), instance()];
    for (const { relay } of [one, other]) relay.start();
    await clock.pass(2_500);
    await log.append(proposed('activity/a'));
    await other.append(proposed('activity/a', 2));
    await clock.pass(10);
    await one.append(proposed('activity/a', 3));
    await clock.pass(10);
    expect(other.told).toEqual(['activity/a@1.0', 'activity/a@2.0']);
    expect(one.told).toEqual(['activity/a@3.0']);
  });

  test('tell within seconds what a process has left that has ended without a word', async () => {
    let isDead = false;
    const first = instance({ isDead: () => isDead });
    first.relay.start();
    await clock.pass(1_500);
    const second = instance();
    second.relay.start();
    await clock.pass(1_500);
    isDead = true;
    await log.append(proposed('activity/left'));
    await clock.pass(TAKEN_OVER_MS);
    expect(second.told).toEqual(['activity/left@1.0']);
  });

  test('need not wait for one that has ended in order', async () => {
    const first = instance();
    first.relay.start();
    await clock.pass(1_500);
    const second = instance();
    second.relay.start();
    await clock.pass(500);
    await first.relay.stop();
    await log.append(proposed('activity/left'));
    await clock.pass(2_500);
    expect(second.told).toEqual(['activity/left@1.0']);
  });

  test('drain only when the one that has the backlog has told it', async () => {
    const [one, other] = [instance(), instance()];
    for (const { relay } of [one, other]) relay.start();
    await clock.pass(2_500);
    await log.append(proposed('activity/a'));
    let drained = false;
    const draining = other.relay.drain().then(() => {
      drained = true;
    });
    await clock.pass(100);
    expect(drained).toBe(false);
    await clock.pass(2_500);
    await draining;
    expect([one.told, other.told]).toEqual([['activity/a@1.0'], []]);
  });
});

describe('one relay', () => {
  test('tells what is appended at once, without looking for it', async () => {
    const one = instance();
    one.relay.start();
    await clock.pass(10);
    const read = log.unpublished.bind(log);
    let looks = 0;
    log.unpublished = (...asked) => {
      looks += 1;
      return read(...asked);
    };
    for (const stream of streams(3)) {
      for (const version of [1, 2, 3]) await one.append(proposed(stream, version));
    }
    await clock.pass(100);
    expect(one.told).toHaveLength(9);
    expect(looks).toBe(0);
    await clock.pass(5_000);
    expect(one.told).toHaveLength(9);
  });

  test('tells a stream that it has not told before from where the log says', async () => {
    await log.append(proposed('activity/a'));
    await log.append(proposed('activity/a', 2));
    await log.markPublished([{ stream: 'activity/a', version: 1 }]);
    const one = instance();
    one.relay.start();
    await one.append(proposed('activity/a', 3));
    await clock.pass(2_500);
    expect(one.told).toEqual(['activity/a@2.0', 'activity/a@3.0']);
  });

  test('keeps the order of a stream over a failure', async () => {
    const one = instance();
    one.relay.start();
    await clock.pass(10);
    one.bus.down = true;
    await one.append(proposed('activity/a'));
    await clock.pass(10);
    await one.append(proposed('activity/a', 2));
    one.bus.down = false;
    await clock.pass(3_000);
    await one.append(proposed('activity/a', 3));
    await clock.pass(3_000);
    expect(one.told).toEqual(['activity/a@1.0', 'activity/a@2.0', 'activity/a@3.0']);
  });

  test('told to stop, still tells what its process has appended', async () => {
    const one = instance();
    one.relay.start();
    await clock.pass(10);
    for (const stream of streams(700)) await one.append(proposed(stream));
    await one.relay.stop();
    expect(one.told).toHaveLength(700);
  });
});
