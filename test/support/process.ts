import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { clientOf } from './client.ts';
import { until } from './until.ts';

// Tests and their commands run in the root of the repository.
const MAIN = 'services/standalone/dist/main.js';
const POLL_MS = 10;
const START_MS = 60_000;

export interface Spawned extends ReturnType<typeof clientOf> {
  readonly child: ChildProcess;
  /** Everything the process has printed. */
  output(): string;
  /** Resolves when `/readyz` answers 200, with the milliseconds since the process was started; rejects when it has ended. */
  ready(): Promise<number>;
  /** Ends the process group at once, as losing the process would. */
  kill(): Promise<void>;
  /** As Ctrl+C does; the exit code. */
  stop(): Promise<number | null>;
}

export interface SpawnOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Runs before node: a tracer with its options. */
  readonly under?: readonly string[];
}

// Each has a process group of its own, which would outlive whoever started it.
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) process.kill(-pid, 'SIGKILL');
});

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function start({ dataDir, port, under = [] }: SpawnOptions): ChildProcess {
  const options = ['--empty', '--data', dataDir, '--port', String(port)];
  const [command = '', ...args] = [...under, process.execPath, MAIN, ...options];
  return spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The standalone platform, built, as a user would start it, in a process of its own that is not ready yet. */
export function beginPlatform(options: SpawnOptions): Spawned {
  const child = start(options);
  const startedAt = performance.now();
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.under?.[0] ?? process.execPath} cannot be started`);
  running.add(pid);
  child.once('exit', () => running.delete(pid));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const client = clientOf(`http://127.0.0.1:${options.port}`);
  const signal = async (name: NodeJS.Signals): Promise<number | null> => {
    if (!hasEnded(child)) {
      const ended = once(child, 'exit');
      process.kill(-pid, name);
      await ended;
    }
    return child.exitCode;
  };
  return {
    ...client,
    child,
    output: () => printed,
    async ready() {
      const isReady = async (): Promise<boolean> => {
        if (hasEnded(child))
          throw new Error(`the platform ended with ${child.exitCode ?? child.signalCode}: ${printed}`);
        return (await client.get('/readyz').catch(() => undefined))?.status === 200;
      };
      await until(isReady, { within: START_MS, every: POLL_MS, said: () => printed });
      return performance.now() - startedAt;
    },
    kill: async () => {
      await signal('SIGKILL');
    },
    stop: () => signal('SIGINT'),
  };
}

/** The same, ready. */
export async function spawnPlatform(options: SpawnOptions): Promise<Spawned> {
  const platform = beginPlatform(options);
  await platform.ready();
  return platform;
}
