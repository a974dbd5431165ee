import { createLogger, Fault } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import type { Group } from '../src/group.ts';
import { watch } from '../src/watchdog.ts';

/** A group that has been silent for a while, as the watchdog sees it, and a clock a test moves. */
function watched(lagOf: () => Promise<number>) {
  const tasks: (() => void)[] = [];
  const state = { silentMs: 0, handlerMs: 0, told: [] as string[] };
  const group = {
    context: { id: { group: 'group', generation: '' }, groupId: 'group' },
    progress: {
      silentMs: () => state.silentMs,
      handlerMs: () => state.handlerMs,
      moved: () => {
        state.silentMs = 0;
      },
    },
  };
  const stop = watch({
    // The watchdog looks at nothing else of it.
    groups: () => [group as unknown as Group],
    lagOf,
    clock: {
      now: () => 0,
      after(_ms, task) {
        tasks.push(task);
        return () => tasks.splice(tasks.indexOf(task), 1);
      },
    },
    logger: createLogger('silent'),
    stallMs: 1_000,
    onStalled: (name) => state.told.push(name),
  });
  const look = async (): Promise<void> => {
    tasks.shift()?.();
    await new Promise(setImmediate);
  };
  return { state, look, stop, tasks };
}

test('messages and nothing taken for too long is a stall, told once until it lasts as long again', async () => {
  const { state, look } = watched(async () => 3);
  state.silentMs = 999;
  await look();
  expect(state.told).toEqual([]);
  state.silentMs = 1_000;
  await look();
  await look();
  expect(state.told).toEqual(['group']);
});

test('silence without messages is none', async () => {
  const { state, look } = watched(async () => 0);
  state.silentMs = 5_000;
  await look();
  expect(state.told).toEqual([]);
});

test('silence while the cluster does not answer is none', async () => {
  const { state, look } = watched(() => Promise.reject(new Fault('kafka-unavailable', 'away', { retriable: true })));
  state.silentMs = 5_000;
  await look();
  expect(state.told).toEqual([]);
});

test('a handler that runs for too long is a stall although others end', async () => {
  const { state, look } = watched(async () => 0);
  state.handlerMs = 1_000;
  await look();
  expect(state.told).toEqual(['group']);
});

test('after the end nobody looks', async () => {
  const { look, stop, tasks } = watched(async () => 0);
  await look();
  stop();
  expect(tasks).toEqual([]);
});
