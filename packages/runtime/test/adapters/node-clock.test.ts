import { nodeClock } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

const DAY_MS = 86_400_000;

const keptAlive = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('after()', () => {
  test('does not keep the process alive', () => {
    const before = keptAlive();
    const cancels = [1_000, 60 * DAY_MS].map((ms) => nodeClock().after(ms, () => {}));
    expect(keptAlive()).toBe(before);
    for (const cancel of cancels) cancel();
  });

  describe('on a clock moved by hand', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    test.each([0, 1_000, 60 * DAY_MS])('runs its task once, after %d ms and not before', (ms) => {
      let runs = 0;
      nodeClock().after(ms, () => {
        runs += 1;
      });
      jest.advanceTimersByTime(Math.max(0, ms - 1));
      expect(runs).toBe(ms === 0 ? 1 : 0);
      jest.advanceTimersByTime(1);
      expect(runs).toBe(1);
      jest.advanceTimersByTime(90 * DAY_MS);
      expect(runs).toBe(1);
    });

    test.each([1_000, 60 * DAY_MS])('does not run a task of %d ms that was called off on the way', (ms) => {
      let runs = 0;
      const cancel = nodeClock().after(ms, () => {
        runs += 1;
      });
      jest.advanceTimersByTime(ms - 1);
      cancel();
      jest.advanceTimersByTime(90 * DAY_MS);
      expect(runs).toBe(0);
    });
  });
});
