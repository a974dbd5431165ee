import { z } from 'zod';
import { command, optionsFrom, runCommand, say, whole } from '../support/command-line.ts';
import type { Failure } from './area.ts';
import { again, areaNames, fuzz } from './fuzz.ts';

const USAGE = `usage: ${command('fuzz [--runs N] [--seed N] [--only AREA [--path P]] [--json]')}`;

const Options = z
  .object({
    runs: whole(1),
    seed: whole(0),
    only: z.enum(areaNames, `one of ${areaNames.join(', ')}`).optional(),
    path: z
      .string()
      .regex(/^\d+(:\d+)*$/, 'numbers with colons between them, as a failure told')
      .optional(),
    json: z.boolean(),
  })
  .refine(({ only, path }) => path === undefined || only !== undefined, {
    path: ['path'],
    error: 'of one area, so with --only',
  });

const declared = {
  runs: { type: 'string', default: '100000' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  only: { type: 'string' },
  path: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

function tell({ area, seed, batch, path, input, because }: Failure): void {
  say(`\n${area} fails: ${because}\n${input}`);
  const which = path === undefined ? `--runs ${batch}` : `--path ${path}`;
  say(`again with: ${command(`fuzz --only ${area} --seed ${seed} ${which}`)}`);
}

// Whatever is thrown where nobody catches it would have ended the platform.
for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(name, (error: unknown) => {
    say(`the process would have ended: ${error instanceof Error ? error.stack : String(error)}`);
    process.exit(1);
  });
}

async function main(args: readonly string[]): Promise<void> {
  const { runs, seed, only, path, json } = optionsFrom(args, declared, Options);
  if (only !== undefined && path !== undefined) {
    const failure = await again(only, seed, path);
    if (failure) tell(failure);
    say(failure ? '' : 'borne');
    process.exitCode = failure ? 1 : 0;
    return;
  }
  const which = only === undefined ? '' : ` --only ${only}`;
  say(`seed ${seed}: again with ${command(`fuzz --runs ${runs} --seed ${seed}${which}`)}`);
  const figures = await fuzz({ runs, seed, say, ...(only !== undefined && { only }) });
  figures.failures.forEach(tell);
  if (figures.failures.length > 0) process.exitCode = 1;
  const told = { ...figures, failures: figures.failures.length };
  if (json) process.stdout.write(`${JSON.stringify(told)}\n`);
  else for (const [name, value] of Object.entries(told)) say(`${name.padEnd(16)} ${JSON.stringify(value)}`);
}

runCommand(USAGE, main);
