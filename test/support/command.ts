import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A command that takes longer is ended, and has failed. */
const ENDS_MS = 100_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  readonly code: number;
  /** What it answered, or why it did not. */
  readonly said: string;
}

/** One command of a build, as whoever runs an installation types it. */
export const runCommand = (
  build: 'standalone' | 'distributed',
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, ...environment };
    execFile(
      process.execPath,
      [`services/${build}/dist/cli.js`, ...args],
      { cwd: ROOT, env, timeout: ENDS_MS },
      (error, out, wrong) => {
        const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
        resolve({ code, said: code === 0 ? out : wrong });
      },
    );
  });
