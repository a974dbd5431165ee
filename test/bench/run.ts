import { parseArgs } from 'node:util';
import { allocationBench } from './allocation/allocation-bench.ts';
import { distributedBench } from './distributed-bench.ts';
import { feedsBench } from './feeds/feeds-bench.ts';
import { mainBench } from './main-bench.ts';

const USAGE =
  'usage: pnpm bench main [--stored N] [--json] | pnpm bench feeds [--json] | pnpm bench distributed [--json] | pnpm bench allocation [--seeds N] [--prove SECONDS] [--json]';

/** Seconds HiGHS has at the end of a batch, for each day; and for each slice of a season whose days hang together. */
const CLOSE_SECONDS = 1;
const CROSS_DAY_SECONDS = 5;
const TRIES = 7;

interface Options {
  readonly stored: number;
  readonly seeds: number;
  readonly prove: number;
}

function figuresOf(name: string | undefined, options: Options): Promise<Record<string, number | string>> {
  const { stored, seeds, prove } = options;
  if (name === 'distributed') return distributedBench();
  if (name === 'feeds') return feedsBench();
  if (name === 'main' && Number.isInteger(stored) && stored >= 10_000) return mainBench({ stored });
  if (name === 'allocation' && Number.isInteger(seeds) && seeds > 0 && prove > 0) {
    const limits = { proveSeconds: prove, closeSeconds: CLOSE_SECONDS, tries: TRIES };
    return allocationBench({ seeds, limits, crossDaySeconds: CROSS_DAY_SECONDS });
  }
  throw new Error(`${USAGE}; stored from 10000 on`);
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      stored: { type: 'string', default: '100000' },
      seeds: { type: 'string', default: '10' },
      prove: { type: 'string', default: '60' },
    },
  });
  const { stored, seeds, prove } = values;
  const figures = await figuresOf(positionals[0], {
    stored: Number(stored),
    seeds: Number(seeds),
    prove: Number(prove),
  });
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(18)} ${value}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
