import type { Position } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import type { Platform } from '../src/ports/platform.ts';
import { positionsOf } from '../src/positions.ts';
import { manualClock } from './manual-clock.ts';

const STREAM = 'activity/a';
const at = (version: number): Position => ({ version, index: 0 });

/** A group whose events another process applies: only the store knows. */
async function elsewhere() {
  const clock = manualClock();
  const store = { looks: 0, position: undefined as Position | undefined };
  const collection = {
    async get() {
      store.looks += 1;
      return store.position;
    },
  };
  // All that waiting asks of a platform.
  const platform = { clock, bus: {}, views: { collection: () => collection } } as unknown as Platform;
  const positions = positionsOf(platform, 'group');
  await positions.begin('views');
  return { clock, store, positions };
}

test.each([
  [0, 50],
  [400, 200],
  [3_000, 500],
])('what another process applies after %d ms is seen within %d ms', async (waited, within) => {
  const { clock, store, positions } = await elsewhere();
  let seen: boolean | undefined;
  void positions.reaches(STREAM, at(1), 5_000).then((is) => {
    seen = is;
  });
  await clock.pass(waited);
  expect(seen).toBeUndefined();
  store.position = at(1);
  await clock.pass(within);
  expect(seen).toBe(true);
});

test('who waits in vain looks seldom, and is told when the time is over', async () => {
  const { clock, store, positions } = await elsewhere();
  const reached = positions.reaches(STREAM, at(1), 5_000);
  await clock.pass(5_000);
  expect(await reached).toBe(false);
  expect(store.looks).toBeLessThan(20);
});
