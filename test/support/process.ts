import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type clientOf as ClientOf, clientOf } from './client.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = 'services/standalone/dist/main.js';

export interface Spawned extends ReturnType<typeof ClientOf> {
  readonly child: ChildProcess;
  /** Everything the process has printed. */
  output(): string;
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

async function untilReady(
  client: ReturnType<typeof clientOf>,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the platform ended with ${child.exitCode}: ${output()}`);
    const ready = await client.get('/readyz').catch(() => undefined);
    if (ready?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The standalone platform, built and started as a user would, in a process of its own. */
export async function spawnPlatform({ dataDir, port, under = [] }: SpawnOptions): Promise<Spawned> {
  const [command = '', ...args] = [
    ...under,
    process.execPath,
    MAIN,
    '--empty',
    '--data',
    dataDir,
    '--port',
    String(port),
  ];
  const child = spawn(command, args, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const client = clientOf(`http://127.0.0.1:${port}`);
  await untilReady(client, child, () => printed);
  const signal = async (name: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      process.kill(-(child.pid ?? 0), name);
      await ended;
    }
    return child.exitCode;
  };
  return {
    ...client,
    child,
    output: () => printed,
    kill: async () => {
      await signal('SIGKILL');
    },
    stop: () => signal('SIGINT'),
  };
}
