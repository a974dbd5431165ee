import type { Variables } from '@huitang/runtime';

/** What a command may use of the world. */
export interface Cli {
  readonly variables: Variables;
  /** A line of the answer. */
  say(line: string): void;
}

/** One command for whoever runs a distributed installation. */
export interface Command {
  /** How it is called, with its arguments: `export-log FILE`. */
  readonly usage: string;
  readonly summary: string;
  /** Resolves with the exit code: 0 done, 1 refused or not possible. Faults end the program with their message. */
  readonly run: (args: readonly string[], cli: Cli) => Promise<0 | 1>;
}
