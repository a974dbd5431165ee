import type { Clock, Ticker } from '@huitang/runtime';
import { Cron } from 'croner';

/** More than the seconds of the longest run: those of worlds that begin at the same moment are known. */
const KNOWN_MAX = 20_000;

/** Croner's arithmetic costs more than a tick that finds nothing; the processes of all worlds ask for the same ticks. */
function timesOf(cron: string): (second: number) => number {
  const pattern = new Cron(cron, { timezone: 'UTC', paused: true });
  const known = new Map<number, number>();
  return (second) => {
    const next = known.get(second) ?? pattern.nextRun(new Date(second))?.getTime() ?? Number.POSITIVE_INFINITY;
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(second, next);
    return next;
  };
}

const patterns = new Map<string, (second: number) => number>();

/** When a pattern comes next, in milliseconds since 1970 like what it comes after. */
function cronTime(cron: string, after: number): number {
  const nextAfter = patterns.get(cron) ?? timesOf(cron);
  patterns.set(cron, nextAfter);
  return nextAfter(Math.floor(after / 1000) * 1000);
}

/** Ticks of the process's own clock; one that comes while the last run lasts is left out. */
export const simulatedTicker = (clock: Clock): Ticker => ({
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
      callOff = clock.after(Math.max(1, cronTime(cron, now) - now), once);
    }
    plan();
    return async () => {
      callOff();
      await underWay;
    };
  },
});
