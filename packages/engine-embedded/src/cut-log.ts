import { type Clock, Fault } from '@huitang/runtime';
import type { Checkpointer } from './checkpointer.ts';
import { BUSY_TIMEOUT_MS } from './schema.ts';
import type { Store } from './store.ts';

const PAUSE_MS = 250;
/** Ten seconds: a backup of a large file has been read by then. */
const TRIES_MAX = 40;

interface Context {
  readonly store: Store;
  readonly clock: Clock;
  readonly checkpointer: Pick<Checkpointer, 'atRest'>;
}

/**
 * Cuts the write-ahead log off, so that no earlier copy of a page is left in it. Waits for the thread that copies it,
 * and for others who read it; rejects with `storage-unavailable` when those do not end.
 */
export function logCutter({ store, clock, checkpointer }: Context): () => Promise<void> {
  const { sql } = store;
  const truncate = sql.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
  const pause = (): Promise<void> => new Promise((resolve) => clock.after(PAUSE_MS, resolve));

  /** Never waits inside SQLite: the event loop would stand still. */
  function isCut(): boolean {
    sql.exec('PRAGMA busy_timeout = 0');
    try {
      return truncate.all([])[0]?.busy === 0;
    } finally {
      sql.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  return async () => {
    for (let tries = 1; ; tries += 1) {
      await checkpointer.atRest();
      if (await store.read(isCut)) return;
      if (tries === TRIES_MAX) break;
      await pause();
    }
    throw new Fault('storage-unavailable', `${sql.file} is being read, perhaps by a backup`, { retriable: true });
  };
}
