import { parseArgs } from 'node:util';
import { distributedBench } from './distributed-bench.ts';
import { mainBench } from './main-bench.ts';

const USAGE = 'usage: pnpm bench main [--stored N] [--json] | pnpm bench distributed [--json]';

function figuresOf(name: string | undefined, stored: number): Promise<Record<string, number | string>> {
  if (name === 'distributed') return distributedBench();
  if (name === 'main' && Number.isInteger(stored) && stored >= 10_000) return mainBench({ stored });
  throw new Error(`${USAGE}, N from 10000 on`);
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, stored: { type: 'string', default: '100000' } },
  });
  const figures = await figuresOf(positionals[0], Number(values.stored));
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(18)} ${value}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
