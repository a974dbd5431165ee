import { readFileSync } from 'node:fs';
import { exitCodeOf, messageOf, wrongUsage } from '@huitang/runtime';
import { commands } from './commands/index.ts';
import { withSecretFiles } from './secret-files.ts';

const usage = commands.map((command) => `  ${command.usage.padEnd(40)} ${command.summary}`).join('\n');

async function main(args: readonly string[]): Promise<0 | 1> {
  const [name, ...rest] = args.filter((arg) => arg !== '--');
  const command = commands.find((one) => one.usage.split(' ')[0] === name);
  if (!command) throw wrongUsage(`one of these commands:\n${usage}`);
  const variables = withSecretFiles(process.env, (path) => readFileSync(path, 'utf8'));
  return command.run(rest, { variables, say: (line) => process.stdout.write(`${line}\n`) });
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`error: ${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
);
