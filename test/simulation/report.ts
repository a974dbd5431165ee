import type { TraceRecord } from '@huitang/engine-simulated';
import { again } from './again.ts';
import { changedOptions } from './changed-options.ts';
import type { Job } from './job.ts';
import type { RunResult } from './simulate.ts';
import { storyOf } from './story.ts';

/** What many runs come to. */
export interface Tally {
  seeds: number;
  events: number;
  journeys: number;
  /** Runs that came to rest after the faults had stopped: only those are asked whether everything has come to its end. */
  quiet: number;
  violations: number;
}

export const newTally = (): Tally => ({ seeds: 0, events: 0, journeys: 0, quiet: 0, violations: 0 });

export function count(tally: Tally, { events, journeys, quiet, violations }: RunResult): void {
  tally.seeds += 1;
  tally.events += events;
  tally.journeys += journeys;
  tally.quiet += quiet ? 1 : 0;
  tally.violations += violations.length;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

const processes = (count: number): string => (count === 1 ? '1 process' : `${count} processes`);

/** How often processes have ended. */
export const ends = (count: number): string =>
  count === 0 ? 'none ended' : count === 1 ? '1 end of one' : `${count} ends`;

function aboutJob(job: Job): string {
  if ('point' in job) {
    const { storage, call, verdict } = job.point;
    return `main journey on ${storage}, call ${call} ${verdict}`;
  }
  const { seed, change, mutant } = job;
  const { mode, storage, topology } = changedOptions(seed, change);
  const planted = mutant === undefined ? '' : `, ${mutant} planted`;
  return `seed ${seed}${planted}: ${mode}, ${storage}, ${processes(topology.length)}`;
}

/** What a run was about, what went wrong, and how to see it again. */
export function aboutFailure({ violations, virtualMs, crashes }: RunResult, job: Job): string {
  const lines = violations.map(({ invariant, finding, atMs }) => `  ${invariant} at ${seconds(atMs)}: ${finding}`);
  const head = `${aboutJob(job)}, ${ends(crashes)}, ${seconds(virtualMs)}`;
  return [head, ...lines, `  again: ${again(job)}`].join('\n');
}

/** A line of a trace that began at `startMs`. */
export const traceLine =
  (startMs: number) =>
  ({ at, who, what, key, outcome }: TraceRecord): string =>
    `${seconds(at - startMs).padStart(12)}  ${who.padEnd(18)}  ${what.padEnd(35)}  ${outcome.padEnd(20)}  ${key}`;

export const traceText = ({ trace }: RunResult): string =>
  storyOf(trace)
    .map(traceLine(trace[0]?.at ?? 0))
    .join('\n');
