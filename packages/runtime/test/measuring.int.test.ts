import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import {
  type Clock,
  createLogger,
  createMetrics,
  type EventBus,
  Fault,
  type Host,
  type Platform,
  type Service,
  type ServiceContext,
  startHost,
} from '@huitang/runtime';
import { demoPrincipals, nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { MemoryLog, sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const STREAM = 'center/tianping';

let dir: string;
let engine: EmbeddedEngine;
let platform: Platform;
let host: Host;
let context: ServiceContext;
/** What is wrong with the world at the moment. */
let broken: { publish: boolean; handle: 'well' | 'slowly' | 'wrongly'; parked: boolean };
let now: number;
/** What a slow handler waits for. */
let held: Promise<void>;
let letGo: () => void;

/** Keeps the bus from taking anything, or from telling what is parked. */
const breakable = (bus: EventBus): EventBus => ({
  publish: (messages) =>
    broken.publish ? Promise.reject(new Fault('bus-unavailable', 'down', { retriable: true })) : bus.publish(messages),
  subscribe: (...wanted) => bus.subscribe(...wanted),
  parked: () => (broken.parked ? new Promise(() => {}) : bus.parked()),
  replayParked: (...wanted) => bus.replayParked(...wanted),
  rewind: (group) => bus.rewind(group),
  lag: () => bus.lag(),
  lagByGroup: async () => ({ 'room-allocation.views': await bus.lag(), 'calendar.views': 0 }),
  waitingByGroup: async () => ({ ...(await bus.waitingByGroup?.()) }),
  idle: () => bus.idle(),
});

/** One service that hears itself. */
function serviceOf(given: ServiceContext): Service {
  context = given;
  const CenterRenamed = async (): Promise<void> => {
    if (broken.handle === 'slowly') await held;
    if (broken.handle === 'wrongly') throw new Error('a bug');
  };
  return {
    name: 'room-allocation',
    routes: [],
    consumers: [
      { group: 'room-allocation.views', services: ['room-allocation'], handlers: { CenterRenamed }, rebuilds: [] },
    ],
    ticks: [],
    measure: async () => platform.metrics.deliveriesDue.set(7),
  };
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-measuring-'));
  broken = { publish: false, handle: 'well', parked: false };
  now = Date.parse('2026-07-01T01:00:00Z');
  held = new Promise((resolve) => {
    letGo = resolve;
  });
  const clock: Clock = { ...nodeClock(), now: () => now };
  const [ids, logger] = [nodeIds(), createLogger('silent')];
  engine = openEmbedded({ dir, clock, ids, logger });
  const { views, records, vault, ready } = engine;
  // One that leaves publishing to the relay.
  const own = new MemoryLog();
  const log = () => own;
  // The parts of a platform that a host stands on.
  platform = {
    ...{ views, records, vault, log, ready, clock, logger, ids, metrics: createMetrics(), bus: breakable(engine.bus) },
    principals: demoPrincipals(),
    ticker: { every: () => async () => {} },
    history: (stream: string) => engine.history(stream),
    installation: { publicUrl: 'http://localhost', uidDomain: 'x.example', mailFrom: '', version: '0' },
  } as unknown as Platform;
  host = await startHost(platform, [{ name: 'room-allocation', create: serviceOf }], { port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  letGo();
  await host.stop();
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

async function read(): Promise<string> {
  const answer = await fetch(`${host.address}/metrics`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The value of a line of the text format, or undefined when there is none. */
const valueIn = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

const append = async (version = 1): Promise<void> => {
  const commit = sampleCommit(STREAM, version, {
    events: [{ type: 'CenterRenamed', data: renamed }],
    at: new Date(now).toISOString(),
    previous: version === 1 ? null : `${version - 1}.0`,
  });
  expect(await context.log.append(commit)).toEqual({ outcome: 'appended' });
  context.appended(commit);
};

const renamed = {
  centerId: 'tianping',
  name: '2',
  formerName: '1',
  displayRevision: 1,
  displayChangedAt: '2026-07-01T00:00:00Z',
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('the metrics', () => {
  test('say of a platform at rest that nothing waits anywhere', async () => {
    const text = await read();
    expect(valueIn(text, 'huitang_relay_lag_seconds{service="room-allocation"}')).toBe(0);
    expect(valueIn(text, 'huitang_relay_waiting_commits{service="room-allocation"}')).toBe(0);
    expect(valueIn(text, 'huitang_consumer_lag{group="room-allocation.views"}')).toBe(0);
    expect(valueIn(text, 'huitang_parked_streams{service="room-allocation",group="room-allocation.views"}')).toBe(0);
    expect(valueIn(text, 'huitang_not_measured{measure="parked"}')).toBe(0);
    expect(valueIn(text, 'huitang_deliveries_due')).toBe(7);
  });

  test('say how many commits the bus has not taken, and how old the oldest is, until it takes them', async () => {
    broken.publish = true;
    await append(1);
    now += 90_000;
    await append(2);
    const text = await read();
    expect(valueIn(text, 'huitang_relay_lag_seconds{service="room-allocation"}')).toBe(90);
    expect(valueIn(text, 'huitang_relay_waiting_commits{service="room-allocation"}')).toBe(2);
    broken.publish = false;
    await host.idle();
    const after = await read();
    expect(valueIn(after, 'huitang_relay_lag_seconds{service="room-allocation"}')).toBe(0);
    expect(valueIn(after, 'huitang_relay_waiting_commits{service="room-allocation"}')).toBe(0);
    expect(valueIn(after, 'huitang_publish_seconds_sum{service="room-allocation"}')).toBe(90);
    expect(valueIn(after, 'huitang_publish_seconds_count{service="room-allocation"}')).toBe(2);
  });

  test('say how far behind each group is', async () => {
    broken.handle = 'slowly';
    await append(1);
    await append(2);
    await until(async () => valueIn(await read(), 'huitang_bus_lag') === 2);
    const text = await read();
    expect(valueIn(text, 'huitang_consumer_lag{group="room-allocation.views"}')).toBe(2);
    expect(valueIn(text, 'huitang_consumer_lag{group="calendar.views"}')).toBe(0);
  });

  test('say for how long an event has been waiting, also when it is tried again and again beside others', async () => {
    const series = 'huitang_consumer_waiting_seconds{group="room-allocation.views"}';
    expect(valueIn(await read(), series)).toBe(0);
    broken.handle = 'slowly';
    await append(1);
    await until(async () => valueIn(await read(), 'huitang_bus_lag') === 1);
    now += 400_000;
    expect(valueIn(await read(), series)).toBe(400);
    letGo();
    await host.idle();
    expect(valueIn(await read(), series)).toBe(0);
  });

  test('say which group has streams set aside', async () => {
    broken.handle = 'wrongly';
    await append();
    const series = 'huitang_parked_streams{service="room-allocation",group="room-allocation.views"}';
    await until(async () => valueIn(await read(), series) === 1);
    broken.handle = 'well';
    await engine.bus.replayParked('room-allocation.views');
    await host.idle();
    expect(valueIn(await read(), series)).toBe(0);
  });

  test('count commits, conflicts and the time of each append', async () => {
    await append();
    expect((await context.log.append(sampleCommit(STREAM, 1))).outcome).toBe('conflict');
    context.conflicted();
    const text = await read();
    expect(valueIn(text, 'huitang_commit_seconds_count{service="room-allocation"}')).toBe(2);
    expect(valueIn(text, 'huitang_commits_total{service="room-allocation"}')).toBe(1);
    expect(valueIn(text, 'huitang_conflicts_total{service="room-allocation"}')).toBe(1);
  });

  test('leave out what cannot be measured in time, say so, and tell the rest', async () => {
    await read();
    broken.parked = true;
    const text = await read();
    expect(valueIn(text, 'huitang_not_measured{measure="parked"}')).toBe(1);
    expect(
      valueIn(text, 'huitang_parked_streams{service="room-allocation",group="room-allocation.views"}'),
    ).toBeUndefined();
    expect(valueIn(text, 'huitang_relay_lag_seconds{service="room-allocation"}')).toBe(0);
  });
});

describe('what is appended', () => {
  test('carries a trace when others will hear of it, and none when nobody will', async () => {
    await append();
    const secret = sampleCommit('activity/b', 1, { events: [{ type: 'SomethingPrivate', data: null }] });
    await context.log.append(secret);
    const [shared] = await context.log.read(STREAM);
    expect(shared?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(await context.log.read('activity/b')).toEqual([secret]);
  });
});
