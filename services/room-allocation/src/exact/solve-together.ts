import { Worker } from 'node:worker_threads';
import { allocate } from '../domain/allocator/allocate.ts';
import type { AllocationProblem } from '../domain/allocator/allocation-problem.ts';
import type { ExactLimits } from './exactly.ts';
import { heardFrom } from './heard.ts';
import type { ExactAnswer, SolveLimits } from './solve-exactly.ts';

/** What the worker is given. */
export interface TogetherJob {
  readonly problem: AllocationProblem;
  readonly limits: ExactLimits;
}

const WORKER = new URL('./together-worker.js', import.meta.url);
/** What was found without the solver, and what the solver made of it. */
const ANSWERS = 2;

/**
 * The best answer to a batch within the limits, all of it in a thread of its own: hundreds of requests take the search
 * seconds, too. When the solver is cut short or dies, what was found before is the answer; a thread that says nothing at
 * all leaves the search to this one. `worker` is the file it runs.
 */
export async function solveTogether(
  problem: AllocationProblem,
  { timeoutMs, ...limits }: SolveLimits,
  worker: URL = WORKER,
): Promise<ExactAnswer> {
  const job: TogetherJob = { problem, limits };
  const { outcome, last } = await heardFrom(new Worker(worker, { workerData: job }), ANSWERS, timeoutMs);
  return { outcome, result: last ?? allocate(problem) };
}
