import type { Journal } from '../durable/journal.ts';
import type { Caller } from './calls.ts';

/** For reads that may meet any write. */
export const ANYTHING = Symbol('anything');

/** A change of what is stored. */
export interface Change<T> {
  /** `log.append`. */
  readonly what: string;
  readonly key: string;
  /** Runs at one moment, and touches nothing but tables. */
  readonly effect: () => T;
  /** Of several things at once, what is done where nobody is told that all were: those for which `isDone`, asked for each. */
  readonly partly?: (isDone: () => boolean) => T;
  /** Told the value as soon as nothing can take the change back, before whoever waits for it. */
  readonly durable?: (value: T) => void;
  /** What it writes, for readers of the same. */
  readonly writes?: string;
  /** More than one message: it does not go on without its caller. */
  readonly needsCaller?: boolean;
}

export interface Look<T> {
  readonly what: string;
  readonly key: string;
  readonly effect: () => T;
  /** What was written under this name is told only when it is durable. */
  readonly of?: string | typeof ANYTHING;
}

/** Where everything durable lies. A call of a process that has ended never comes back. */
export interface Storage {
  readonly kind: StorageKind;
  readonly journal: Journal;
  write<T>(caller: Caller, change: Change<T>): Promise<T>;
  read<T>(caller: Caller, look: Look<T>): Promise<T>;
  /** A process has ended, with whatever it had under way. */
  ended(): void;
  /** Why nothing can be written any more, until a process begins anew. */
  broken(): Error | undefined;
}

/**
 * `one-file`: as SQLite, one process, writes in the order of the calls, many in one sync, what is not synced is lost with
 * the power. `servers`: as MongoDB and Kafka, each write alone and durable when it is done, any number of processes.
 */
export type StorageKind = 'one-file' | 'servers';

export const never = <T>(): Promise<T> => new Promise<T>(() => {});
