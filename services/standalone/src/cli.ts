import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { exitCodeOf, messageOf } from '@huitang/runtime';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import type { Cli, ExitCode } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { parseCommandLine } from './commands/parse.ts';
import { parseEnvironment } from './options.ts';

/** The report of the largest file there may be. */
const ANSWER_MAX_BYTES = 64 * 1_048_576;

function theWorld(): Cli {
  return {
    environment: parseEnvironment(process.env),
    say: (line) => process.stdout.write(`${line}\n`),
    tell: (line) => process.stderr.write(`${line}\n`),
    wait: (ms) => setTimeout(ms),
    read: () => text(process.stdin),
    http: fetchHttpClient({ answerMaxBytes: ANSWER_MAX_BYTES }),
  };
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const parsed = parseCommandLine(args, commands);
  if (parsed.ok) return parsed.run(theWorld());
  (parsed.exitCode === 0 ? process.stdout : process.stderr).write(parsed.text);
  return parsed.exitCode;
}

const [first, ...rest] = process.argv.slice(2);
const args = first === undefined ? [] : first === '--' ? rest : [first, ...rest];

main(args).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`error: ${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
);
