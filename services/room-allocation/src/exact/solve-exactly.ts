import { Worker } from 'node:worker_threads';
import type { AllocationProblem, AllocationResult } from '../domain/allocator/allocation-problem.ts';
import type { ExactLimits } from './exactly.ts';
import { type ExactOutcome, heardFrom } from './heard.ts';

/** What the worker is given. */
export interface ExactJob {
  readonly problem: AllocationProblem;
  readonly incumbent: AllocationResult;
  readonly limits: ExactLimits;
}

export interface SolveLimits extends ExactLimits {
  /** After this the worker is ended, whatever it does, and the incumbent is the answer. */
  readonly timeoutMs: number;
}

/** How an exact answer ended; the incumbent is the answer in every case but the first. */
export interface ExactAnswer {
  readonly outcome: ExactOutcome;
  readonly result: AllocationResult;
}

const WORKER = new URL('./exact-worker.js', import.meta.url);

/**
 * The best answer that HiGHS finds within the limits, in a thread of its own; never worse than the incumbent, which is
 * also the answer when the worker crashes or takes too long. `worker` is the file it runs.
 */
export async function solveExactly(
  problem: AllocationProblem,
  incumbent: AllocationResult,
  { timeoutMs, ...limits }: SolveLimits,
  worker: URL = WORKER,
): Promise<ExactAnswer> {
  const job: ExactJob = { problem, incumbent, limits };
  const { outcome, last } = await heardFrom(new Worker(worker, { workerData: job }), 1, timeoutMs);
  return { outcome, result: last ?? incumbent };
}
