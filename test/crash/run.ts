import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { command, optionsFrom, runCommand, say, whole } from '../support/command-line.ts';
import { crashLoops } from './crash.ts';
import { diskTrouble } from './disk.ts';
import { smallDisk } from './small-disk.ts';
import { isLate } from './tally.ts';

const USAGE = [
  `usage: ${command('crash [--loops N] [--seed N] [--json]')}`,
  `       ${command('crash --disk [--disk-optional] [--seed N] [--json]')}`,
].join('\n');

type Ended = { readonly figures: object; readonly problems: readonly string[] };

const Options = z.object({
  loops: whole(1),
  seed: whole(0),
  disk: z.boolean(),
  'disk-optional': z.boolean(),
  json: z.boolean(),
});
type Options = z.infer<typeof Options>;

const declared = {
  loops: { type: 'string', default: '50' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  disk: { type: 'boolean', default: false },
  'disk-optional': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

async function killed({ loops, seed }: Options): Promise<Ended> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huitang-crash-'));
  say(`seed ${seed}: again with ${command(`crash --loops ${loops} --seed ${seed}`)}`);
  const figures = await crashLoops({ loops, seed, dataDir, say });
  const problems = [
    ...figures.problems,
    ...(isLate(figures) ? [`ready again after ${figures.readyMsMax} ms, which is too late`] : []),
  ];
  if (problems.length === 0) rmSync(dataDir, { recursive: true, force: true });
  else say(`the data are kept in ${dataDir}`);
  return { figures, problems };
}

/** What a machine cannot show is said, and is a failure unless somebody has said that it need not be shown. */
async function onASmallDisk({ seed, 'disk-optional': optional }: Options): Promise<Ended> {
  const made = await smallDisk();
  if (!made.ok) {
    say(`not run: this machine has no disk to fill (${made.whyNot})`);
    return { figures: { ran: false, whyNot: made.whyNot }, problems: optional ? [] : [made.whyNot] };
  }
  say(`seed ${seed}, on ${made.disk.kind}: again with ${command(`crash --disk --seed ${seed}`)}`);
  try {
    const figures = await diskTrouble(made.disk, { seed, say });
    if (figures.problems.length > 0) {
      const kept = mkdtempSync(join(tmpdir(), 'huitang-disk-kept-'));
      made.disk.copyOut('data', kept);
      say(`the data are kept in ${kept}`);
    }
    return { figures: { ran: true, ...figures }, problems: figures.problems };
  } finally {
    await made.disk.end();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const options = optionsFrom(args, declared, Options);
  const { figures, problems } = await (options.disk ? onASmallDisk(options) : killed(options));
  for (const problem of problems) say(problem);
  if (problems.length > 0) process.exitCode = 1;
  if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(18)} ${value}\n`);
}

// So that the platforms it has started are ended as well.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(1));

runCommand(USAGE, main);
