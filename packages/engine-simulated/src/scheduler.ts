import { createEventQueue } from './event-queue.ts';
import type { Random } from './random.ts';

/** Virtual time: nothing happens but what was planned here, one after the other. */
export interface Scheduler {
  /** Milliseconds since 1970, with fractions. */
  now(): number;
  /** Plans `task`; the returned function calls it off. Of one moment, the order is the seed's. */
  after(ms: number, task: () => void): () => void;
  /** The same for those whose order in one moment is the order of the calls, before all others of it. */
  inOrder(ms: number, task: () => void): void;
  /** Runs the next task, and whatever follows from it before anything else is run. False when nothing is planned. */
  step(): boolean;
  /** Tasks run so far. */
  steps(): number;
}

export function createScheduler(startMs: number, random: Random): Scheduler {
  const queue = createEventQueue();
  let now = startMs;
  let serial = 0;
  let steps = 0;
  const plan = (ms: number, tie: number, task: () => void) => {
    serial += 1;
    const planned = { at: now + Math.max(0, ms), tie, serial, task: task as (() => void) | undefined };
    queue.add(planned);
    return planned;
  };
  return {
    now: () => now,
    after(ms, task) {
      const planned = plan(ms, 1 + random.bits(), task);
      return () => {
        planned.task = undefined;
      };
    },
    inOrder: (ms, task) => void plan(ms, 0, task),
    step() {
      const next = queue.take();
      if (!next?.task) return false;
      now = next.at;
      steps += 1;
      next.task();
      return true;
    },
    steps: () => steps,
  };
}

/** Between two immediates of one turn Node runs all promise reactions; a turn of the event loop costs more than those. */
const STEPS_A_TURN = 64;

/**
 * Runs tasks until `isOver`, or nothing is planned. After each one everything that it set going by promises runs to its
 * end. Rejects with what a task throws.
 */
export function drive(scheduler: Pick<Scheduler, 'step'>, isOver: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let ended = false;
    let waiting = 0;
    function once(): void {
      waiting -= 1;
      if (ended) return;
      try {
        ended = isOver() || !scheduler.step();
      } catch (error) {
        ended = true;
        reject(error);
        return;
      }
      if (ended) resolve();
      else if (waiting === 0) turn();
    }
    function turn(): void {
      for (; waiting < STEPS_A_TURN; waiting += 1) setImmediate(once);
    }
    turn();
  });
}
