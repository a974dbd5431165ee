import { createLogger, createMetrics } from '@huitang/runtime';
import { changedOptions, type OptionsChange } from './changed-options.ts';
import { type CrashPoint, runCrashPoint } from './crash-points.ts';
import { invariants } from './invariants/index.ts';
import { mutants } from './mutants/index.ts';
import type { RunOptions } from './options.ts';
import { services } from './services.ts';
import { type RunResult, type Stage, simulate } from './simulate.ts';

/** What a worker is asked to run. */
export type Job = SeedJob | PointJob;

export interface SeedJob {
  readonly seed: number;
  /** Once more, to see that everything happens as before. */
  readonly twice: boolean;
  readonly keepTrace: boolean;
  /** What of the seed's options is another one. */
  readonly change?: OptionsChange;
  /** A bug that is planted; where it is in a module, only a process that has patched it may run this. */
  readonly mutant?: string;
}

export interface PointJob {
  readonly point: CrashPoint;
  readonly keepTrace: boolean;
}

let kept: Stage | undefined;

/** Metrics are made once: they watch the process they are in. */
export function stageOfThread(): Stage {
  kept ??= { factories: services, invariants, metrics: createMetrics(), logger: createLogger('silent') };
  return kept;
}

/** What a seed is run on. */
export const stageOf = ({ mutant }: SeedJob): Stage => ({
  ...stageOfThread(),
  ...mutants.find(({ name }) => name === mutant)?.stage,
});

/** The first of two runs; with a violation where the second one, which nobody watches, was another. */
export async function runTwice(options: RunOptions, stage: Stage): Promise<RunResult> {
  const first = await simulate(options, stage);
  if (first.violations.length > 0) return first;
  const second = await simulate(options, { ...stage, invariants: [], keepTrace: false });
  if (first.hash === second.hash) return first;
  const finding = `the second run of seed ${options.seed} ended as ${second.hash}, the first as ${first.hash}`;
  return { ...first, violations: [{ invariant: 'determinism', finding, atMs: 0 }] };
}

function runSeed(job: SeedJob): Promise<RunResult> {
  const { seed, twice, keepTrace, change } = job;
  const run = twice ? runTwice : simulate;
  return run(changedOptions(seed, change), { ...stageOf(job), keepTrace });
}

export const runJob = (job: Job): Promise<RunResult> =>
  'point' in job ? runCrashPoint(job.point, { ...stageOfThread(), keepTrace: job.keepTrace }) : runSeed(job);
