import type { Journal } from './journal.ts';

/** Values by key, as a database would keep them: what is changed can be lost until it is synced. */
export interface Table<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): boolean;
  clear(): void;
  /** Ascending. */
  keys(): readonly string[];
  /** By key. */
  values(): readonly V[];
  size(): number;
}

/** Hears of every change, also when it is taken back: what stood under a key, and what stands there now. */
export type Written<V> = (before: V | undefined, after: V | undefined) => void;

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function createTable<V>(journal: Journal, written: Written<V> = () => {}): Table<V> {
  const rows = new Map<string, V>();
  let sorted: string[] | undefined;

  /** Leaves no trace of how it came about: what is undone is as if it had never been. */
  function write(key: string, value: V | undefined): void {
    written(rows.get(key), value);
    if (value === undefined) {
      if (rows.delete(key)) sorted?.splice(placeOf(sorted, key), 1);
      return;
    }
    // Those who look at keys in order do so again and again: a new one goes to its place.
    if (!rows.has(key)) sorted?.splice(placeOf(sorted, key), 0, key);
    rows.set(key, value);
  }

  function change(key: string, value: V | undefined): void {
    const before = rows.get(key);
    write(key, value);
    journal.changed(() => write(key, before));
  }

  const keys = (): readonly string[] => {
    sorted ??= [...rows.keys()].sort(compareTexts);
    return sorted;
  };
  return {
    get: (key) => rows.get(key),
    set: change,
    delete(key) {
      if (!rows.has(key)) return false;
      change(key, undefined);
      return true;
    },
    clear() {
      for (const key of [...keys()]) change(key, undefined);
    },
    keys,
    values: () =>
      keys()
        .map((key) => rows.get(key))
        .filter((value) => value !== undefined),
    size: () => rows.size,
  };
}

/** The place of the first one, of some in order, for which `isBefore` no longer holds. */
export function firstNot<V>(sorted: readonly V[], isBefore: (value: V) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle];
    if (value !== undefined && isBefore(value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first key that comes at or after `from`. */
export const placeOf = (keys: readonly string[], from: string): number =>
  firstNot(keys, (key) => compareTexts(key, from) < 0);
