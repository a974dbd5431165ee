import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { eventually } from './wait.ts';

/** How long a process may take to stop by itself before it is killed. */
const STOP_TIMEOUT_MS = 20_000;
const KILL_TIMEOUT_MS = 5000;
/** A log that is larger at a start is set aside, and the one that was set aside before is gone. */
const LOG_BYTES_MAX = 20_000_000;

export type ProcessName = 'kafka' | 'mongo';

/** What runs, and a text of its command line that tells it from a stranger who got the same number later. */
const PidFile = z.object({ pid: z.int().positive(), mark: z.string().min(1) });
type PidFile = z.infer<typeof PidFile>;

const fileOf = (pids: string, name: ProcessName): string => join(pids, `${name}.json`);

/** A file that is damaged is as good as none: nothing is signalled on its word. */
export function parsePidFile(text: string): PidFile | undefined {
  try {
    return PidFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The command line of a process, undefined when there is none; a zombie has none left. */
function commandLineOf(pid: number): string | undefined {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;
    } catch {
      return undefined;
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined;
}

/** The number of the process that was started under this name, if it still runs and is still the same. */
export function runningPid(pids: string, name: ProcessName): number | undefined {
  const path = fileOf(pids, name);
  const file = existsSync(path) ? parsePidFile(readFileSync(path, 'utf8')) : undefined;
  return file && commandLineOf(file.pid)?.includes(file.mark) ? file.pid : undefined;
}

export interface Start {
  readonly pids: string;
  readonly name: ProcessName;
  readonly command: string;
  readonly args: readonly string[];
  /** One of the arguments. */
  readonly mark: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly log: string;
}

/** Starts a process that outlives this one. Its output goes after what is in the log. */
export function startDetached(start: Start): void {
  for (const folder of [start.pids, start.folder, dirname(start.log)]) mkdirSync(folder, { recursive: true });
  if (existsSync(start.log) && statSync(start.log).size > LOG_BYTES_MAX) renameSync(start.log, `${start.log}.1`);
  const log = openSync(start.log, 'a');
  const child = spawn(start.command, start.args, {
    cwd: start.folder,
    env: start.environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // A command that is missing has no pid; whoever waits for the process to answer sees that it does not run.
  child.once('error', () => {});
  child.unref();
  if (child.pid === undefined) return;
  writeFileSync(fileOf(start.pids, start.name), JSON.stringify({ pid: child.pid, mark: start.mark } satisfies PidFile));
}

/** Asks the process to stop, kills it when it does not. True when there was one. */
export async function stop(pids: string, name: ProcessName, patienceMs = STOP_TIMEOUT_MS): Promise<boolean> {
  const pid = runningPid(pids, name);
  if (pid !== undefined) {
    const isGone = (): true | undefined => (runningPid(pids, name) === undefined ? true : undefined);
    signal(pid, 'SIGTERM');
    if (!(await eventually(isGone, patienceMs))) {
      signal(pid, 'SIGKILL');
      await eventually(isGone, KILL_TIMEOUT_MS);
    }
  }
  rmSync(fileOf(pids, name), { force: true });
  return pid !== undefined;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between being looked at and being told to.
  }
}
