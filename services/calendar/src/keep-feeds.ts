import type { Language } from '@huitang/contracts';
import type { Clock } from '@huitang/runtime';
import type { BuildFeed } from './build-feed.ts';
import type { Changes } from './changes.ts';
import { type Contents, renderedIn } from './contents.ts';
import type { FeedSpec } from './domain/feed.ts';
import type { AskedWindow } from './domain/window.ts';
import { gzipped } from './gzipped.ts';
import { createKeptFeeds, isUnpacked } from './kept-feeds.ts';
import { type KeptFeed, type ReadyFeed, readyFeed } from './ready-feed.ts';

export interface Kept {
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

export interface Keeping {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly changes: Changes;
  readonly build: BuildFeed;
}

/** What becomes of a feed that was built, beside the one that is kept. */
type Follow = (before: KeptFeed | undefined, next: ReadyFeed) => ReadyFeed;

/** The feeds that this process has finished, and since when nobody has looked whether they have changed. */
export interface FeedKeeping {
  /** Undefined where it has to be looked up. `now` in milliseconds. */
  current(key: string, now: number): Kept | undefined;
  /** Half of the time is over after which it has to be looked up. */
  isHalfOver(kept: Kept, now: number): boolean;
  unpacked(key: string, kept: Kept): Promise<ReadyFeed>;
  /** Reads it from the views, and keeps it; undefined when there is no such feed. */
  build(key: string, spec: FeedSpec, language: Language, follow: Follow): Promise<ReadyFeed | undefined>;
  /** Another window than the usual: built, and not kept. */
  buildWindow(spec: FeedSpec, language: Language, asked: AskedWindow): Promise<ReadyFeed | undefined>;
  /** A feed's gzipped bytes, kept with it. */
  gzip(key: string, feed: ReadyFeed): Promise<Buffer>;
}

/** `uncheckedMaxMs`: how long a feed may be sent without being looked up, where no change is known. */
export function keepFeeds({ clock, changes, build }: Keeping, uncheckedMaxMs: (spec: FeedSpec) => number): FeedKeeping {
  const store = createKeptFeeds<Kept>();

  const isCurrent = (kept: Kept, now: number): boolean =>
    changes.lastOf(kept.centerId) <= kept.count && now < kept.validUntil && isRecent(kept, now);

  return {
    current(key, now) {
      const one = store.get(key);
      return one && isCurrent(one, now) ? one : undefined;
    },
    isHalfOver: (kept, now) => now - kept.checkedAt > kept.uncheckedMaxMs / 2,
    unpacked: async (key, kept) => (await store.unpacked(key, kept)).feed,
    async build(key, spec, language, follow) {
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
      const feed = follow(store.peek(key)?.feed, readyFeed(built, clock.now()));
      const { centerId, contents, validUntil } = built;
      const kept = { feed, contents, spec, language, centerId, count, checkedAt, validUntil };
      store.set(key, { ...kept, uncheckedMaxMs: maxMs, trusted });
      return feed;
    },
    async buildWindow(spec, language, asked) {
      const built = await build(spec, language, { asked });
      return built && readyFeed(built, clock.now());
    },
    async gzip(key, feed) {
      const zipped = feed.gzip ?? (await gzipped(feed.bytes));
      const one = store.peek(key);
      if (one && isUnpacked(one) && one.feed === feed && !feed.gzip)
        store.set(key, { ...one, feed: { ...feed, gzip: zipped } });
      return zipped;
    },
  };
}
