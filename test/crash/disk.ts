import { join } from 'node:path';
import { clientOf } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import type { Spawned } from '../support/process.ts';
import { random } from '../support/random.ts';
import { auditOf } from './audit.ts';
import { newBook } from './book.ts';
import { auditAll, type DiskRun, loadUntilRefused, readEverything, recovery, started } from './disk-run.ts';
import { openPlace, seasonFrom } from './place.ts';
import type { SmallDisk } from './small-disk.ts';
import { PROBLEMS_TOLD_MAX } from './tally.ts';

/** So many refused writes are enough to see how a full disk is answered. */
const REFUSED_ENOUGH = 60;

/** The last line of a run. `problems` must be empty, and every number that counts something wrong is 0. */
export interface DiskFigures {
  readonly fileSystem: SmallDisk['kind'];
  readonly seed: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Writes answered 503 while the disk was full, and while it was broken. */
  readonly refusedFull: number;
  readonly refusedBroken: number | 'not on tmpfs';
  readonly readsServed: number;
  /** From when there was room again until a write was taken. */
  readonly recoveredMs: number;
  /** Acknowledged and not there. */
  readonly false2xx: number;
  readonly problems: readonly string[];
}

/** Filled under load: writes are refused, reads are served, and all goes on by itself when there is room again. */
async function whileFull(run: DiskRun): Promise<{ refused: number; recoveredMs: number }> {
  run.disk.fill();
  const { refused } = await loadUntilRefused(run, REFUSED_ENOUGH);
  if (refused === 0) run.problems.push('a full disk refused nothing');
  await readEverything(run, 'on a full disk', false);
  run.disk.empty();
  const recoveredMs = await recovery(run);
  await auditAll(run, 'when a full disk had room again');
  run.say(`full: ${refused} writes refused, taken again after ${Math.round(recoveredMs)} ms`);
  return { refused, recoveredMs };
}

/** Killed while the disk is full: what was acknowledged until then is there. */
async function killedWhileFull(run: DiskRun, platform: Spawned): Promise<Spawned> {
  run.disk.fill();
  await loadUntilRefused(run, REFUSED_ENOUGH);
  await platform.kill();
  run.disk.empty();
  const again = await started(run);
  await auditAll(run, 'killed on a full disk');
  run.say('full and killed: all there');
  return again;
}

/** Broken under load: reads are served but of what was being written, writes refused, and after a repair all acknowledged is there. */
async function whileBroken(
  run: DiskRun,
  platform: Spawned,
): Promise<{ refused: number | 'not on tmpfs'; again: Spawned }> {
  const { breakDown, mend } = run.disk;
  if (!breakDown || !mend) return { refused: 'not on tmpfs', again: platform };
  const load = loadUntilRefused(run, REFUSED_ENOUGH);
  await new Promise((resolve) => setTimeout(resolve, 50 + run.dice() * 200));
  breakDown();
  const { refused } = await load;
  if (refused === 0) run.problems.push('a broken disk refused nothing');
  await readEverything(run, 'on a broken disk', true);
  await platform.kill();
  mend();
  // What was deleted a moment before the disk broke may be back.
  run.disk.empty();
  const again = await started(run);
  await auditAll(run, 'after a broken disk was repaired');
  run.say(`broken: ${refused} writes refused, all there after a repair`);
  return { refused, again };
}

/** A data folder that cannot be written is said at the start, in a sentence, instead of half a start. */
async function startReadOnly(run: DiskRun, platform: Spawned): Promise<void> {
  await platform.stop();
  run.disk.remount('ro');
  const refused = await started(run).then(
    async (running) => {
      await running.kill();
      return 'it started';
    },
    (error: unknown) => String(error),
  );
  if (!/Huitang cannot start: .*read-?only/s.test(refused)) run.problems.push(`in a read-only folder: ${refused}`);
  run.disk.remount('rw');
  const again = await started(run);
  await auditAll(run, 'after a read-only folder');
  const exitCode = await again.stop();
  if (exitCode !== 0) run.problems.push(`the platform ended with ${exitCode}`);
  run.say('read-only: refused at the start, all there when it can be written again');
}

export interface DiskOptions {
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Of each load; a full disk is loaded again until it has refused enough. */
  readonly commandsMax?: number;
}

/** Fills, breaks and locks the disk under a platform that works, and looks each time for what it acknowledged. */
export async function diskTrouble(
  disk: SmallDisk,
  { seed, say, commandsMax = 300 }: DiskOptions,
): Promise<DiskFigures> {
  const port = await freePort();
  const client = clientOf(`http://127.0.0.1:${port}`);
  const book = newBook(seed);
  const run: DiskRun = {
    disk,
    dataDir: join(disk.path, 'data'),
    port,
    dice: random(seed),
    commandsMax,
    audited: auditOf(client, book, seasonFrom(Date.now())),
    findings: [],
    problems: [],
    say,
    reads: 0,
  };
  const first = await started(run);
  await openPlace(first);
  await loadUntilRefused(run, Number.POSITIVE_INFINITY);
  const { refused: refusedFull, recoveredMs } = await whileFull(run);
  const second = await killedWhileFull(run, first);
  const { refused: refusedBroken, again } = await whileBroken(run, second);
  await startReadOnly(run, again);
  return {
    fileSystem: disk.kind,
    seed,
    sent: book.sent.size,
    acknowledged: [...book.sent.values()].filter(({ outcome }) => outcome === 'acknowledged').length,
    refusedFull,
    refusedBroken,
    readsServed: run.reads,
    recoveredMs: Math.round(recoveredMs),
    false2xx: run.findings.reduce((sum, { lost }) => sum + lost.length, 0),
    problems: [...run.problems, ...book.faults, ...run.findings.flatMap((found) => Object.values(found).flat())].slice(
      0,
      PROBLEMS_TOLD_MAX,
    ),
  };
}
