import type { Worker } from 'node:worker_threads';
import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Sql } from './sql.ts';
import { inThread } from './sqlite/in-thread.ts';

/** From here on a checkpoint would take this thread longer than an answer may. */
const WORTH_A_THREAD_BYTES = 8 * 1_048_576;

interface CheckpointPace {
  readonly everyMs: number;
  /** A log of so many pages is begun anew, also when writers never leave the other thread time to reach its end. */
  readonly longestPages: number;
}

const USUAL: CheckpointPace = { everyMs: 1_000, longestPages: 16_000 };

// What has been committed is copied from the log to its place in the file beside the event loop, on a connection of its
// own, so that no COMMIT ever has to do it.
const COPY = `
const database = new Database(workerData.file);
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
parentPort.on('message', (message) => {
  if (message === 'close') { database.close(); parentPort.close(); return; }
  const [row] = checkpoint.all();
  parentPort.postMessage(row);
});
`;

/** Keeps the write-ahead log short. */
export interface Checkpointer {
  /** To be called when a group has been committed. Writers are to wait for what it returns, so that the log can end. */
  afterGroup(): Promise<void> | undefined;
  /** Resolves when the other thread copies nothing, and has left little that could be copied when this was called. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** Of what `PRAGMA wal_checkpoint` answers: pages in the log, all of which have been copied when nobody reads. */
interface Copied {
  readonly log: number;
}

interface Context {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly walBytes: () => number;
  readonly pace?: CheckpointPace;
}

function startWorker({ sql, logger }: Context, ended: () => void): Worker {
  const worker = inThread(COPY, { file: sql.file });
  worker.unref();
  worker.on('error', (error) => {
    ended();
    logger.warn({ error: messageOf(error) }, 'checkpoints are made by this thread from now on');
    sql.prepare('PRAGMA wal_autocheckpoint = 1000').all([]);
  });
  sql.prepare('PRAGMA wal_autocheckpoint = 0').all([]);
  return worker;
}

/** Resolves when it has ended what it is about and closed the file. */
function endOf(worker: Worker): Promise<void> {
  worker.ref();
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.postMessage('close');
  });
}

/** Lets go on, each time, whoever waits by then. */
function barrier() {
  const waiting: (() => void)[] = [];
  return {
    released: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
    release(): void {
      for (const goOn of waiting.splice(0)) goOn();
    },
  };
}

export function createCheckpointer(context: Context): Checkpointer {
  const { clock, walBytes, pace: { everyMs, longestPages } = USUAL } = context;
  let worker: Worker | undefined;
  let closed = false;
  let isCopying = false;
  /** All but the newest pages have been copied, and the log is long enough. */
  let mayEnd = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  const { released, release } = barrier();

  function copied({ log }: Copied): void {
    isCopying = false;
    // A log that has ended has no pages left to copy until the next writer begins it anew.
    mayEnd = log >= longestPages && !mayEnd;
    release();
  }

  function start(): Worker {
    const started = startWorker(context, () => {
      worker = undefined;
      closed = true;
      isCopying = false;
      release();
    });
    started.on('message', copied);
    return started;
  }

  function copy(): void {
    worker ??= start();
    isCopying = true;
    lastAt = clock.now();
    worker.postMessage('copy');
  }

  async function rest(): Promise<void> {
    while (isCopying) await released();
  }

  /** Without writers the other thread reaches the end of the log, and the next writer begins it anew. */
  function end(): Promise<void> {
    copy();
    return released();
  }

  return {
    afterGroup() {
      if (closed || isCopying) return undefined;
      if (mayEnd) return end();
      const isDue = clock.now() - lastAt >= everyMs;
      if (isDue && (worker || walBytes() >= WORTH_A_THREAD_BYTES)) copy();
      return undefined;
    },
    async caughtUp() {
      await rest();
      if (closed || walBytes() < WORTH_A_THREAD_BYTES) return;
      copy();
      await rest();
    },
    async close() {
      closed = true;
      release();
      if (worker) await endOf(worker);
      isCopying = false;
      release();
    },
  };
}
