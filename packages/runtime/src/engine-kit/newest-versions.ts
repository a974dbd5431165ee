import { LRUCache } from 'lru-cache';

/**
 * How far streams go that nobody else writes, for the streams used last: whoever asks what comes after the newest commit
 * need not ask the storage, which would only say that nothing does.
 */
export interface NewestVersions {
  /** True when it is known that no commit has this version, or a later one. */
  isPast(stream: string, version: number): boolean;
  /** There is nothing later than that; what is there, stays. */
  come(stream: string, version: number): void;
}

const STREAMS_MAX = 2_000;

export function newestVersions(): NewestVersions {
  // With `max` it would make room for all at once.
  const newest = new LRUCache<string, number>({ maxSize: STREAMS_MAX, sizeCalculation: () => 1 });
  return {
    isPast: (stream, version) => version > (newest.get(stream) ?? Number.POSITIVE_INFINITY),
    come(stream, version) {
      newest.set(stream, Math.max(version, newest.get(stream) ?? 0));
    },
  };
}
