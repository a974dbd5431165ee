import { createHash } from 'node:crypto';
import type { BuiltFeed } from './build-feed.ts';

/** A feed as it is kept, with what conditional requests compare: as text, gzipped, or both. */
export interface KeptFeed {
  readonly bytes?: Buffer;
  /** Strong, of `bytes`. */
  readonly etag: string;
  /** Milliseconds, whole seconds, never after the moment it was made ready. */
  readonly lastModified: number;
  /** Milliseconds: every change until then is in it. */
  readonly changedAt: number;
  readonly gzip?: Buffer;
}

/** A feed ready to be sent to anybody. */
export interface ReadyFeed extends KeptFeed {
  readonly bytes: Buffer;
}

/** True when nothing is left to be unpacked. */
export const isReady = (feed: KeptFeed): feed is ReadyFeed => feed.bytes !== undefined;

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

const etagOf = (bytes: Uint8Array): string =>
  `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;

export const readyFeed = (built: BuiltFeed, now: number): ReadyFeed => ({
  bytes: built.bytes,
  etag: etagOf(built.bytes),
  lastModified: wholeSeconds(Math.min(built.changedAt, now)),
  changedAt: built.changedAt,
});

/**
 * The next state of a feed. Other bytes never keep the same Last-Modified, also when they changed within one second: a
 * client that compares dates alone would miss them. The same bytes stay the same, gzip and all.
 */
export function following(before: KeptFeed | undefined, next: ReadyFeed): ReadyFeed {
  if (!before) return next;
  const isLater = next.lastModified > before.lastModified;
  if (before.etag === next.etag) {
    if (isReady(before) && !isLater && next.changedAt <= before.changedAt) return before;
    const { bytes, changedAt } = next;
    return { ...before, bytes, changedAt, lastModified: isLater ? next.lastModified : before.lastModified };
  }
  return isLater ? next : { ...next, lastModified: before.lastModified + 1000 };
}
