import type { StorageKind } from '@huitang/engine-simulated';
import { wrongUsage } from '@huitang/runtime';
import type { Wanted } from './command-line.ts';
import { callsOfMainJourney, crashPoints } from './crash-points.ts';
import { type Job, stageOfThread } from './job.ts';

export interface Jobs {
  /** The only one there is. */
  readonly single?: Job;
  next(): Job | undefined;
}

function oneByOne(all: Iterable<Job>): Jobs {
  const jobs = all[Symbol.iterator]();
  return {
    next() {
      const { done, value } = jobs.next();
      return done ? undefined : value;
    },
  };
}

const only = (single: Job): Jobs => ({ single, next: () => undefined });

const SEEDS = 200;

function* seedsOf({ from, seeds = SEEDS, twice }: Wanted): Iterable<Job> {
  for (let seed = from; seed < from + seeds; seed += 1) yield { seed, twice, keepTrace: false };
}

function* pointsOf(calls: Readonly<Record<StorageKind, number>>, every: number): Iterable<Job> {
  for (const point of crashPoints(calls, every)) yield { point, keepTrace: false };
}

const calls = (storage: StorageKind): Promise<number> => callsOfMainJourney(storage, stageOfThread());

/** The runs that somebody asked for. Throws a `wrong-usage` fault for a call that there is not. */
export async function jobsOf(wanted: Wanted): Promise<Jobs> {
  const { seed, with: change, mutant, storage, call, verdict, trace: keepTrace, twice, every } = wanted;
  if (seed !== undefined) {
    const [planted] = mutant ?? [];
    return only({ seed, twice, keepTrace, ...(change && { change }), ...(planted && { mutant: planted }) });
  }
  if (!wanted['crash-points']) return oneByOne(seedsOf(wanted));
  if (storage && call && verdict) {
    const most = await calls(storage);
    if (call > most) throw wrongUsage(`--call: 1 to ${most}, which the main journey has on ${storage}, not ${call}`);
    return only({ point: { storage, call, verdict }, keepTrace });
  }
  return oneByOne(pointsOf({ 'one-file': await calls('one-file'), servers: await calls('servers') }, every));
}
