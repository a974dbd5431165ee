import { changedOptions } from './changed-options.ts';
import { runTwice, type SeedJob, stageOf } from './job.ts';
import { shrink } from './shrink.ts';
import { shrunkText } from './shrunk-text.ts';
import { simulate } from './simulate.ts';

/** What the smallest run looks like that fails as this one does. Undefined when it does not fail again. */
export async function shrinkFailure(job: SeedJob): Promise<string | undefined> {
  const { seed, change, twice } = job;
  const stage = stageOf(job);
  const run = twice ? runTwice : simulate;
  const shrunk = await shrink(changedOptions(seed, change), (options) => run(options, stage));
  if (!shrunk) return undefined;
  // Kept only now: a trace is most of what a run costs.
  const result = await run(shrunk.options, { ...stage, keepTrace: true });
  return shrunkText({ ...shrunk, result }, job);
}
