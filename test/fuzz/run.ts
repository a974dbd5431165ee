import { parseArgs } from 'node:util';
import { numberOption, say } from '../support/command-line.ts';
import type { Failure } from './area.ts';
import { again, fuzz } from './fuzz.ts';

const USAGE = 'usage: pnpm fuzz [--runs N] [--seed N] [--only AREA [--path P]] [--json]';

function optionsOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string' },
      path: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  return { ...values, runs: numberOption(values.runs, 'runs', USAGE), seed: numberOption(values.seed, 'seed', USAGE) };
}

function tell({ area, seed, path, input, because }: Failure): void {
  say(`\n${area} fails: ${because}\n${input}`);
  if (path) say(`again with: pnpm fuzz --only ${area} --seed ${seed} --path ${path}`);
}

// Whatever is thrown where nobody catches it would have ended the platform.
for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(name, (error: unknown) => {
    say(`the process would have ended: ${error instanceof Error ? error.stack : String(error)}`);
    process.exit(1);
  });
}

async function main(): Promise<void> {
  const { runs, seed, only, path, json } = optionsOf(process.argv.slice(2));
  if (only !== undefined && path !== undefined) {
    const failure = await again(only, seed, path);
    if (failure) tell(failure);
    say(failure ? '' : 'borne');
    process.exitCode = failure ? 1 : 0;
    return;
  }
  say(`seed ${seed}: again with pnpm fuzz --runs ${runs} --seed ${seed}`);
  const figures = await fuzz({ runs, seed, say, ...(only !== undefined && { only }) });
  figures.failures.forEach(tell);
  if (figures.failures.length > 0) process.exitCode = 1;
  const told = { ...figures, failures: figures.failures.length };
  if (json) process.stdout.write(`${JSON.stringify(told)}\n`);
  else for (const [name, value] of Object.entries(told)) say(`${name.padEnd(16)} ${JSON.stringify(value)}`);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
