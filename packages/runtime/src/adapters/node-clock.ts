import type { Clock } from '../ports/clock.ts';

/** Node fires a longer timer at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The machine's clock and timers. Delays of any length; none keeps the process alive. */
export const nodeClock = (): Clock => ({
  now: () => Date.now(),
  after(ms, task) {
    let timer: NodeJS.Timeout | undefined;
    const wait = (leftMs: number): void => {
      const partMs = Math.min(leftMs, TIMER_MAX_MS);
      timer = setTimeout(() => (leftMs > partMs ? wait(leftMs - partMs) : task()), partMs).unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
});
