import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { clientOf } from './client.ts';
import { until } from './until.ts';

// Tests and benchmarks run in the root of the repository.
const MAIN = 'services/distributed/dist/main.js';
const START_MS = 60_000;
const END_MS = 40_000;
/** Jest starts hundreds of processes of the same program: what Node compiles of it is kept, where it can do that. */
const compiled = process.env.JEST_WORKER_ID ? { NODE_COMPILE_CACHE: 'node_modules/.cache/huitang-compiled' } : {};

export interface ServiceProcess extends ReturnType<typeof clientOf> {
  readonly name: string;
  readonly address: string;
  /** The number of the process; undefined before the first start. */
  pid(): number | undefined;
  /** Everything the process has printed, over all its starts. */
  output(): string;
  isRunning(): boolean;
  start(change?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it at once, as losing the machine would. */
  kill(): Promise<void>;
  /** As a supervisor does; the exit code. */
  stop(): Promise<number | null>;
}

const isOver = (child: ChildProcess | undefined): boolean =>
  child === undefined || child.exitCode !== null || child.signalCode !== null;

/** One service of a distributed installation, as its container would start it; not started yet. */
export function serviceProcess(
  name: string,
  port: number,
  environment: Readonly<Record<string, string>>,
  main = MAIN,
): ServiceProcess {
  const address = `http://127.0.0.1:${port}`;
  const client = clientOf(address);
  let child: ChildProcess | undefined;
  let printed = '';

  async function untilReady(): Promise<void> {
    const isReady = async (): Promise<boolean> => {
      if (isOver(child)) throw new Error(`${name} ended with ${child?.exitCode}: ${printed.slice(-2_000)}`);
      return (await client.get('/readyz').catch(() => undefined))?.status === 200;
    };
    await until(isReady, { within: START_MS, said: () => printed.slice(-2_000) });
  }

  async function signal(kind: NodeJS.Signals): Promise<number | null> {
    if (!child || isOver(child)) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(kind);
    // One that does not go is not waited for for ever, and has no exit code.
    const killing = setTimeout(() => child?.kill('SIGKILL'), END_MS);
    await ended;
    clearTimeout(killing);
    return child.exitCode;
  }

  return {
    ...client,
    name,
    address,
    pid: () => child?.pid,
    output: () => printed,
    isRunning: () => !isOver(child),
    async start(change = {}) {
      child = spawn(process.execPath, [main, name], {
        env: { PATH: process.env.PATH, ...compiled, ...environment, HUITANG_PORT: String(port), ...change },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      }
      await untilReady();
    },
    async kill() {
      await signal('SIGKILL');
    },
    stop: () => signal('SIGTERM'),
  };
}
