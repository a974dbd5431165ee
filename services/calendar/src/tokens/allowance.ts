import { recent } from '@huitang/runtime';

const KEYS_MAX = 20_000;
const MINUTE_MS = 60_000;

/** Changed in place: this is on the way of every answer. */
interface Spent {
  /** Milliseconds: until then what was taken is being earned back. */
  until: number;
  /** Milliseconds: when the key came last. */
  at: number;
}

/** Takes one of what a key may have at `now` (milliseconds); 0, or the seconds after which there is one again. */
export type Allowance = (key: string, now: number) => number;

/**
 * So many a minute for each key, all at once or spread out (a leaky bucket, counted in time: ITU-T I.371, GCRA). Of the
 * keys the last 20,000 are known: one that was forgotten begins with all of it.
 */
export function allowance(perMinute: number): Allowance {
  const all = recent<Spent>(KEYS_MAX);
  const costMs = MINUTE_MS / perMinute;

  function spentBy(key: string, now: number): Spent {
    const known = all.get(key);
    if (known) return known;
    const spent = { until: now, at: now };
    all.set(key, spent);
    return spent;
  }

  return (key, now) => {
    const spent = spentBy(key, now);
    // A clock that was set back gives nothing and takes nothing.
    const until = Math.max(now, now < spent.at ? spent.until - (spent.at - now) : spent.until);
    const overMs = until + costMs - now - MINUTE_MS;
    spent.until = overMs > 0 ? until : until + costMs;
    spent.at = now;
    return overMs > 0 ? Math.ceil(overMs / 1000) : 0;
  };
}
