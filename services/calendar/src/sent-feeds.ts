import type { Records } from '@huitang/runtime';

/** What whoever has a copy of a feed compares: `etag` as in KeptFeed, `lastModified` in milliseconds. */
export interface SentFeed {
  readonly etag: string;
  readonly lastModified: number;
}

export const isSame = (one: SentFeed | undefined, other: SentFeed): boolean =>
  one?.etag === other.etag && one.lastModified === other.lastModified;

/**
 * What each feed was when any process sent it last. A feed is registered here before it is sent, and only upon the one it
 * was built after: so each is built of what was read later than whatever any process has sent before it.
 */
export interface SentFeeds {
  last(key: string): Promise<SentFeed | undefined>;
  /** False where it is not `last` any more: another process was faster. Then nothing changed. */
  follow(key: string, last: SentFeed | undefined, next: SentFeed): Promise<boolean>;
}

export function sentFeeds(records: Records): SentFeeds {
  const sent = records.set<SentFeed>('calendar-feeds-sent');
  return {
    last: (key) => sent.get(key),
    follow(key, last, { etag, lastModified }) {
      const next = { etag, lastModified };
      return last ? sent.compareAndSet(key, last, next) : sent.insertIfAbsent(key, next);
    },
  };
}
