import type { Clock, Ticker } from '@huitang/runtime';
import { Cron } from 'croner';

/** Croner's arithmetic costs more than a tick that finds nothing; all processes of a world ask for the same ticks. */
export function cronTimes(): (cron: string, after: number) => number {
  const patterns = new Map<string, { readonly pattern: Cron; after: number; next: number }>();
  return (cron, after) => {
    const second = Math.floor(after / 1000) * 1000;
    const known = patterns.get(cron) ?? {
      pattern: new Cron(cron, { timezone: 'UTC', paused: true }),
      after: -1,
      next: 0,
    };
    patterns.set(cron, known);
    if (known.after !== second) {
      known.after = second;
      known.next = known.pattern.nextRun(new Date(second))?.getTime() ?? Number.POSITIVE_INFINITY;
    }
    return known.next;
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
