import type { Clock, Ticker } from '@huitang/runtime';
import { Cron } from 'croner';

/** Croner's arithmetic costs more than a tick that finds nothing; the processes of a world ask for the same ticks. */
function timesOf(cron: string): (second: number) => number {
  const pattern = new Cron(cron, { timezone: 'UTC', paused: true });
  const known = new Map<number, number>();
  return (second) => {
    const next = known.get(second) ?? pattern.nextRun(new Date(second))?.getTime() ?? Number.POSITIVE_INFINITY;
    known.set(second, next);
    return next;
  };
}

/** When a pattern comes next, in milliseconds since 1970 like what it comes after. */
export function cronTimes(): (cron: string, after: number) => number {
  const patterns = new Map<string, (second: number) => number>();
  return (cron, after) => {
    const nextAfter = patterns.get(cron) ?? timesOf(cron);
    patterns.set(cron, nextAfter);
    return nextAfter(Math.floor(after / 1000) * 1000);
  };
}

/** Ticks of the process's own clock; one that comes while the last run lasts is left out. */
export const simulatedTicker = (clock: Clock, nextAfter: (cron: string, after: number) => number): Ticker => ({
  every(_name, cron, run) {
    let underWay: Promise<void> | undefined;
    let callOff = (): void => {};
    function once(): void {
      underWay ??= run()
        .catch(() => undefined)
        .finally(() => {
          underWay = undefined;
        });
      plan();
    }
    function plan(): void {
      const now = clock.now();
      callOff = clock.after(Math.max(1, nextAfter(cron, now) - now), once);
    }
    plan();
    return async () => {
      callOff();
      await underWay;
    };
  },
});
