import { LRUCache } from 'lru-cache';

/** What was used last, by key. */
export type Recent<V extends object | string> = LRUCache<string, V>;

/**
 * Values of at most `max` all told, the least recently used dropped first; each counts for one unless `sizeOf` says what
 * it counts for. It takes memory for what is in it, not for what could be: of
 * the many that a process has most stay nearly empty, and with `max` alone the library would make room for all at once.
 */
export const recent = <V extends object | string>(max: number, sizeOf: (value: V) => number = () => 1): Recent<V> =>
  new LRUCache({ maxSize: max, sizeCalculation: sizeOf });
