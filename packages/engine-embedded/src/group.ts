import type { Fault } from '@huitang/runtime';
import type { Sql } from './sql.ts';
import { asFault, isStorageFault } from './storage-fault.ts';

/** A synchronous piece of work on the database, and who waits for it. */
export interface Job {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Told the value first, in the order of the jobs. */
  readonly durable: ((value: unknown) => void) | undefined;
  /** What it writes, by name: readers of that wait until it is on the disk. */
  readonly key: string | undefined;
}

/** A job whose transaction is committed; it may be answered as soon as that is on the disk. */
export interface Committed {
  readonly job: Job;
  readonly value: unknown;
}

export interface GroupOutcome {
  readonly committed: readonly Committed[];
  readonly transactions: number;
  /** The store as a whole failed, so that no job of the group would have fared better. */
  readonly fault?: Fault;
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

/** Commits a group together, or, where one of its jobs throws, each alone; those that fail are rejected at once. */
export function groupCommit(sql: Sql): (jobs: readonly Job[]) => GroupOutcome {
  const attempt = transaction(sql);

  function alone(job: Job): GroupOutcome {
    const outcome = attempt([job]);
    if ('values' in outcome) return { committed: [{ job, value: outcome.values[0] }], transactions: 1 };
    job.reject(outcome.error);
    return { committed: [], transactions: 0, ...(isStorageFault(outcome.error) && { fault: outcome.error }) };
  }

  function each(jobs: readonly Job[]): GroupOutcome {
    const outcomes = jobs.map(alone);
    const fault = outcomes.at(-1)?.fault;
    return {
      committed: outcomes.flatMap(({ committed }) => committed),
      transactions: outcomes.reduce((sum, { transactions }) => sum + transactions, 0),
      ...(fault && { fault }),
    };
  }

  return (jobs) => {
    const outcome = attempt(jobs);
    if ('values' in outcome) {
      return { committed: jobs.map((job, index) => ({ job, value: outcome.values[index] })), transactions: 1 };
    }
    const { error } = outcome;
    // One of several is to blame, and nobody knows yet which.
    if (!isStorageFault(error)) return each(jobs);
    for (const job of jobs) job.reject(error);
    return { committed: [], transactions: 0, fault: error };
  };
}
