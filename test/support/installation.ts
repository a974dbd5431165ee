import type { Clock } from '@huitang/runtime';
import type { clientOf } from './client.ts';

/** A clock that tests move; timers run in real time. */
export interface TestClock extends Clock {
  /** Milliseconds to add to every reading from now on. */
  shift(ms: number): void;
}

export function testClock(startMs = Date.now()): TestClock {
  const offset = { ms: startMs - Date.now() };
  return {
    now: () => Date.now() + offset.ms,
    after(ms, task) {
      const timer = setTimeout(task, ms).unref();
      return () => clearTimeout(timer);
    },
    shift(ms) {
      offset.ms += ms;
    },
  };
}

/** An installation as its users reach it. */
export interface World extends ReturnType<typeof clientOf> {
  readonly address: string;
  readonly clock: TestClock;
  /** The folder that mails are written into. */
  readonly outbox: string;
  /** Resolves when everything published has been heard and answered. */
  idle(): Promise<void>;
  /** Stops and forgets the data. */
  end(): Promise<void>;
}
