import { schedule } from 'node-cron';
import type { Ticker } from '../ports/ticker.ts';

/** A tick that finds the last one still running, or comes late, is nothing to report: the next one does the work. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * node-cron on the machine's clock. A tick that comes while the last run lasts is left out. A run's rejection is
 * the caller's to report. Stopping resolves when a run under way has ended; none begins after the call.
 */
export const nodeCronTicker = (): Ticker => ({
  every(name, cron, run) {
    let underWay: Promise<void> = Promise.resolve();
    let stopped = false;
    const once = (): Promise<void> => {
      if (stopped) return Promise.resolve();
      underWay = run().catch(() => undefined);
      return underWay;
    };
    const task = schedule(cron, once, {
      name,
      timezone: 'UTC',
      noOverlap: true,
      logger: silent,
      suppressMissedWarning: true,
    });
    return async () => {
      stopped = true;
      await task.destroy();
      await underWay;
    };
  },
});
