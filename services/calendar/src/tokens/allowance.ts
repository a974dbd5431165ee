import { recent } from '@huitang/runtime';

const KEYS_MAX = 20_000;
const MINUTE_MS = 60_000;

interface Bucket {
  left: number;
  /** Milliseconds: when `left` was that. */
  at: number;
}

/** Takes one of what a key may have at `now` (milliseconds); 0, or the seconds after which there is one again. */
export type Allowance = (key: string, now: number) => number;

/**
 * So many a minute for each key, all at once or spread out (a token bucket). Of the keys the last 20,000 are known: one that
 * was forgotten begins with all of it.
 */
export function allowance(perMinute: number): Allowance {
  const buckets = recent<Bucket>(KEYS_MAX);
  return (key, now) => {
    const bucket = buckets.get(key) ?? { left: perMinute, at: now };
    // A clock that was set back gives nothing and takes nothing.
    const passedMs = Math.max(0, now - bucket.at);
    bucket.left = Math.min(perMinute, bucket.left + (passedMs * perMinute) / MINUTE_MS);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.left < 1) return Math.ceil(((1 - bucket.left) * MINUTE_MS) / perMinute / 1000);
    bucket.left -= 1;
    return 0;
  };
}
