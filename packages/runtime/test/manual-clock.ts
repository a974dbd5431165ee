import type { Clock } from '@huitang/runtime';

/** A clock that stands still until time is made to pass. */
export interface ManualClock extends Clock {
  /** Runs what comes due, each after everything that followed from the one before. */
  pass(ms: number): Promise<void>;
}

const TURNS = 10;

/** Whatever follows from what has been resolved has been done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

export function manualClock(): ManualClock {
  let now = 0;
  const due = new Set<{ readonly at: number; readonly task: () => void }>();
  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task };
      due.add(timer);
      return () => due.delete(timer);
    },
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        await settled();
        const [next] = [...due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.task();
      }
      now = until;
    },
  };
}
