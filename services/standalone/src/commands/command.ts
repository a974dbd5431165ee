import type { HttpClient } from '@huitang/runtime';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { Environment } from '../options.ts';

/** 0: done. 1: refused, not possible, or problems found. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** What a command may use of the world. */
export interface Cli {
  readonly environment: Environment;
  /** A line of the answer. */
  say(line: string): void;
  /** A line about what goes on or went wrong: not part of the answer. */
  tell(line: string): void;
  wait(ms: number): Promise<void>;
  /** Standard input, whole. */
  read(): Promise<string>;
  readonly http: HttpClient;
}

/** One command of `huitang`. */
export interface CliCommand<Options> {
  /** `backup` */
  readonly name: string;
  /** Declares arguments and options, and says what they are for. */
  readonly declare: (command: Command) => void;
  /** Checks what was given: arguments by their names in lower case, options by their names in camel case. */
  readonly options: z.ZodType<Options>;
  /** Faults may be thrown; they end the program with their message and exit code 1. */
  readonly run: (options: Options, cli: Cli) => Promise<ExitCode>;
}

/** The option every command has that works on a data folder. */
export const dataOption = ['--data <DIR>', 'the data folder', 'data'] as const;
