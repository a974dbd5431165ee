import { Command, CommanderError } from 'commander';
import type { z } from 'zod';
import type { Cli, CliCommand, ExitCode } from './command.ts';

/** What a command line asks for: a command to be run, or only a text to be shown. */
export type Parsed =
  | {
      readonly ok: true;
      readonly command: string;
      readonly options: unknown;
      readonly run: (cli: Cli) => Promise<ExitCode>;
    }
  | { readonly ok: false; readonly text: string; readonly exitCode: 0 | 2 };

/** Adds a command to the program; `chosen` hears what was asked of it. */
export type Registration = (program: Command, chosen: (parsed: Parsed) => void) => void;

const EXIT_CODES = '\nExit codes: 0 done; 1 refused, impossible, or problems found; 2 wrong usage.';

/** `createCenter` as people type it. */
const optionName = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function usageProblem(command: Command, error: z.ZodError): Parsed {
  const isArgument = (name: string): boolean => command.registeredArguments.some((one) => one.name() === name);
  const lines = error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    return `error: ${isArgument(name.toUpperCase()) ? name.toUpperCase() : optionName(name)}: ${message}\n`;
  });
  return { ok: false, text: lines.join(''), exitCode: 2 };
}

/** Makes a command known to the program. */
export function register<Options>({ name, declare, options, run }: CliCommand<Options>): Registration {
  return (program, chosen) => {
    const command = program.command(name).addHelpText('after', EXIT_CODES);
    declare(command);
    command.action(() => {
      const named = command.registeredArguments.map((one, index) => [
        one.name().toLowerCase(),
        command.processedArgs[index],
      ]);
      const given = options.safeParse({ ...Object.fromEntries(named), ...command.opts() });
      if (!given.success) chosen(usageProblem(command, given.error));
      else chosen({ ok: true, command: name, options: given.data, run: (cli) => run(given.data, cli) });
    });
  };
}

/** Reads a command line; does nothing yet. */
export function parseCommandLine(args: readonly string[], commands: readonly Registration[]): Parsed {
  let text = '';
  let parsed: Parsed | undefined;
  const write = (more: string): void => {
    text += more;
  };
  const program = new Command('huitang')
    .description('Looks after the data of a Huitang installation.')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .showHelpAfterError('`--help` after the command tells more.')
    .addHelpText('after', EXIT_CODES);
  for (const add of commands) {
    add(program, (choice) => {
      parsed = choice;
    });
  }
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ok: false, text, exitCode: error.exitCode === 0 ? 0 : 2 };
  }
  return parsed ?? { ok: false, text: program.helpInformation(), exitCode: 2 };
}
