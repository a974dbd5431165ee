import { spawnSync } from 'node:child_process';
import { clientOf } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { beginPlatform, type Spawned } from '../support/process.ts';
import { random } from '../support/random.ts';
import { type Audited, audit, auditOf } from './audit.ts';
import { newBook, type Sent } from './book.ts';
import { putLoad } from './load.ts';
import { openPlace, seasonFrom } from './place.ts';
import { type Figures, newTally, tell } from './tally.ts';

const CLI = 'services/standalone/dist/cli.js';
const LONGEST_ROUND_MS = 1_200;
/** One round in so many is followed by a second kill, while the process starts again. */
const KILLED_STARTING = 0.2;

export interface CrashOptions {
  readonly loops: number;
  readonly seed: number;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

interface Run extends CrashOptions {
  readonly port: number;
  readonly dice: () => number;
  readonly audited: Audited;
  /** Ends of the platform that nobody brought about, in words. */
  readonly died: string[];
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const begin = ({ dataDir, port }: Run): Spawned => beginPlatform({ dataDir, port });

interface Killed {
  readonly afterMs: number;
  readonly sent: readonly Sent[];
  /** How many of them nobody knows the outcome of. */
  readonly open: number;
}

/** A platform that ends before anybody ends it has a fault of its own, which no kill may hide. */
function noteEnded({ died }: Run, { child, output }: Spawned): void {
  const by = child.exitCode ?? child.signalCode;
  if (by !== null) died.push(`the platform ended by itself with ${by}: ${output().slice(-1_000)}`);
}

/** Load for a moment nobody knows beforehand, then SIGKILL; what was sent until then. */
async function killUnderLoad(run: Run, platform: Spawned): Promise<Killed> {
  const { dice, audited } = run;
  const afterMs = Math.floor(30 + dice() ** 2 * LONGEST_ROUND_MS);
  let killed = false;
  const { client, book, season } = audited;
  const load = putLoad({ client, book, season, dice }, () => killed);
  await sleep(afterMs);
  killed = true;
  noteEnded(run, platform);
  await platform.kill();
  const sent = await load;
  return { afterMs, sent, open: sent.filter(({ outcome }) => outcome === 'open').length };
}

/** Starts on the same folder, sometimes only at the second try, because the first is killed as well. */
async function startAgain(run: Run): Promise<{ platform: Spawned; readyMs: number; starts: number }> {
  if (run.dice() < KILLED_STARTING) {
    const first = begin(run);
    await sleep(run.dice() * 800);
    noteEnded(run, first);
    await first.kill();
    const again = await startAgain(run);
    return { ...again, starts: again.starts + 1 };
  }
  const platform = begin(run);
  return { platform, readyMs: await platform.ready(), starts: 1 };
}

/** What a command that reads the whole data folder says is wrong; none when it ends well. */
function complaintsOf(command: 'verify' | 'replay', dataDir: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, command, '--data', dataDir], {
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`huitang ${command} ended with ${status}: ${stdout.slice(-500)}${stderr.slice(-500)}`];
}

/**
 * Kills the platform under load again and again, on the same data, and compares after each start what is there with what
 * was acknowledged; in the end all of it once more, and the file itself.
 */
export async function crashLoops(options: CrashOptions): Promise<Figures> {
  const { loops, seed, dataDir, say } = options;
  const port = await freePort();
  const client = clientOf(`http://127.0.0.1:${port}`);
  const book = newBook(seed);
  const audited = auditOf(client, book, seasonFrom(Date.now()));
  const run: Run = { ...options, port, dice: random(seed), audited, died: [] };
  const tally = newTally(book);
  let platform = begin(run);
  await platform.ready();
  await openPlace(platform);
  for (let loop = 1; loop <= loops; loop += 1) {
    const killed = await killUnderLoad(run, platform);
    const started = await startAgain(run);
    platform = started.platform;
    const findings = await audit(audited, killed.sent);
    tally.add(findings, started.readyMs, started.starts);
    say(tell(loop, loops, { ...killed, readyMs: started.readyMs, findings }));
  }
  tally.add(await audit(audited, [...book.sent.values()]));
  const exitCode = await platform.stop();
  const whole: readonly string[] = [
    ...(exitCode === 0 ? [] : [`the platform ended with ${exitCode}`]),
    ...run.died,
    ...complaintsOf('verify', dataDir),
    ...complaintsOf('replay', dataDir),
  ];
  return tally.figures(loops, whole);
}
