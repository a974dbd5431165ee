import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ShownEvent } from './event.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;
const RUN_MS_MAX = 60_000;

/** What one program found in one file: its events, and what it complained of. */
export interface Read {
  readonly events: readonly ShownEvent[];
  readonly problems: readonly string[];
}

/** By file; or why there is nothing. */
export type Reading = ReadonlyMap<string, Read> | Error;

/** A program that is not there, or fails, is an error that names it. */
export const runProgram = (
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: OUTPUT_BYTES_MAX, timeout: RUN_MS_MAX };
    execFile(command, args, options, (error, out, wrong) => {
      if (!error) return resolve(out);
      const about =
        error.code === 'ENOENT' ? 'is not there: run test/interop/install.sh' : `failed: ${wrong || error.message}`;
      reject(new Error(`${command} ${args[0] ?? ''} ${about}`.slice(0, 2_000)));
    });
  });

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const Found = z.object({
  file: z.string(),
  events: z.array(
    z.object({
      uid: text,
      start: z.string(),
      end: z.string(),
      summary: text,
      location: text,
      description: text,
      status: text,
      sequence: z.int().default(0),
    }),
  ),
  problems: z.array(z.string()),
});

/** The command of a reader: an interpreter and a file of `readers/`, or what install.sh has built. */
export const script = (interpreter: string, file: string): readonly string[] => [
  interpreter,
  join(HERE, 'readers', file),
];
export const built = (name: string): readonly string[] => [join(homedir(), '.cache', 'huitang', 'interop', name)];

/** Starts a reader once, with all files. Each must be answered. */
export async function readAll(command: readonly string[], files: readonly string[]): Promise<Reading> {
  try {
    const out = await runProgram([...command, ...files]);
    const lines = out.split('\n').filter((line) => line !== '');
    const found = new Map(lines.map((line) => Found.parse(JSON.parse(line))).map((read) => [read.file, read]));
    const left = files.find((file) => !found.has(file));
    return left === undefined ? found : new Error(`${command.join(' ')} says nothing of ${left}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
