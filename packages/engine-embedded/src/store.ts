import { Fault, messageOf } from '@huitang/runtime';
import { type Committed, type GroupOutcome, groupCommit, type Job } from './group.ts';
import type { Sql } from './sql.ts';
import { asFault, closedFault } from './storage-fault.ts';
import type { Disk } from './wal-disk.ts';

const GROUP_JOBS_MAX = 2_000;
const QUEUED_JOBS_MAX = 100_000;

/** For reads that may meet any write. */
export const ANYTHING = Symbol('anything');

/** One database file: reads at once, writes in groups that share an fsync. */
export interface Store {
  readonly sql: Sql;
  /**
   * Queues a synchronous job; resolves with its value once the group it ran in is on the disk. Jobs run in the order of
   * the calls. A job may run a second time after a rollback, so it must touch nothing but the database. `key` names what
   * it writes, for readers. `durable` is called with the value first: in the order of the jobs, before anybody who
   * waits for one of them goes on.
   */
  write<T>(job: () => T, key?: string, durable?: (value: T) => void): Promise<T>;
  /**
   * Sees every acknowledged write. With a `key` that an unacknowledged write has, it waits for the disk as well, so that
   * nobody is told of what a loss of power could take back.
   */
  read<T>(query: () => T, key?: string | typeof ANYTHING): Promise<T>;
  /** How many groups were committed, with how many jobs. */
  stats(): { readonly groups: number; readonly jobs: number };
  /** Why the last group failed as a whole, or why nothing can be written any more. */
  fault(): Fault | undefined;
  /** Writes what is queued and closes the file. */
  close(): void;
}

interface State {
  readonly sql: Sql;
  readonly disk: Disk | undefined;
  readonly commit: (jobs: readonly Job[]) => GroupOutcome;
  readonly afterGroup: () => Promise<void> | undefined;
  queue: Job[];
  scheduled: boolean;
  /** Somebody else needs the log for itself. */
  held: boolean;
  closed: boolean;
  /** Committed, and on their way to the disk. */
  syncing: { readonly group: readonly Committed[]; readonly ended: Promise<void> } | undefined;
  /** Of what is committed and not known to be on the disk. */
  readonly unsynced: Set<string>;
  failed: Fault | undefined;
  /** A sync that failed leaves nobody knowing what is on the disk: nothing is written until the file is opened again. */
  broken: Fault | undefined;
  readonly counts: { groups: number; jobs: number };
}

function answer(state: State, group: readonly Committed[]): void {
  for (const { job, value } of group) {
    if (job.key !== undefined) state.unsynced.delete(job.key);
    job.durable?.(value);
    job.resolve(value);
  }
}

function breakDown(state: State, group: readonly Committed[], error: unknown): void {
  const message = `${state.sql.file} could not be made durable (${messageOf(error)}); restart to go on writing`;
  state.broken = new Fault('storage-unavailable', message, { retriable: true, cause: error });
  for (const { job } of [...group, ...state.queue.splice(0).map((queued) => ({ job: queued }))])
    job.reject(state.broken);
}

/** The next group, once nothing else needs the log for itself. */
function goOn(state: State): void {
  state.held = true;
  const held = state.afterGroup();
  const next = (): void => {
    state.held = false;
    if (state.queue.length > 0) schedule(state);
  };
  if (held) void held.then(next);
  else next();
}

/** One group at a time is on its way to the disk; what is written meanwhile becomes the next one. */
function makeDurable(state: State, group: readonly Committed[], disk: Disk): void {
  for (const { job } of group) if (job.key !== undefined) state.unsynced.add(job.key);
  const ended = disk.sync().then(
    () => {
      if (state.syncing?.ended !== ended) return;
      state.syncing = undefined;
      answer(state, group);
      goOn(state);
    },
    (error: unknown) => {
      if (state.syncing?.ended !== ended) return;
      state.syncing = undefined;
      breakDown(state, group, error);
    },
  );
  state.syncing = { group, ended };
}

