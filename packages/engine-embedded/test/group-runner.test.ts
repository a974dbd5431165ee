import { type Clock, createLogger } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import type { BusStore, Published } from '../src/bus/bus-store.ts';
import { groupRunner } from '../src/bus/group-runner.ts';

const TOPIC = 'topic';

const clock: Clock = {
  now: () => 0,
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** A store that remembers nothing: a group at the beginning, without parked messages. */
const emptyStore: BusStore = {
  insert: () => [],
  after: () => [],
  body: () => '',
  lastOffset: () => 0,
  countAfter: () => 0,
  position: () => 0,
  savePosition: async () => {},
  forget: async () => {},
  parked: async () => [],
  parkedSubjects: () => [],
  parkedOffsets: () => [],
  park: async () => {},
  release: async () => [],
  unpark: async () => {},
};

/** Endless messages, made when they are asked for; `taken` is the last one that was. */
function endless(subjectOf: (offset: number) => string, body: string) {
  const state = { taken: 0 };
  const tail = {
    push: () => {},
    last: () => 1_000_000,
    after(offset: number, limit: number): readonly Published[] {
      state.taken = offset + limit;
      return Array.from({ length: limit }, (_, index) => {
        const own = offset + index + 1;
        return { offset: own, topic: TOPIC, key: 'k', subject: subjectOf(own), body };
      });
    },
  };
  return { state, tail };
}

async function runStuck(subjectOf: (offset: number) => string, body = '{}') {
  const { state, tail } = endless(subjectOf, body);
  let handlers = 0;
  const runner = groupRunner({
    group: 'group',
    topics: [TOPIC],
    wants: () => true,
    beforeKept: async () => {},
    store: emptyStore,
    tail,
    clock,
    ids: { uuid: () => '', orderedUuid: () => '', secret: () => 'x'.repeat(43), fraction: () => 0 },
    logger: createLogger('silent'),
    quiet: () => {},
    handler: () => {
      handlers += 1;
      return new Promise(() => {});
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  runner.stop();
  return { taken: state.taken, handlers };
}

test('a group that does not come on holds a bounded number of messages in memory', async () => {
  const { taken, handlers } = await runStuck(() => 'one');
  expect(handlers).toBe(1);
  expect(taken).toBeGreaterThanOrEqual(5_000);
  expect(taken).toBeLessThan(6_000);
});

test('long messages are bounded by their size, not only by their number', async () => {
  const { taken } = await runStuck(() => 'one', `"${'x'.repeat(100_000)}"`);
  expect(taken).toBeLessThanOrEqual(1_500);
});

test('a bounded number of handlers runs at once', async () => {
  expect((await runStuck((offset) => `subject-${offset}`)).handlers).toBe(256);
});
