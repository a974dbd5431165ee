import { type ParseArgsConfig, parseArgs } from 'node:util';
import { exitCodeOf, messageOf, wrongUsage } from '@huitang/runtime';
import { z } from 'zod';

/** Tells whoever watches; what a command prints for others to read goes to the standard output. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** How a command of this repository is begun, where nothing is installed but Node. */
export const command = (text: string): string => `npx -y pnpm@12 ${text}`;

/** A whole number of at most nine digits. */
export const whole = (least: 0 | 1) =>
  z
    .string()
    .regex(least === 0 ? /^\d{1,9}$/ : /^[1-9]\d{0,8}$/, `a whole number from ${least} on`)
    .transform(Number);

type Declared = NonNullable<ParseArgsConfig['options']>;

function valuesOf(args: readonly string[], options: Declared): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node's first sentence says what is the matter; the others are about other programs.
    throw wrongUsage(messageOf(error).split(/\.\s/)[0] ?? '');
  }
}

/** What a command line asks for. Throws a `wrong-usage` fault that names an option and what was wanted. */
export function optionsFrom<T>(args: readonly string[], options: Declared, schema: z.ZodType<T>): T {
  const values = valuesOf(args, options);
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [name = '', place] = issue?.path ?? [];
  const value = values[String(name)];
  const given: unknown = Array.isArray(value) ? value[Number(place)] : value;
  // What does not go together is not wrong by itself.
  const isAlone = typeof given === 'string' && issue?.code !== 'custom';
  throw wrongUsage(`--${String(name)}: ${issue?.message}${isAlone ? `, not ${given}` : ''}`);
}

/**
 * Runs a command on what was typed after its name. `--help` shows how it is used; what is asked wrongly is said in one line
 * and ends with 2; whatever else is thrown is shown as it is, and ends with 1.
 */
export function runCommand(usage: string, run: (args: readonly string[]) => Promise<void>): void {
  const args = process.argv.slice(2).filter((arg) => arg !== '--');
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  let ended = false;
  // Node ends with 0 when nothing is left to be done, also when the command waits for what never comes.
  process.once('exit', (code) => {
    if (ended || code !== 0) return;
    say('the command never came to its end');
    process.exitCode = 1;
  });
  const running = run(args).catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
    const stack = error instanceof Error ? error.stack : undefined;
    say(process.exitCode === 2 ? `${messageOf(error)}; --help tells more` : (stack ?? String(error)));
  });
  void running.finally(() => {
    ended = true;
  });
}
