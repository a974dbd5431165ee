import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnginesFailure, messageOf } from './failure.ts';
import { startDetached } from './processes.ts';
import { HOST, MONGO_PORT, type Places, places, type Settings } from './settings.ts';
import { eventually } from './wait.ts';

/** How long the download may take to begin, and to end. */
const FIRST_BYTE_TIMEOUT_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 600_000;

/** Where the binary lies is noted beside it: its name has the version in it, which the library chooses. */
const noteOf = (at: Places): string => join(at.mongod, 'path');

/** The mongod that was fetched earlier, if it is still there. */
export function mongodAt(at: Places): string | undefined {
  const path = existsSync(noteOf(at)) ? readFileSync(noteOf(at), 'utf8') : '';
  return path && existsSync(path) ? path : undefined;
}

/** When the last attempt to fetch a mongod failed, if it did, in milliseconds of the epoch. */
export function mongodFailedAt(at: Places): number | undefined {
  const text = existsSync(at.mongodFailure) ? readFileSync(at.mongodFailure, 'utf8') : '';
  const instant = Date.parse(text.split('\n', 1)[0] ?? '');
  return Number.isNaN(instant) ? undefined : instant;
}

/** Fetches a mongod; a failure is remembered and said, not thrown. True when there is one now. */
export async function installMongod(settings: Settings, say: (text: string) => void, now: Date): Promise<boolean> {
  const at = places(settings.root);
  mkdirSync(at.mongod, { recursive: true });
  say('fetching mongod with mongodb-memory-server');
  try {
    writeFileSync(noteOf(at), await download(at.mongod));
    return true;
  } catch (error) {
    const why = messageOf(error).replaceAll('\n', ' ');
    writeFileSync(at.mongodFailure, `${now.toISOString()}\n${why}\n`);
    say(`there is no mongod to be had here (${why}); it is tried again in a day`);
    return false;
  }
}

async function download(folder: string): Promise<string> {
  // It is large and rarely needed.
  const { MongoBinary } = await import('mongodb-memory-server-core');
  let isGivenUp = false;
  const hasBegun = (): true | undefined =>
    isGivenUp || readdirSync(folder).some((name) => name.endsWith('.downloading')) ? true : undefined;
  async function giveUp(): Promise<never> {
    const began = await eventually(hasBegun, FIRST_BYTE_TIMEOUT_MS, 500);
    if (began) await eventually(() => (isGivenUp ? true : undefined), DOWNLOAD_TIMEOUT_MS, 500);
    throw new EnginesFailure(began ? 'the download takes too long' : 'nothing answers');
  }
  try {
    return await Promise.race([MongoBinary.getPath({ downloadDir: folder }), giveUp()]);
  } finally {
    isGivenUp = true;
  }
}

/** Starts mongod in the background; it does not answer yet when this returns. */
export function launchMongod(settings: Settings): void {
  const at = places(settings.root);
  const command = mongodAt(at);
  if (command === undefined) throw new EnginesFailure('mongod is not there any more: run pnpm engines up');
  mkdirSync(at.mongodData, { recursive: true });
  startDetached({
    pids: at.pids,
    name: 'mongo',
    command,
    args: [
      '--dbpath',
      at.mongodData,
      '--bind_ip',
      HOST,
      '--port',
      String(MONGO_PORT),
      '--wiredTigerCacheSizeGB',
      '0.5',
    ],
    mark: at.mongodData,
    environment: settings.environment,
    folder: at.mongodData,
    log: join(at.logs, 'mongo.log'),
  });
}
