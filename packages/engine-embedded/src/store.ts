import { Fault } from '@huitang/runtime';
import type { Sql } from './sql.ts';
import { asFault, closedFault, isStorageFault } from './storage-fault.ts';

const GROUP_JOBS_MAX = 2_000;
const QUEUED_JOBS_MAX = 100_000;

/** One database file: reads at once, writes in groups that share an fsync. */
export interface Store {
  readonly sql: Sql;
  /**
   * Queues a synchronous job; resolves with its value once the group it ran in is on the disk. Jobs run in the order of
   * the calls. A job may run a second time after a rollback, so it must touch nothing but the database.
   */
  write<T>(job: () => T): Promise<T>;
  /** Sees every acknowledged write. */
  read<T>(query: () => T): Promise<T>;
  /** How many groups were committed, with how many jobs. */
  stats(): { readonly groups: number; readonly jobs: number };
  /** The fault of the last group, when it failed as a whole. */
  fault(): Fault | undefined;
  /** Writes what is queued and closes the file. */
  close(): void;
}

interface Job {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Attempt = { readonly values: readonly unknown[] } | { readonly error: unknown };

/** Runs jobs in one transaction, all or none. */
function transaction(sql: Sql): (jobs: readonly Job[]) => Attempt {
  const begin = sql.prepare('BEGIN IMMEDIATE');
  const commit = sql.prepare('COMMIT');
  return (jobs) => {
    try {
      begin.run([]);
      const values = jobs.map((job) => job.run());
      commit.run([]);
      return { values };
    } catch (error) {
      try {
        // A full disk has SQLite roll back by itself; then there is nothing to do.
        if (sql.inTransaction()) sql.exec('ROLLBACK');
      } catch {
        // The next BEGIN tells whether the store can be used again.
      }
      return { error: asFault(error, sql.file) };
    }
  };
}

/** All writes of one turn of the event loop become one transaction: one fsync for all, and no answer before it. */
export function createStore(sql: Sql): Store {
  const attempt = transaction(sql);
  const queue: Job[] = [];
  let scheduled = false;
  let closed = false;
  let failed: Fault | undefined;
  const counts = { groups: 0, jobs: 0 };

  function finish(jobs: readonly Job[], values: readonly unknown[]): void {
    failed = undefined;
    counts.groups += 1;
    counts.jobs += jobs.length;
    for (const [index, job] of jobs.entries()) job.resolve(values[index]);
  }

  /** True when these jobs are settled; false when one of several is to blame and nobody knows yet which. */
  function settle(jobs: readonly Job[]): boolean {
    const outcome = attempt(jobs);
    if ('values' in outcome) {
      finish(jobs, outcome.values);
      return true;
    }
    if (isStorageFault(outcome.error)) failed = outcome.error;
    else if (jobs.length > 1) return false;
    for (const job of jobs) job.reject(outcome.error);
    return true;
  }

  function flush(): void {
    scheduled = false;
    const group = queue.splice(0, GROUP_JOBS_MAX);
    if (queue.length > 0) schedule();
    if (group.length > 0 && !settle(group)) for (const job of group) settle([job]);
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }

  return {
    sql,
    write<T>(run: () => T) {
      if (closed) return Promise.reject(closedFault(sql.file));
      if (queue.length >= QUEUED_JOBS_MAX) {
        const message = `${QUEUED_JOBS_MAX} writes are waiting for ${sql.file}`;
        return Promise.reject(new Fault('overloaded', message, { retriable: true }));
      }
      return new Promise<T>((resolve, reject) => {
        // The value that resolves is the one this very job returned.
        queue.push({ run, resolve: resolve as (value: unknown) => void, reject });
        schedule();
      });
    },
    async read(query) {
      if (closed) throw closedFault(sql.file);
      try {
        return query();
      } catch (error) {
        throw asFault(error, sql.file);
      }
    },
    stats: () => ({ ...counts }),
    fault: () => failed,
    close() {
      if (closed) return;
      closed = true;
      while (queue.length > 0) flush();
      try {
        // Brings everything into the one file, so that it can be copied.
        sql.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
      } catch {
        // The next start reads the log.
      }
      sql.close();
    },
  };
}
