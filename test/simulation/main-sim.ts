import { parseArgs } from 'node:util';
import { type Job, runJob, type SeedJob } from './job.ts';
import { jobsOf } from './jobs.ts';
import { reportMutants } from './mutants/report-mutants.ts';
import { runAll } from './pool.ts';
import { aboutFailure, count, newTally, traceText } from './report.ts';
import { shrinkFailure } from './shrink-failure.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    with: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string', multiple: true },
    time: { type: 'string', default: 'Infinity' },
    'crash-points': { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
    storage: { type: 'string' },
    call: { type: 'string' },
    verdict: { type: 'string' },
    trace: { type: 'boolean', default: false },
    twice: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const PROGRESS_EVERY_MS = 5_000;
const isHunt = values.mutants || values.mutant !== undefined;
const seeds = values.seeds ?? (isHunt ? '1000' : '200');

const startedAt = Date.now();
const tally = newTally();
let saidAt = startedAt;
let failed: SeedJob | undefined;

function done(result: Awaited<ReturnType<typeof runJob>>, job: Job): void {
  count(tally, result);
  if (values.trace) console.log(traceText(result));
  if (result.violations.length > 0) {
    console.error(aboutFailure(result, job));
    if (!('point' in job)) failed ??= job;
  }
  if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
  saidAt = Date.now();
  const { seeds: runs, events, journeys, violations } = tally;
  console.error(`${runs} runs, ${events} events, ${journeys} journeys, ${violations} violations`);
}

async function runSeeds(): Promise<void> {
  const jobs = await jobsOf({ ...values, seeds });
  const until = startedAt + Number(values.time) * 1000;
  const next = (): Job | undefined => (Date.now() < until ? jobs.next() : undefined);
  // One is run here, so that a debugger meets it.
  if (jobs.single) done(await runJob(jobs.single), jobs.single);
  else await runAll(next, done);
  // The first one is told in the smallest form it has.
  if (failed) console.error(await shrinkFailure(failed));
}

const none = { mutantsCaught: 0, mutantsPlanted: 0 };
const range = { from: Number(values.from), seeds: Number(seeds) };
const hunted = isHunt ? await reportMutants(values.mutant, range) : none;
if (!isHunt) await runSeeds();

const eventsPerSecond = Math.round(tally.events / ((Date.now() - startedAt) / 1000));
const told = { ...tally, eventsPerSecond, ...hunted };
console.log(values.json ? JSON.stringify(told) : told);
process.exitCode = tally.violations > 0 || hunted.mutantsCaught < hunted.mutantsPlanted ? 1 : 0;
