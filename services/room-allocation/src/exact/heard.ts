import type { Worker } from 'node:worker_threads';
import type { AllocationResult } from '../domain/allocator/allocation-problem.ts';

/** How a thread ended: it said everything, it took too long, or it died. */
export type ExactOutcome = 'solved' | 'timed-out' | 'crashed';

export interface Heard {
  readonly outcome: ExactOutcome;
  /** The last answer it gave; absent where it gave none. */
  readonly last?: AllocationResult;
}

/** Listens to a thread until it has given so many answers, each better than the one before, and ends it then. */
export function heardFrom(thread: Worker, answers: number, timeoutMs: number): Promise<Heard> {
  return new Promise((resolve) => {
    const said: AllocationResult[] = [];
    const end = (outcome: ExactOutcome): void => {
      clearTimeout(timer);
      void thread.terminate();
      const last = said.at(-1);
      resolve({ outcome, ...(last && { last }) });
    };
    const timer = setTimeout(() => end('timed-out'), timeoutMs);
    thread.on('message', (result: AllocationResult) => {
      said.push(result);
      if (said.length === answers) end('solved');
    });
    thread.once('error', () => end('crashed'));
    // Also a worker that ends without an answer has not answered.
    thread.once('exit', () => end('crashed'));
  });
}
