import type { Clock } from '@huitang/runtime';

/** What this process has found in somebody else's hands: before their time is over it would be tried in vain. */
export interface InHand {
  /** `untilMs`: milliseconds since 1970. */
  found(name: string, untilMs: number): void;
  isFree(name: string): boolean;
  /** Forgets what is free again. */
  tidy(): void;
}

export function createInHand(clock: Pick<Clock, 'now'>): InHand {
  const until = new Map<string, number>();
  const isFree = (name: string): boolean => (until.get(name) ?? 0) <= clock.now();
  return {
    found: (name, untilMs) => void until.set(name, untilMs),
    isFree,
    tidy() {
      for (const name of [...until.keys()]) if (isFree(name)) until.delete(name);
    },
  };
}
