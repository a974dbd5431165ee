import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault, messageOf } from '@huitang/runtime';

// Copying takes seconds for a large file, so it runs beside the event loop, on a connection of its own.
const COPY = `
const { workerData } = require('node:worker_threads');
const Database = require(workerData.libsql);
const database = new Database(workerData.from);
database.exec('PRAGMA busy_timeout = 5000');
database.prepare('VACUUM INTO ?').run([workerData.to]);
database.close();
`;

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Copies the database, as it is at one moment, into a new file, while it is in use. The file has its name only when it
 * is whole and on the disk. Rejects with `backup-exists` rather than overwrite, with `no-data` when there is nothing.
 */
export async function backupTo(from: string, file: string): Promise<void> {
  if (!existsSync(from)) throw new Fault('no-data', `there is no ${from}`, { retriable: false });
  if (existsSync(file)) throw new Fault('backup-exists', `${file} exists already`, { retriable: false });
  const part = `${file}.part`;
  await rm(part, { force: true });
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(COPY, { eval: true, workerData: { libsql, from, to: part } });
  try {
    await once(worker, 'exit');
    await sync(part);
    await rename(part, file);
    await sync(dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw new Fault('backup-failed', `${file} could not be written: ${messageOf(error)}`, {
      retriable: true,
      cause: error,
    });
  }
}
