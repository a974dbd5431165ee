import {
  type BusMessage,
  type Commit,
  createLogger,
  createMetrics,
  type EventBus,
  Fault,
  type Relay,
  relayOf,
} from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { afterEach, describe, expect, test } from '@jest/globals';

const clock = {
  now: () => 0,
  after: (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

const opened: Relay[] = [];
afterEach(async () => {
  for (const relay of opened.splice(0)) await relay.stop();
});

/** Holds one publish back: `begun` when it has come, then let go, or failed. */
function holding() {
  let release = (): void => {};
  let fail = (_: Error): void => {};
  let begin = (): void => {};
  const end = new Promise<void>((resolve, reject) => {
    release = resolve;
    fail = reject;
  });
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { release, fail, begin, begun, end };
}

function worldOf(log: MemoryLog) {
  const taken: BusMessage[] = [];
  const publish: { down: boolean; loseAnswer: boolean; held?: ReturnType<typeof holding> | undefined } = {
    down: false,
    loseAnswer: false,
  };
  const bus = {
    async publish(messages: readonly BusMessage[]) {
      const { held } = publish;
      publish.held = undefined;
      held?.begin();
      await held?.end;
      if (publish.down) throw new Fault('bus-unavailable', 'down', { retriable: true });
      taken.push(...messages);
      if (publish.loseAnswer) throw new Fault('bus-unavailable', 'answer lost', { retriable: true });
    },
  } as EventBus;
  const relay = relayOf({
    service: 'scheduling',
    log,
    bus,
    clock,
    logger: createLogger('silent'),
    metrics: createMetrics(),
  });
  opened.push(relay);
  return { relay, taken, publish, ids: () => taken.map(({ body }) => JSON.parse(body).id as string) };
}

const commit = (stream: string, version: number, types: string[], previous: string | null = null): Commit => ({
  stream,
  version,
  events: types.map((type) => ({ type, data: {} })),
  at: '2026-07-01T00:00:00.000Z',
  commandId: `${stream}-${version}`,
  bodyHash: 'x',
  causationId: null,
  principal: 'tester',
  previous,
  partitionKey: 'tianping',
});

describe('the relay', () => {
  test('publishes the public events of every commit once, in stream order, and leaves private ones out', async () => {
    const log = new MemoryLog();
    const world = worldOf(log);
    await log.append(commit('activity/a', 1, ['ActivityProposed', 'SomethingPrivate']));
    await log.append(commit('activity/a', 2, ['SomethingPrivate']));
    await log.append(commit('activity/a', 3, ['SomethingPrivate', 'ActivityConfirmed', 'ActivityCancelled'], '1.0'));
    await world.relay.drain();
    await world.relay.drain();
    expect(world.ids()).toEqual(['activity/a@1.0', 'activity/a@3.1', 'activity/a@3.2']);
    expect(world.taken.map(({ body }) => JSON.parse(body).previous)).toEqual([undefined, '1.0', '3.1']);
  });

  test('skips nothing when the bus is down: it is published when the bus is back', async () => {
    const log = new MemoryLog();
    const world = worldOf(log);
    await log.append(commit('activity/a', 1, ['ActivityProposed']));
    world.publish.down = true;
    await expect(world.relay.drain()).rejects.toThrow('down');
    world.publish.down = false;
    await world.relay.drain();
    expect(world.ids()).toEqual(['activity/a@1.0']);
  });

  test('repeats rather than skips when the answer of the bus is lost', async () => {
    const log = new MemoryLog();
    const world = worldOf(log);
    await log.append(commit('activity/a', 1, ['ActivityProposed']));
    world.publish.loseAnswer = true;
    await expect(world.relay.drain()).rejects.toThrow('answer lost');
    world.publish.loseAnswer = false;
    await world.relay.drain();
    expect(world.ids()).toEqual(['activity/a@1.0', 'activity/a@1.0']);
  });

  test('two relays of one service repeat at worst; nothing is lost', async () => {
    const log = new MemoryLog();
    const one = worldOf(log);
    const other = worldOf(log);
    for (let version = 1; version <= 700; version += 1)
      await log.append(commit('activity/a', version, ['ActivityProposed']));
    await Promise.all([one.relay.drain(), other.relay.drain()]);
    expect(new Set([...one.ids(), ...other.ids()]).size).toBe(700);
  });

  test('a drain joins the batch under way: what that carries is not published a second time', async () => {
    const log = new MemoryLog();
    const world = worldOf(log);
    await log.append(commit('activity/a', 1, ['ActivityProposed']));
    const held = holding();
    world.publish.held = held;
    world.relay.start();
    await held.begun;
    const draining = Promise.all([world.relay.drain(), world.relay.drain()]);
    await log.append(commit('activity/a', 2, ['ActivityConfirmed'], '1.0'));
    held.release();
    await draining;
    expect(world.ids()).toEqual(['activity/a@1.0', 'activity/a@2.0']);
  });

  test('a drain whose joined batch fails publishes by itself', async () => {
    const log = new MemoryLog();
    const world = worldOf(log);
    await log.append(commit('activity/a', 1, ['ActivityProposed']));
    const held = holding();
    world.publish.held = held;
    world.relay.start();
    await held.begun;
    const draining = world.relay.drain();
    held.fail(new Fault('bus-unavailable', 'down', { retriable: true }));
    await draining;
    expect(world.ids()).toEqual(['activity/a@1.0']);
  });
});
