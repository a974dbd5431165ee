import type { Clock } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, expect, jest, test } from '@jest/globals';
import { type HallStreams, openHall, request, STREAM, settled } from './hall.ts';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** Stands still until it is moved. */
function stillClock() {
  let now = 0;
  const timers = new Set<Timer>();
  const clock: Clock = {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  return {
    clock,
    timers,
    async forward(ms: number): Promise<void> {
      now += ms;
      for (const timer of timers) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.task();
      }
      await settled();
    },
  };
}

let log: MemoryLog;
let time: ReturnType<typeof stillClock>;
let streams: HallStreams;

beforeEach(() => {
  log = new MemoryLog();
  time = stillClock();
  streams = openHall(log, { clock: time.clock });
});

const forTwo = (timeoutMs = 5_000) => streams.waitFor(STREAM, ({ taken }) => taken === 2, timeoutMs);

test('an append in this process wakes whoever waits for its stream, at once, and leaves no timer behind', async () => {
  const waiting = Promise.all([forTwo(), forTwo()]);
  await settled();
  expect(time.timers.size).toBe(2);
  await streams.execute(request({ take: 1 }, { stream: 'hall/b' }));
  await streams.execute(request({ take: 1 }));
  await settled();
  expect(time.timers.size).toBe(2);
  await streams.execute(request({ take: 1 }));
  expect(await waiting).toMatchObject([{ version: 2 }, { version: 2 }]);
  expect(time.timers.size).toBe(0);
});

test.each([
  [0, 100],
  [600, 300],
  [4_000, 1_000],
])('appends of other processes that come after %d ms are seen within %d ms', async (waited, within) => {
  const waiting = forTwo(10_000);
  let seen = false;
  waiting.then(() => {
    seen = true;
  });
  await settled();
  for (let ms = 0; ms < waited; ms += 50) await time.forward(50);
  await openHall(log).execute(request({ take: 2 }));
  for (let ms = 0; ms < within; ms += 50) await time.forward(50);
  expect(seen).toBe(true);
});

test('who waits for long looks seldom', async () => {
  const reading = jest.spyOn(log, 'read');
  const waiting = forTwo(10_000);
  await settled();
  for (let ms = 0; ms < 10_000; ms += 50) await time.forward(50);
  await waiting;
  expect(reading.mock.calls.length).toBeLessThan(20);
});

test('when time is up the answer is the state there is', async () => {
  const waiting = forTwo(400);
  await streams.execute(request({ take: 1 }));
  for (const ms of [100, 100, 100, 100]) await time.forward(ms);
  expect(await waiting).toMatchObject({ state: { taken: 1 }, version: 1 });
});

test('what holds already is not waited for', async () => {
  await streams.execute(request({ take: 2 }));
  expect(await forTwo(0)).toMatchObject({ state: { taken: 2 } });
  expect(time.timers.size).toBe(0);
});
