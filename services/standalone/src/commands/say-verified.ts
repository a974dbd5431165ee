import type { Verified } from '@huitang/engine-embedded';
import type { Cli, ExitCode } from './command.ts';

/** What was counted and every problem, a line each; 1 when there is one. */
export function sayVerified(file: string, { problems, streams, commits, messages }: Verified, cli: Cli): ExitCode {
  cli.say(`${file}: ${streams} streams, ${commits} commits, ${messages} messages`);
  for (const problem of problems) cli.say(`problem: ${problem}`);
  cli.say(problems.length === 0 ? 'no problems' : `${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}
