import { changedOptions } from './changed-options.ts';
import { type SeedJob, stageOf } from './job.ts';
import { shrink } from './shrink.ts';
import { shrunkText } from './shrunk-text.ts';
import { simulate } from './simulate.ts';

/** What the smallest run looks like that fails as this one does. Undefined when it does not fail again. */
export async function shrinkFailure(job: SeedJob): Promise<string | undefined> {
  const { seed, change, mutant } = job;
  const stage = stageOf(job);
  const shrunk = await shrink(changedOptions(seed, change), (options) => simulate(options, stage));
  if (!shrunk) return undefined;
  // Kept only now: a trace is most of what a run costs.
  const result = await simulate(shrunk.options, { ...stage, keepTrace: true });
  return shrunkText({ ...shrunk, result }, mutant);
}
