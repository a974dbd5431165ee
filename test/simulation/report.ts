import type { TraceRecord } from '@huitang/engine-simulated';
import { changedOptions } from './changed-options.ts';
import type { Job } from './job.ts';
import type { RunResult } from './simulate.ts';

/** What many runs come to. */
export interface Tally {
  seeds: number;
  events: number;
  journeys: number;
  violations: number;
}

export const newTally = (): Tally => ({ seeds: 0, events: 0, journeys: 0, violations: 0 });

export function count(tally: Tally, { events, journeys, violations }: RunResult): void {
  tally.seeds += 1;
  tally.events += events;
  tally.journeys += journeys;
  tally.violations += violations.length;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

function aboutJob(job: Job): { readonly what: string; readonly again: string } {
  if ('point' in job) {
    const { storage, call, verdict } = job.point;
    const again = `pnpm sim --crash-points --storage ${storage} --call ${call} --verdict ${verdict} --trace`;
    return { what: `main journey on ${storage}, call ${call} ${verdict}`, again };
  }
  const { seed, change } = job;
  const { mode, storage, topology } = changedOptions(seed, change);
  const what = `seed ${seed}: ${mode}, ${storage}, ${topology.length} processes`;
  const changed = change ? ` --with '${JSON.stringify(change)}'` : '';
  return { what, again: `pnpm sim --seed ${seed}${changed} --trace` };
}

/** What a run was about, what went wrong, and how to see it again. */
export function aboutFailure({ violations, virtualMs, crashes }: RunResult, job: Job): string {
  const { what, again } = aboutJob(job);
  const lines = violations.map(({ invariant, finding, atMs }) => `  ${invariant} at ${seconds(atMs)}: ${finding}`);
  const head = `${what}, of which one ended ${crashes} times, ${seconds(virtualMs)}`;
  return [head, ...lines, `  again: ${again}`].join('\n');
}

/** A line of a trace that began at `startMs`. */
export const traceLine =
  (startMs: number) =>
  ({ at, who, what, key, outcome }: TraceRecord): string =>
    `${seconds(at - startMs).padStart(12)}  ${who.padEnd(18)}  ${what.padEnd(22)}  ${outcome.padEnd(20)}  ${key}`;

export const traceText = ({ trace }: RunResult): string => trace.map(traceLine(trace[0]?.at ?? 0)).join('\n');
