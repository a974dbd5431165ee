import type { Wanted } from './command-line.ts';
import { type Job, runJob, type SeedJob } from './job.ts';
import { jobsOf } from './jobs.ts';
import { reportMutants } from './mutants/report-mutants.ts';
import { runAll } from './pool.ts';
import { aboutFailure, count, newTally, type Tally, traceText } from './report.ts';
import { shrinkFailure } from './shrink-failure.ts';
import type { RunResult } from './simulate.ts';

const PROGRESS_EVERY_MS = 5_000;
const MUTANT_SEEDS = 1_000;

/** Tells of every failure at once, and now and then how far it is. */
function createReporting({ trace }: Wanted, startedAt: number) {
  const tally = newTally();
  let saidAt = startedAt;
  let failed: SeedJob | undefined;
  return {
    tally,
    /** The first seed that failed. */
    failed: () => failed,
    done(result: RunResult, job: Job): void {
      count(tally, result);
      if (trace) console.log(traceText(result));
      if (result.violations.length > 0) {
        console.error(aboutFailure(result, job));
        if (!('point' in job)) failed ??= job;
      }
      if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
      saidAt = Date.now();
      const { seeds: runs, events, journeys, violations } = tally;
      console.error(`${runs} runs, ${events} events, ${journeys} journeys, ${violations} violations`);
    },
  };
}

type Reporting = ReturnType<typeof createReporting>;

/** Returns the hash of a run that is the only one. */
async function runJobs(wanted: Wanted, startedAt: number, { done, failed }: Reporting): Promise<string | undefined> {
  const jobs = await jobsOf(wanted);
  const until = startedAt + (wanted.time ?? Number.POSITIVE_INFINITY) * 1000;
  const next = (): Job | undefined => (Date.now() < until ? jobs.next() : undefined);
  let hash: string | undefined;
  if (jobs.single) {
    // Run here, so that a debugger meets it.
    const result = await runJob(jobs.single);
    done(result, jobs.single);
    hash = result.hash;
  } else await runAll(next, done);
  // The first one is told in the smallest form it has.
  const first = failed();
  if (first) console.error((await shrinkFailure(first)) ?? 'run once more, it did not fail');
  return hash;
}

/** What was wanted at least, and is not there. */
function shortcomings({ seeds, events, journeys }: Tally, wanted: Wanted): readonly string[] {
  const [leastEvents, leastJourneys] = [wanted['least-events'], wanted['least-journeys']];
  return [
    ...(seeds === 0 ? ['nothing was run'] : []),
    ...(events < leastEvents ? [`${events} events, of at least ${leastEvents}`] : []),
    ...(journeys < leastJourneys ? [`${journeys} journeys, of at least ${leastJourneys}`] : []),
  ];
}

const print = (figures: object, { json }: Wanted): void => console.log(json ? JSON.stringify(figures) : figures);

async function runHunt(wanted: Wanted): Promise<boolean> {
  const { mutant, mutants, from, seeds = MUTANT_SEEDS } = wanted;
  const hunted = await reportMutants(mutants ? undefined : mutant, { from, seeds });
  print({ ...newTally(), eventsPerSecond: 0, ...hunted }, wanted);
  return hunted.mutantsCaught === hunted.mutantsPlanted && hunted.violations === 0;
}

async function runOnes(wanted: Wanted): Promise<boolean> {
  const startedAt = Date.now();
  const reporting = createReporting(wanted, startedAt);
  const hash = await runJobs(wanted, startedAt, reporting);
  const { tally } = reporting;
  const eventsPerSecond = Math.round(tally.events / ((Date.now() - startedAt) / 1000));
  print({ ...tally, eventsPerSecond, mutantsCaught: 0, mutantsPlanted: 0, ...(hash && { hash }) }, wanted);
  const missing = shortcomings(tally, wanted);
  for (const line of missing) console.error(line);
  return tally.violations === 0 && missing.length === 0;
}

/** Runs what is asked for; its last line has the figures. True when nothing is wrong. */
export function runSim(wanted: Wanted): Promise<boolean> {
  const isHunt = wanted.mutants || (wanted.mutant !== undefined && wanted.seed === undefined);
  return isHunt ? runHunt(wanted) : runOnes(wanted);
}
