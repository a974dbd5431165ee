import type { Language } from '@huitang/contracts';
import type { Clock } from '@huitang/runtime';
import type { BuildFeed } from './build-feed.ts';
import type { Changes } from './changes.ts';
import { type Contents, renderedIn } from './contents.ts';
import { type FeedSpec, feedName, isPrivate } from './domain/feed.ts';
import type { AskedWindow } from './domain/window.ts';
import { gzipped } from './gzipped.ts';
import { createKeptFeeds, isUnpacked } from './kept-feeds.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { following, type KeptFeed, type ReadyFeed, readyFeed } from './ready-feed.ts';

/** Changes applied here are seen at once; those another process has applied, after this long. */
const UNCHECKED_MAX_MS = 1_000;
/** Where there is no other process, what is not in the views: the name of whoever a private feed belongs to. */
const UNCHECKED_ALONE_MAX_MS = 60_000;

interface Kept {
  readonly feed: KeptFeed;
  readonly contents: Contents | Buffer;
  readonly spec: FeedSpec;
  readonly language: Language;
  readonly centerId: string | undefined;
  /** The count of changes, and the time, when its building began. */
  readonly count: number;
  readonly checkedAt: number;
  readonly validUntil: number;
  readonly uncheckedMaxMs: number;
  readonly trusted: Trust;
}

/** Time goes on whatever a clock says: a timer ends it as well. */
interface Trust {
  isOver: boolean;
  /** It is not asked about any more. */
  readonly callOff: () => void;
}

function trustFor(clock: Pick<Clock, 'after'>, ms: number): Trust {
  const end = (): void => {
    trust.isOver = true;
  };
  const callOff = ms === Number.POSITIVE_INFINITY ? () => {} : clock.after(ms, end);
  const trust: Trust = { isOver: false, callOff };
  return trust;
}

// A clock that was set back tells nothing of how long ago it was, and a timer that comes late little.
const isRecent = ({ checkedAt, uncheckedMaxMs, trusted }: Kept, now: number): boolean =>
  !trusted.isOver &&
  (uncheckedMaxMs === Number.POSITIVE_INFINITY || (checkedAt <= now && now - checkedAt <= uncheckedMaxMs));

export interface FeedCache {
  /** What may be sent right now, without waiting; undefined when it has to be looked up. `key` as by `cacheKey`. */
  peek(key: string): KeptFeed | undefined;
  /** The feed as the views have it; with `fresh`, read from them now. */
  read(spec: FeedSpec, language: Language, fresh: boolean): Promise<ReadyFeed | undefined>;
  /** Another window than the usual: built for this request. */
  readWindow(spec: FeedSpec, language: Language, asked: AskedWindow): Promise<ReadyFeed | undefined>;
  /** A feed's gzipped bytes, kept with it. */
  gzip(spec: FeedSpec, language: Language, feed: ReadyFeed): Promise<Buffer>;
}

/** What a feed is called, for a public one its address; the language is part of it. */
export const cacheKey = (path: string, language: Language): string => `${path}|${language}`;

interface CacheContext {
  readonly clock: Clock;
  readonly changes: Changes;
  readonly build: BuildFeed;
  /** Hears of a look-up in the background that did not succeed. */
  readonly failed: (error: unknown) => void;
  /** True where this process alone changes the views: then what it has not changed is as it was. */
  readonly isAlone: boolean;
}

/** Finished feeds, and whether they may still be sent. */
export function createFeedCache({ clock, changes, build, failed, isAlone }: CacheContext): FeedCache {
  const store = createKeptFeeds<Kept>();
  const builds = oneAtATime<ReadyFeed | undefined>(changes.count);

  function uncheckedMaxMs(spec: FeedSpec): number {
    if (!isAlone) return UNCHECKED_MAX_MS;
    return isPrivate(spec) ? UNCHECKED_ALONE_MAX_MS : Number.POSITIVE_INFINITY;
  }

  const isCurrent = (kept: Kept, now: number): boolean =>
    changes.lastOf(kept.centerId) <= kept.count && now < kept.validUntil && isRecent(kept, now);

  async function rebuild(key: string, spec: FeedSpec, language: Language): Promise<ReadyFeed | undefined> {
    // Taken before reading: whatever is applied while this reads makes it stale.
    const count = changes.count();
    const checkedAt = clock.now();
    const maxMs = uncheckedMaxMs(spec);
    const trusted = trustFor(clock, maxMs);
    const one = store.peek(key);
    const before = one && (await store.unpacked(key, one));
    const built = await build(spec, language, before && { rendered: renderedIn(before.feed.bytes, before.contents) });
    store.peek(key)?.trusted.callOff();
    if (!built) {
      trusted.callOff();
      store.delete(key);
      return undefined;
    }
    const feed = following(store.peek(key)?.feed, readyFeed(built, clock.now()));
    const { centerId, contents, validUntil } = built;
    const kept = { feed, contents, spec, language, centerId, count, checkedAt, validUntil };
    store.set(key, { ...kept, uncheckedMaxMs: maxMs, trusted });
    return feed;
  }

  return {
    peek(key) {
      const one = store.get(key);
      const now = clock.now();
      if (!one || !isCurrent(one, now)) return undefined;
      // A feed asked for all the time is looked up in the background, so that nobody waits for it.
      if (now - one.checkedAt > one.uncheckedMaxMs / 2 && !builds.isRunning(key)) {
        builds.run(key, false, () => rebuild(key, one.spec, one.language)).catch(failed);
      }
      return one.feed;
    },
    async read(spec, language, fresh) {
      const key = cacheKey(feedName(spec), language);
      const one = store.get(key);
      if (!fresh && one && isCurrent(one, clock.now())) return (await store.unpacked(key, one)).feed;
      return builds.run(key, fresh, () => rebuild(key, spec, language));
    },
    async readWindow(spec, language, asked) {
      const built = await build(spec, language, { asked });
      return built && readyFeed(built, clock.now());
    },
    async gzip(spec, language, feed) {
      const zipped = feed.gzip ?? (await gzipped(feed.bytes));
      const key = cacheKey(feedName(spec), language);
      const one = store.peek(key);
      if (one && isUnpacked(one) && one.feed === feed && !feed.gzip)
        store.set(key, { ...one, feed: { ...feed, gzip: zipped } });
      return zipped;
    },
  };
}
