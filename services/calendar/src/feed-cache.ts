import type { Language } from '@huitang/contracts';
import { type FeedSpec, feedName, isPrivate } from './domain/feed.ts';
import type { AskedWindow } from './domain/window.ts';
import { type FeedKeeping, type Keeping, keepFeeds } from './keep-feeds.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { following, type KeptFeed, type ReadyFeed } from './ready-feed.ts';

/** What is not in the views is looked up after this long: the name of whoever a private feed belongs to. */
const UNCHECKED_MAX_MS = 60_000;

export interface FeedCache {
  /**
   * What is finished and may be sent: right now or, where others send feeds too, after a look at what they have sent.
   * Undefined when it has to be built. `key` as by `cacheKey`. Never rejects.
   */
  ready(key: string): KeptFeed | undefined | Promise<KeptFeed | undefined>;
  /** The feed as the views have it; with `fresh`, read from them now. */
  read(spec: FeedSpec, language: Language, fresh: boolean): Promise<ReadyFeed | undefined>;
  /** Another window than the usual: built for this request. */
  readWindow(spec: FeedSpec, language: Language, asked: AskedWindow): Promise<ReadyFeed | undefined>;
  /** A feed's gzipped bytes, kept with it. */
  gzip(spec: FeedSpec, language: Language, feed: ReadyFeed): Promise<Buffer>;
}

/** What a feed is called, for a public one its address; the language is part of it. */
export const cacheKey = (path: string, language: Language): string => `${path}|${language}`;

export interface CacheContext extends Keeping {
  /** Hears of a look-up in the background that did not succeed. */
  readonly failed: (error: unknown) => void;
}

/** What is the same whoever else sends feeds. */
export const windowsAndGzip = (feeds: FeedKeeping): Pick<FeedCache, 'readWindow' | 'gzip'> => ({
  readWindow: feeds.buildWindow,
  gzip: (spec, language, feed) => feeds.gzip(cacheKey(feedName(spec), language), feed),
});

/** Finished feeds of a process that alone changes the views and sends feeds: what it has not changed is as it was. */
export function createFeedCache({ failed, ...keeping }: CacheContext): FeedCache {
  const { clock, changes } = keeping;
  const feeds = keepFeeds(keeping, (spec) => (isPrivate(spec) ? UNCHECKED_MAX_MS : Number.POSITIVE_INFINITY));
  const builds = oneAtATime<ReadyFeed | undefined>(changes.count);
  const rebuild = (key: string, spec: FeedSpec, language: Language) => feeds.build(key, spec, language, following);

  return {
    ...windowsAndGzip(feeds),
    ready(key) {
      const now = clock.now();
      const one = feeds.current(key, now);
      if (!one) return undefined;
      // A feed asked for all the time is looked up in the background, so that nobody waits for it.
      if (feeds.isHalfOver(one, now) && !builds.isRunning(key)) {
        builds.run(key, false, () => rebuild(key, one.spec, one.language)).catch(failed);
      }
      return one.feed;
    },
    async read(spec, language, fresh) {
      const key = cacheKey(feedName(spec), language);
      const one = fresh ? undefined : feeds.current(key, clock.now());
      if (one) return feeds.unpacked(key, one);
      return builds.run(key, fresh, () => rebuild(key, spec, language));
    },
  };
}
