import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const hooks = new URL('../../../../packages/engine-embedded/test/ts-hooks.js', import.meta.url).href;

/** A program of this service, from its sources, as a process of its own. */
export function spawnSource(
  name: 'cli' | 'main',
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream } {
  const script = fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));
  return spawn(process.execPath, ['--conditions=huitang-source', '--import', hooks, script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}
