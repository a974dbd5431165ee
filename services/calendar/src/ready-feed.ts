import { createHash } from 'node:crypto';
import type { BuiltFeed } from './build-feed.ts';
import type { SentFeed } from './sent-feeds.ts';

/** A feed as it is kept, with what conditional requests compare: as text, gzipped, or both. */
export interface KeptFeed {
  readonly bytes?: Buffer;
  /** Strong, of `bytes`. */
  readonly etag: string;
  /** Milliseconds, whole seconds; after the moment it was made ready only where several changes fell within a second. */
  readonly lastModified: number;
  /** Milliseconds: every change until then is in it. */
  readonly changedAt: number;
  /** False where nobody knows what was sent under that date before: then it is not sent, and the tag decides alone. */
  readonly isDated: boolean;
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
  isDated: false,
});

function dateAfter(sent: SentFeed | undefined, next: ReadyFeed): number {
  if (!sent || next.lastModified > sent.lastModified) return next.lastModified;
  return sent.etag === next.etag ? sent.lastModified : sent.lastModified + 1000;
}

/**
 * The next state of a feed, after what was sent of it last. Other bytes never keep the same Last-Modified, also when they
 * changed within one second: a client that compares dates alone would miss them. The same bytes stay the same, gzip and
 * all.
 */
export function following(
  before: KeptFeed | undefined,
  next: ReadyFeed,
  sent: SentFeed | undefined = before,
): ReadyFeed {
  const lastModified = dateAfter(sent, next);
  if (before?.etag !== next.etag) return { ...next, lastModified, isDated: true };
  const isNothingNew = before.isDated && before.lastModified === lastModified && next.changedAt <= before.changedAt;
  if (isNothingNew && isReady(before)) return before;
  return { ...before, bytes: next.bytes, changedAt: next.changedAt, lastModified, isDated: true };
}
