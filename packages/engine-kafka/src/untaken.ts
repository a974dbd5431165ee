import type { Clock } from '@huitang/runtime';
import type { Spans } from './offsets.ts';

/** Since when partitions hold messages that nobody takes. It is told now and then, and knows only what it was told. */
export interface Untaken {
  /** `next`: the offset that each partition goes on at, by `partitionKey`. The longest that one has stood still before messages, in milliseconds. */
  longestMs(next: ReadonlyMap<string, number>, spans: Spans): number;
}

export function createUntaken(clock: Clock): Untaken {
  let seen = new Map<string, { readonly at: number; readonly since: number }>();
  return {
    longestMs(next, spans) {
      const now = clock.now();
      const still = [...next].filter(([key, at]) => at < (spans.get(key)?.high ?? 0));
      // Whoever has come on since, or has nothing before it, begins anew.
      seen = new Map(
        still.map(([key, at]) => {
          const earlier = seen.get(key);
          return [key, earlier?.at === at ? earlier : { at, since: now }];
        }),
      );
      return Math.max(0, ...[...seen.values()].map(({ since }) => now - since));
    },
  };
}
