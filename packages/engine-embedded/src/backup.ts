import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '@huitang/runtime';
import { inThread } from './sqlite/in-thread.ts';
import { whyNotWritten } from './why-not-written.ts';

// Copying takes seconds for a large file, so it runs beside the event loop, on a connection of its own. What SQLite
// throws crosses the thread without its message, so it is sent as plain values.
const COPY = `
try {
  const database = new Database(workerData.from);
  database.exec('PRAGMA busy_timeout = 5000');
  database.prepare('VACUUM INTO ?').run(workerData.to);
  database.close();
} catch ({ message, code, rawCode, errcode }) {
  parentPort.postMessage({ message, code, rawCode, errcode });
}
`;

/** What SQLite said in the other thread. */
class CopyError extends Error {
  readonly code: unknown;
  readonly rawCode: unknown;
  readonly errcode: unknown;

  constructor({ message, code, rawCode, errcode }: Pick<CopyError, 'message' | 'code' | 'rawCode' | 'errcode'>) {
    super(message);
    this.code = code;
    this.rawCode = rawCode;
    this.errcode = errcode;
  }
}

async function copy(from: string, to: string): Promise<void> {
  const worker = inThread(COPY, { from, to });
  let failed: CopyError | undefined;
  worker.once('message', (said) => {
    failed = new CopyError(said);
  });
  await once(worker, 'exit');
  if (failed) throw failed;
}

/** SQLite takes an empty file as if there were none; the operating system says better than SQLite why it cannot be made. */
async function createEmpty(path: string): Promise<void> {
  // As confidential as the addresses in it.
  const handle = await open(path, 'w', 0o600);
  await handle.close();
}

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
 * is whole and on the disk. Rejects with `backup-exists` rather than overwrite, with `no-data` when there is nothing,
 * with `backup-failed` and the cause in words when the file cannot be written.
 */
export async function backupTo(from: string, file: string): Promise<void> {
  if (!existsSync(from)) throw new Fault('no-data', `there is no ${from}`, { retriable: false });
  if (existsSync(file)) throw new Fault('backup-exists', `${file} exists already`, { retriable: false });
  const part = `${file}.part`;
  try {
    await createEmpty(part);
    await copy(from, part);
    await sync(part);
    await rename(part, file);
    await sync(dirname(file));
  } catch (error) {
    // Where it could not be made there may be nothing to take away, and why it could not is what matters.
    await rm(part, { force: true }).catch(() => undefined);
    throw new Fault('backup-failed', `${file} could not be written: ${whyNotWritten(error, dirname(file))}`, {
      retriable: true,
      cause: error,
    });
  }
}
