import { messageOf, type Platform } from '@huitang/runtime';
import { type FeedReading, feedReading } from './answer-feed.ts';
import { feedBuilder } from './build-feed.ts';
import { type Changes, createChanges } from './changes.ts';
import { type CacheContext, createFeedCache, type FeedCache } from './feed-cache.ts';
import { createFragments } from './fragments.ts';
import { sentFeeds } from './sent-feeds.ts';
import { sharedFeedCache } from './shared-feed-cache.ts';
import type { OrganizationName } from './subject.ts';
import type { CalendarViews } from './views.ts';
import { wholeEntry } from './whole-entry.ts';

/** Feeds from the read models to the answer. */
export interface ServedFeeds {
  readonly changes: Changes;
  readonly cache: FeedCache;
  readonly reading: FeedReading;
  readonly nameOf: OrganizationName;
}

/** `isAlone`: no other process changes the read models, or sends feeds. */
export function servedFeeds(platform: Platform, views: CalendarViews, isAlone: boolean): ServedFeeds {
  const { clock, installation, logger, records, vault } = platform;
  const nameOf: OrganizationName = async (id) => {
    const name = (await vault.get(`organization/${id}`))?.name;
    return typeof name === 'string' ? name : undefined;
  };
  const changes = createChanges();
  const fragments = createFragments(installation, wholeEntry(views));
  const context: CacheContext = {
    ...{ clock, changes, build: feedBuilder(views, clock, fragments, nameOf) },
    failed: (error) => logger.warn({ error: messageOf(error) }, 'feed not refreshed'),
  };
  const cache = isAlone ? createFeedCache(context) : sharedFeedCache({ ...context, sent: sentFeeds(records) });
  return { changes, cache, reading: feedReading(platform, cache), nameOf };
}
