import { type Clock, Fault } from '@huitang/runtime';
import type { Checkpointer } from './checkpointer.ts';
import { BUSY_TIMEOUT_MS } from './schema.ts';
import type { Store } from './store.ts';

/** Between two tries. */
export const CUT_PAUSE_MS = 250;
/** Ten seconds: whoever reads the file for longer, as to copy a large one, is not waited for. */
const TRIES_MAX = 40;

interface Context {
  readonly store: Store;
  readonly clock: Clock;
  readonly checkpointer: Pick<Checkpointer, 'caughtUp'>;
}

/**
 * Cuts the write-ahead log off, so that no earlier copy of a page is left in it: of what was on the disk before it was
 * called. Waits for the thread that copies it, and for others who read it, as a backup does; rejects with
 * `storage-unavailable` when those do not end. Those who wait at the same time wait together.
 */
export function logCutter({ store, clock, checkpointer }: Context): () => Promise<void> {
  const { sql } = store;
  const truncate = sql.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
  const pause = (): Promise<void> => new Promise((resolve) => clock.after(CUT_PAUSE_MS, resolve));

  let cutting: Promise<void> | undefined;

  /** Never waits inside SQLite: the event loop would stand still. */
  function isCut(): boolean {
    sql.exec('PRAGMA busy_timeout = 0');
    try {
      const done = truncate.all([])[0]?.busy === 0;
      // Whoever comes from now on may have written after it.
      if (done) cutting = undefined;
      return done;
    } finally {
      sql.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  async function cut(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await checkpointer.caughtUp();
      if (await store.read(isCut)) return;
      if (tries === TRIES_MAX) break;
      await pause();
    }
    throw new Fault('storage-unavailable', `${sql.file} is being read by others, as by a backup`, { retriable: true });
  }

  return () => {
    cutting ??= cut().catch((error: unknown) => {
      cutting = undefined;
      throw error;
    });
    return cutting;
  };
}
