import type { StorageKind } from '@huitang/engine-simulated';
import { z } from 'zod';
import { callsOfMainJourney, crashPoints, VERDICTS } from './crash-points.ts';
import { type Job, stageOfThread } from './job.ts';

const count = z.coerce.number().int().min(1);

/** What the command line may say, as `parseArgs` gives it. */
const Wanted = z.object({
  seeds: count,
  from: count,
  seed: count.optional(),
  /** JSON. */
  with: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.unknown()))
    .optional(),
  'crash-points': z.boolean(),
  every: count,
  storage: z.enum(['one-file', 'servers']).optional(),
  call: count.optional(),
  verdict: z.enum(VERDICTS).optional(),
  trace: z.boolean(),
  twice: z.boolean(),
});
type Wanted = z.infer<typeof Wanted>;

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

function* seedsOf({ from, seeds, twice }: Wanted): Iterable<Job> {
  for (let seed = from; seed < from + seeds; seed += 1) yield { seed, twice, keepTrace: false };
}

function* pointsOf(calls: Readonly<Record<StorageKind, number>>, every: number): Iterable<Job> {
  for (const point of crashPoints(calls, every)) yield { point, keepTrace: false };
}

/** The runs that somebody asked for. Throws where it makes no sense. */
export async function jobsOf(options: unknown): Promise<Jobs> {
  const wanted = Wanted.parse(options);
  const { seed, with: change, storage, call, verdict, trace: keepTrace, twice, every } = wanted;
  if (seed !== undefined) {
    return { single: { seed, twice, keepTrace, ...(change && { change }) }, next: () => undefined };
  }
  if (!wanted['crash-points']) return oneByOne(seedsOf(wanted));
  if (storage && call && verdict)
    return { single: { point: { storage, call, verdict }, keepTrace }, next: () => undefined };
  const stage = stageOfThread();
  const calls = {
    'one-file': await callsOfMainJourney('one-file', stage),
    servers: await callsOfMainJourney('servers', stage),
  };
  return oneByOne(pointsOf(calls, every));
}
