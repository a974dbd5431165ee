import { command } from '../support/command-line.ts';
import type { Job, SeedJob } from './job.ts';

/** The command that runs a seed once more and shows everything, from the top of the repository and with nothing but Node. */
export function seedAgain(
  seed: number,
  { change, mutant, twice = false }: Partial<Pick<SeedJob, 'change' | 'mutant' | 'twice'>> = {},
): string {
  const changed = change && Object.keys(change).length > 0 ? ` --with '${JSON.stringify(change)}'` : '';
  const planted = mutant === undefined ? '' : ` --mutant ${mutant}`;
  return command(`sim --seed ${seed}${changed}${planted}${twice ? ' --twice' : ''} --trace`);
}

/** The same for anything that is run. */
export function again(job: Job): string {
  if (!('point' in job)) return seedAgain(job.seed, job);
  const { storage, call, verdict } = job.point;
  return command(`sim --crash-points --storage ${storage} --call ${call} --verdict ${verdict} --trace`);
}
