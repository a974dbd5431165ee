import { parseArgs } from 'node:util';
import { mainBench } from './main-bench.ts';

const USAGE = 'usage: pnpm bench main [--stored N] [--json]';

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, stored: { type: 'string', default: '100000' } },
  });
  const stored = Number(values.stored);
  if (positionals[0] !== 'main' || !Number.isInteger(stored) || stored < 10_000)
    throw new Error(`${USAGE}, N from 10000 on`);
  const figures = await mainBench({ stored });
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(18)} ${value}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
