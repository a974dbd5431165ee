import type { Language } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { type FeedSpec, feedName, isRegistered } from './domain/feed.ts';
import { type CacheContext, cacheKey, type FeedCache, windowsAndGzip } from './feed-cache.ts';
import { type Kept, keepFeeds } from './keep-feeds.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { following, type KeptFeed, type ReadyFeed } from './ready-feed.ts';
import { isSame, type SentFeed, type SentFeeds } from './sent-feeds.ts';

/** Changes applied here are seen at once; those another process has applied, and nobody has sent, after this long. */
const UNCHECKED_MAX_MS = 1_000;
/** More at once are left to the ordinary route, which counts whom it serves. */
const WAITING_MAX = 1_000;
/** Whoever is told so often that another process was faster has been told of as many changes. */
const ATTEMPTS_MAX = 10;

interface SharedContext extends CacheContext {
  readonly sent: SentFeeds;
}

interface Asked {
  readonly key: string;
  readonly spec: FeedSpec;
  readonly language: Language;
}

/**
 * Finished feeds where other processes send them too. No feed goes back behind what any process has sent before it was
 * asked for: what is kept is sent only when that is what was sent last, by a look that begins after the request.
 */
export function sharedFeedCache({ failed, sent, ...keeping }: SharedContext): FeedCache {
  const { clock, changes } = keeping;
  const feeds = keepFeeds(keeping, () => UNCHECKED_MAX_MS);
  const builds = oneAtATime<ReadyFeed | undefined>(changes.count);
  const looks = oneAtATime<SentFeed | undefined>(changes.count);
  let waiting = 0;

  async function renew({ key, spec, language }: Asked): Promise<ReadyFeed | undefined> {
    for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts += 1) {
      const last = await sent.last(key);
      const feed = await feeds.build(key, spec, language, (before, next) => following(before, next, last));
      if (!feed || isSame(last, feed) || (await sent.follow(key, last, feed))) return feed;
    }
    const message = `${key} was sent anew by others ${ATTEMPTS_MAX} times in a row`;
    throw new Fault('storage-unavailable', message, { retriable: true });
  }

  /** Nobody knows what others have sent of it: so it is read for each request, and its date tells nothing. */
  const readAnew = ({ key, spec, language }: Asked): Promise<ReadyFeed | undefined> =>
    feeds.build(key, spec, language, (before, next) => ({ ...following(before, next), isDated: false }));

  /** What is kept, where that is what was sent last; the look at it is shared by whoever waits for one. */
  async function asSent(key: string): Promise<Kept | undefined> {
    const last = await looks.run(key, true, () => sent.last(key));
    const now = clock.now();
    const one = feeds.current(key, now);
    if (!one || !isSame(last, one.feed)) return undefined;
    // A feed asked for all the time is read in the background, so that nobody waits for it.
    if (feeds.isHalfOver(one, now) && !builds.isRunning(key))
      builds.run(key, false, () => renew({ key, spec: one.spec, language: one.language })).catch(failed);
    return one;
  }

  return {
    ...windowsAndGzip(feeds),
    ready(key) {
      const one = feeds.current(key, clock.now());
      if (!one || !isRegistered(one.spec) || waiting >= WAITING_MAX) return undefined;
      waiting += 1;
      const over = (kept?: Kept): KeptFeed | undefined => {
        waiting -= 1;
        return kept?.feed;
      };
      return asSent(key).then(over, () => over());
    },
    async read(spec, language, fresh) {
      const key = cacheKey(feedName(spec), language);
      const asked = { key, spec, language };
      // Whoever joins waits for one that begins after they have asked.
      if (!isRegistered(spec)) return builds.run(key, true, () => readAnew(asked));
      const kept = !fresh && feeds.current(key, clock.now()) ? await asSent(key) : undefined;
      return kept ? feeds.unpacked(key, kept) : builds.run(key, true, () => renew(asked));
    },
  };
}
