import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a service that is not to start: its exit code, and what it says about it. */
export async function failedStart(
  service: string,
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<readonly [number | null, string]> {
  const child = spawn(process.execPath, ['services/distributed/dist/main.js', service], {
    env: { PATH: process.env.PATH, ...variables, HUITANG_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000,
    killSignal: 'SIGKILL',
  });
  // One that starts all the same is not waited for for ever.
  child.stdout.on('data', (chunk: Buffer) => chunk.includes(' is ready at ') && child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'exit');
  return [child.exitCode, said];
}
