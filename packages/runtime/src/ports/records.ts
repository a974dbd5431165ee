export interface RecordOptions {
  /** Milliseconds; from then on `due` finds it. */
  readonly dueAt?: number;
  /** Milliseconds; from then on it is gone. */
  readonly expiresAt?: number;
}

export interface StoredRecord<T> {
  readonly key: string;
  readonly value: T;
  readonly dueAt?: number;
  readonly expiresAt?: number;
}

/** Durable state of one sort that no event can rebuild. Backed up, never rebuilt. Durable when a call resolves. */
export interface RecordSet<T> {
  /** False when the key is taken; then nothing changed. The way two instances agree who does a thing. */
  insertIfAbsent(key: string, value: T, options?: RecordOptions): Promise<boolean>;
  get(key: string): Promise<T | undefined>;
  /** Writes value and options whole, also over an earlier one. */
  put(key: string, value: T, options?: RecordOptions): Promise<void>;
  /**
   * Writes value and options whole in the place of `expected`: the same properties, in the same order, as `get` gives them.
   * False where there is another value or none; then nothing changed. The way of several instances that change one value
   * each upon what it read.
   */
  compareAndSet(key: string, expected: T, value: T, options?: RecordOptions): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** Those due at `now` (milliseconds), the longest due first. */
  due(now: number, limit: number): Promise<readonly StoredRecord<T>[]>;
  /** By key, ascending, those beginning with `prefix` and coming after `afterKey`. */
  list(prefix: string, limit: number, afterKey?: string): Promise<readonly StoredRecord<T>[]>;
  /** Removes what has expired at `now`; how many. */
  expire(now: number): Promise<number>;
}

export interface Records {
  /** `name` is kebab-case and unique on the platform: `notification-due`. */
  set<T extends object>(name: string): RecordSet<T>;
  /** The names of all sets with something in them, also of those that nobody in this process has asked for; ascending. */
  sets(): Promise<readonly string[]>;
}
