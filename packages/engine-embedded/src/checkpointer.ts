import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Sql } from './sql.ts';

/** From here on a checkpoint would take this thread longer than an answer may. */
const WORTH_A_THREAD_BYTES = 8 * 1_048_576;
const EVERY_MS = 1_000;
/** A log of so many pages is begun anew, also when writers never leave the other thread time to reach its end. */
const LONGEST_PAGES = 8_000;
/** So few that copying them here is no wait: then the next writer begins the log anew. */
const REST_PAGES = 200;

// What has been committed is copied from the log to its place in the file beside the event loop, on a connection of its
// own, so that no COMMIT ever has to do it.
const COPY = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.libsql);
const database = new Database(workerData.file);
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
parentPort.on('message', (message) => {
  if (message === 'close') { database.close(); parentPort.close(); return; }
  const [row] = checkpoint.all([]);
  parentPort.postMessage(row);
});
`;

/** Keeps the write-ahead log short. */
export interface Checkpointer {
  /** To be called when a group has been committed. */
  afterGroup(): void;
  close(): Promise<void>;
}

/** What `PRAGMA wal_checkpoint` answers: pages in the log, and how many of them have been copied. */
interface Copied {
  readonly log: number;
  readonly checkpointed: number;
}

interface Context {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly walBytes: () => number;
}

function startWorker({ sql, logger }: Context, ended: () => void): Worker {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(COPY, { eval: true, workerData: { libsql, file: sql.file } });
  worker.unref();
  worker.on('error', (error) => {
    logger.warn({ error: messageOf(error) }, 'checkpoints are made by this thread from now on');
    sql.prepare('PRAGMA wal_autocheckpoint = 1000').all([]);
    ended();
  });
  sql.prepare('PRAGMA wal_autocheckpoint = 0').all([]);
  return worker;
}

export function createCheckpointer(context: Context): Checkpointer {
  const { sql, clock, walBytes } = context;
  const cut = sql.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let worker: Worker | undefined;
  let closed = false;
  let failed = false;
  let isCopying = false;
  let lastAt = 0;

  function copied({ log, checkpointed }: Copied): void {
    isCopying = false;
    if (closed || log < LONGEST_PAGES) return;
    // Four times as long: writing is faster than copying, so somebody has to wait.
    if (log - checkpointed < REST_PAGES || log > 4 * LONGEST_PAGES) cut.all([]);
    else copy();
  }

  /** Each time less is left, since copying takes less time than writing did. */
  function copy(): void {
    isCopying = true;
    worker?.postMessage('copy');
  }

  function start(): Worker {
    const started = startWorker(context, () => {
      failed = true;
      worker = undefined;
    });
    started.on('message', copied);
    return started;
  }

  return {
    afterGroup() {
      const now = clock.now();
      if (closed || failed || isCopying || now - lastAt < EVERY_MS) return;
      if (!worker && walBytes() < WORTH_A_THREAD_BYTES) return;
      worker ??= start();
      lastAt = now;
      copy();
    },
    async close() {
      closed = true;
      const running = worker;
      if (!running) return;
      running.ref();
      await new Promise<void>((resolve) => {
        running.once('exit', () => resolve());
        running.postMessage('close');
      });
    },
  };
}
