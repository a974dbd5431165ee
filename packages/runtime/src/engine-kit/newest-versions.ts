import { LRUCache } from 'lru-cache';

/**
 * For a log whose streams one process alone writes: how far the streams used last go, so that who asks what comes after
 * the newest commit need not ask the storage, which would only say that nothing does. One for each log, told of every
 * commit before its append is answered, and of the end of what was read.
 */
export interface NewestVersions {
  /** True when it is known that no commit has this version, or a later one. */
  isPast(stream: string, version: number): boolean;
  /** Commits up to this version may exist, later ones do not; a version before the one that is known changes nothing. */
  come(stream: string, version: number): void;
}

const STREAMS_MAX = 2_000;

export function newestVersions(): NewestVersions {
  // A size for each, because with `max` alone the library makes room for all when there are none yet.
  const newest = new LRUCache<string, number>({ maxSize: STREAMS_MAX, sizeCalculation: () => 1 });
  return {
    isPast: (stream, version) => version > (newest.get(stream) ?? Number.POSITIVE_INFINITY),
    come(stream, version) {
      newest.set(stream, Math.max(version, newest.get(stream) ?? 0));
    },
  };
}
