import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

// pnpm runs scripts in the root of the repository.
const MAIN = 'services/standalone/dist/main.js';
const POLL_MS = 5;

export interface Server {
  readonly base: string;
  /** From starting the process until `/readyz` answered 200. */
  readonly startupMs: number;
  /** Resident memory of the process, by the kernel's account. */
  rssMb(): number;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

async function isReady(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** How `pnpm start` has V8 keep its memory. */
export const serverFlags = ['--min-semi-space-size=16', '--max-semi-space-size=16', '--max-old-space-size=512'];

/** The standalone platform as its users start it, in a process of its own. */
export async function startServer(
  dataDir: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...serverFlags, MAIN, '--empty', '--data', dataDir, '--port', String(port)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${port}`;
  while (!(await isReady(base))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const startupMs = performance.now() - startedAt;
  return {
    base,
    startupMs,
    rssMb() {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Number(kilobytes) / 1024;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
