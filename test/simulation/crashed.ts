import type { Violation } from './invariants/invariant.ts';
import type { RunResult } from './simulate.ts';

/** Hears of whatever is thrown where nobody catches it; the returned function stops that. */
export type Uncaught = (heard: (error: unknown) => void) => () => void;

/** In this thread. What a platform leaves uncaught would end its process. */
export const uncaughtInThread: Uncaught = (heard) => {
  process.on('unhandledRejection', heard);
  process.on('uncaughtException', heard);
  return () => {
    process.off('unhandledRejection', heard);
    process.off('uncaughtException', heard);
  };
};

const FRAMES_MAX = 3;

/** What was thrown, and the first places it came through that are not Node's. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return [`${error.name}: ${error.message}`, ...frames.slice(0, FRAMES_MAX)].map((line) => line.trim()).join(' ');
}

/** Something was thrown that nobody catches: by the services, by `who` watches them, or by what runs them. */
export const crashed = (error: unknown, atMs: number, who?: string): Violation => ({
  invariant: 'crashed',
  finding: who === undefined ? textOf(error) : `${who}: ${textOf(error)}`,
  atMs,
});

/** A run that could not be carried out. */
export const crashedRun = (error: unknown): RunResult => ({
  events: 0,
  calls: 0,
  journeys: 0,
  commits: 0,
  mails: 0,
  crashes: 0,
  requests: 0,
  virtualMs: 0,
  quiet: false,
  violations: [crashed(error, 0)],
  hash: '',
  trace: [],
});
