import { beginPlatform, type Spawned } from '../support/process.ts';
import { type Audited, audit, type Findings } from './audit.ts';
import type { Sent } from './book.ts';
import { untilNone } from './in-turns.ts';
import { putLoad } from './load.ts';
import { CENTER } from './place.ts';
import { roomUse } from './reading.ts';
import type { SmallDisk } from './small-disk.ts';

const FULL_WITHIN_MS = 60_000;
const RECOVERED_WITHIN_MS = 30_000;

/** A platform on a small disk, with everything that was found so far. */
export interface DiskRun {
  readonly disk: SmallDisk;
  readonly dataDir: string;
  readonly port: number;
  readonly dice: () => number;
  /** Of each load. */
  readonly commandsMax: number;
  readonly audited: Audited;
  readonly findings: Findings[];
  readonly problems: string[];
  readonly say: (line: string) => void;
  reads: number;
}

const begin = ({ disk, dataDir, port }: DiskRun): Spawned => beginPlatform({ dataDir, port, under: disk.under });

export async function started(run: DiskRun): Promise<Spawned> {
  const platform = begin(run);
  await platform.ready();
  return platform;
}

/** Load until so many writes were refused, or the load is used up; what was sent, and how many were refused. */
export async function loadUntilRefused(run: DiskRun, refusedMax: number): Promise<{ sent: Sent[]; refused: number }> {
  const { client, book, season } = run.audited;
  const before = book.unavailable.length;
  const endsAt = performance.now() + FULL_WITHIN_MS;
  const isOver = (): boolean => book.unavailable.length - before >= refusedMax || performance.now() > endsAt;
  const sent: Sent[] = [];
  // What is allocated already is written over first, so that a full disk may take some more.
  do sent.push(...(await putLoad({ client, book, season, dice: run.dice }, isOver, run.commandsMax)));
  while (!isOver() && refusedMax < Number.POSITIVE_INFINITY);
  return { sent, refused: book.unavailable.length - before };
}

/** Every sort of read while nothing can be written; `unsynced` when a sync may have failed. */
export async function readEverything(run: DiskRun, when: string, unsynced: boolean): Promise<void> {
  const { client, book, season } = run.audited;
  const paths = [
    '/healthz',
    `/api/activities/${book.activities[0]}`,
    '/api/activities?limit=100',
    `/api/centers/${CENTER}`,
    `/feeds/centers/${CENTER}.ics`,
  ];
  // Written until the end, so that nobody knows whether the disk has the last of it: that is not shown.
  const writtenLast = [`/api/activities/${book.activities.at(-1)}/history`, '/api/organizations'];
  for (const path of [...paths, ...writtenLast]) {
    const { status, text } = await client.get(path);
    if (status === 200) run.reads += 1;
    else if (!(unsynced && status === 503 && writtenLast.includes(path)))
      run.problems.push(`${when}, GET ${path} was answered ${status}: ${text.slice(0, 200)}`);
  }
  await roomUse(client, season);
  run.reads += 1;
}

/** Milliseconds until a write is taken again. */
export async function recovery(run: DiskRun): Promise<number> {
  const { client, book, season } = run.audited;
  const since = performance.now();
  const left = await untilNone(
    async () => {
      const one = (await putLoad({ client, book, season, dice: run.dice }, () => false, 1))[0];
      return one?.answer ? [] : ['no write is taken'];
    },
    RECOVERED_WITHIN_MS,
    20,
  );
  run.problems.push(...left);
  return performance.now() - since;
}

export async function auditAll(run: DiskRun, when: string): Promise<void> {
  const { client, book } = run.audited;
  const findings = await audit(run.audited, [...book.sent.values()]);
  run.findings.push(findings);
  if (Object.values(findings).flat().length === 0) return;
  // What the platform itself says is the matter.
  const { text } = await client.get('/readyz');
  run.problems.push(`${when}: ${text}`);
}
