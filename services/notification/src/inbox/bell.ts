import type { Clock } from '@huitang/runtime';

/** What other processes have written is looked for this often. */
const LOOK_AGAIN_MS = 2_000;

/** Wakes those who wait for something new in an inbox. */
export interface Bell {
  ring(organizationId: string): void;
  /** Resolves when it rings, after a while, or when `ended` fires. */
  next(organizationId: string, ended: AbortSignal): Promise<void>;
}

export function bellOf(clock: Clock): Bell {
  const waiting = new Map<string, Set<() => void>>();
  return {
    ring(organizationId) {
      for (const wake of waiting.get(organizationId) ?? []) wake();
    },
    next: (organizationId, ended) =>
      new Promise((resolve) => {
        const others = waiting.get(organizationId) ?? new Set();
        waiting.set(organizationId, others);
        const wake = (): void => {
          callOff();
          ended.removeEventListener('abort', wake);
          others.delete(wake);
          if (others.size === 0 && waiting.get(organizationId) === others) waiting.delete(organizationId);
          resolve();
        };
        const callOff = clock.after(LOOK_AGAIN_MS, wake);
        others.add(wake);
        ended.addEventListener('abort', wake);
        if (ended.aborted) wake();
      }),
  };
}
