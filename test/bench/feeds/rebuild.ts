import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../figures.ts';
import { clientOf } from '../http-client.ts';
import { serverFlags } from '../server.ts';
import type { Memory, Order, Rebuilt } from './rebuild-process.ts';
import { feedsOf, type Season } from './season.ts';

const SCRIPT = fileURLToPath(new URL('rebuild-process.js', import.meta.url));
const CONNECTIONS = 10;

export interface RebuildFigures {
  /** From an empty read model until every feed has been built. */
  readonly rebuildMs: number;
  readonly bytesPerIdleFeed: number;
  readonly rssMb: number;
}

/** The answer to one order; the caller knows which order gives what. */
async function order<T>(child: ChildProcess, what: Order): Promise<T> {
  child.send(what);
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the process ended while it was to ${what.do}`))),
  ]);
  return answer as T;
}

/** Every feed once; milliseconds. */
async function readAll(base: string, feeds: readonly string[]): Promise<number> {
  const client = clientOf(base, CONNECTIONS);
  const startedAt = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let feed = feeds[next++]; feed !== undefined; feed = feeds[next++]) {
      const { status, text } = await client.ask('GET', feed);
      if (status !== 200 || !text.includes('BEGIN:VEVENT')) throw new Error(`${feed}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  client.close();
  return performance.now() - startedAt;
}

/** A district's log, its feeds made from it by a process with nothing but the calendar, and what they keep in memory. */
export async function rebuildFigures(season: Season): Promise<RebuildFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const child = fork(SCRIPT, { execArgv: [...serverFlags, '--expose-gc'] });
  const feeds = feedsOf(season);
  try {
    await order(child, { do: 'store', dataDir, season });
    say(`${season.activities} activities stored`);
    const { base, ms } = await order<Rebuilt>(child, { do: 'rebuild' });
    const before = await order<Memory>(child, { do: 'measure' });
    const readMs = await readAll(base, feeds);
    const after = await order<Memory>(child, { do: 'measure' });
    say(
      `heard ${ms.toFixed(0)} ms, ${feeds.length} feeds ${readMs.toFixed(0)} ms; ${JSON.stringify({ before, after })}`,
    );
    return {
      rebuildMs: ms + readMs,
      bytesPerIdleFeed: (after.used - before.used) / feeds.length,
      rssMb: after.rssMb,
    };
  } finally {
    child.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
