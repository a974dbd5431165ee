import type { HttpClient } from '@huitang/runtime';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import type { Cli, CliCommand, ExitCode } from '../../src/commands/command.ts';
import { parseEnvironment } from '../../src/options.ts';

export interface Ran {
  readonly exitCode: ExitCode;
  readonly said: readonly string[];
  readonly told: readonly string[];
}

/** Runs a command as `huitang` would, with `input` on standard input, and keeps what it says. */
export async function ran<Options>(
  command: CliCommand<Options>,
  given: unknown,
  http: HttpClient = fetchHttpClient(),
  input = '',
): Promise<Ran> {
  const said: string[] = [];
  const told: string[] = [];
  const cli: Cli = {
    environment: parseEnvironment({ HUITANG_UID_DOMAIN: 'test.example', HUITANG_LOG: 'silent' }),
    say: (line) => said.push(line),
    tell: (line) => told.push(line),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    read: async () => input,
    http,
  };
  const exitCode = await command.run(command.options.parse(given), cli);
  return { exitCode, said, told };
}