function take(state: State): readonly Committed[] {
  const jobs = state.queue.splice(0, GROUP_JOBS_MAX);
  const { committed, transactions, fault } = state.commit(jobs);
  state.failed = fault;
  state.counts.groups += transactions;
  state.counts.jobs += committed.length;
  return committed;
}

function flush(state: State): void {
  state.scheduled = false;
  if (state.closed || state.syncing || state.held || state.queue.length === 0) return;
  const committed = take(state);
  if (committed.length > 0 && state.disk) {
    makeDurable(state, committed, state.disk);
  } else {
    answer(state, committed);
    if (state.queue.length > 0) schedule(state);
  }
}

function schedule(state: State): void {
  if (state.scheduled || state.syncing || state.held) return;
  state.scheduled = true;
  setImmediate(() => flush(state));
}

function enqueue<T>(
  state: State,
  run: () => T,
  key: string | undefined,
  durable: ((value: T) => void) | undefined,
): Promise<T> {
  const { sql, queue } = state;
  if (state.closed) return Promise.reject(closedFault(sql.file));
  if (state.broken) return Promise.reject(state.broken);
  if (queue.length >= QUEUED_JOBS_MAX) {
    const message = `${QUEUED_JOBS_MAX} writes are waiting for ${sql.file}`;
    return Promise.reject(new Fault('overloaded', message, { retriable: true }));
  }
  return new Promise<T>((resolve, reject) => {
    // The value that is handed on is the one this very job returned.
    const told = { resolve: resolve as (value: unknown) => void, durable: durable as Job['durable'] };
    queue.push({ run, reject, key, ...told });
    schedule(state);
  });
}

const isUnsynced = ({ syncing, broken, unsynced }: State, key: string | typeof ANYTHING): boolean =>
  key === ANYTHING ? syncing !== undefined || broken !== undefined : unsynced.has(key);

async function read<T>(state: State, query: () => T, key: string | typeof ANYTHING | undefined): Promise<T> {
  if (state.closed) throw closedFault(state.sql.file);
  let value: T;
  try {
    value = query();
  } catch (error) {
    throw asFault(error, state.sql.file);
  }
  if (key !== undefined && isUnsynced(state, key)) {
    await state.syncing?.ended;
    if (state.broken) throw state.broken;
  }
  return value;
}

function close(state: State): void {
  const { sql, disk, syncing } = state;
  if (state.closed) return;
  state.closed = true;
  const open: Committed[] = [...(syncing?.group ?? [])];
  state.syncing = undefined;
  while (state.queue.length > 0) open.push(...take(state));
  try {
    if (open.length > 0) disk?.syncNow();
    answer(state, open);
    // Brings everything into the one file, so that it can be copied.
    sql.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
  } catch (error) {
    breakDown(state, open, error);
  }
  disk?.close();
  sql.close();
}

/**
 * All writes of one turn of the event loop become one transaction: one fsync for all, and no answer before it. Without a
 * `disk` a COMMIT is taken to be durable by itself. `afterGroup` is called when a group is on its way to the disk.
 */
export function createStore(
  sql: Sql,
  disk?: Disk,
  afterGroup: () => Promise<void> | undefined = () => undefined,
): Store {
  const state: State = {
    sql,
    disk,
    commit: groupCommit(sql),
    afterGroup,
    queue: [],
    scheduled: false,
    held: false,
    closed: false,
    syncing: undefined,
    unsynced: new Set(),
    failed: undefined,
    broken: undefined,
    counts: { groups: 0, jobs: 0 },
  };
  return {
    sql,
    write: (job, key, durable) => enqueue(state, job, key, durable),
    read: (query, key) => read(state, query, key),
    stats: () => ({ ...state.counts }),
    fault: () => state.broken ?? state.failed,
    close: () => close(state),
  };
}
