import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { EnginesFailure } from './failure.ts';

export interface ToolCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where its output goes, after what is there. */
  readonly log: string;
  /** What to do when the command is not on this machine: the end of a sentence. */
  readonly whenMissing: string;
  /** Longer, and it is ended. */
  readonly timeoutMs: number;
}

/** Runs a command to its end. Throws an EnginesFailure when it is missing, fails or takes too long. */
export async function runTool(call: ToolCall): Promise<void> {
  mkdirSync(dirname(call.log), { recursive: true });
  const log = openSync(call.log, 'a');
  const child = spawn(call.command, call.args, {
    cwd: call.folder,
    env: call.environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const deadline = setTimeout(() => child.kill(), call.timeoutMs);
  const end = await new Promise<string | undefined>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      reject(new EnginesFailure(isMissing ? `${call.command} is missing: ${call.whenMissing}` : error.message));
    });
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  }).finally(() => clearTimeout(deadline));
  if (end !== undefined) throw new EnginesFailure(`${call.command} ${call.args[0] ?? ''} ${end}: see ${call.log}`);
}
