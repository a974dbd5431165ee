import { messageOf, type Platform } from '@huitang/runtime';
import { type FeedReading, feedReading } from './answer-feed.ts';
import { feedBuilder } from './build-feed.ts';
import { type Changes, createChanges } from './changes.ts';
import { createFeedCache, type FeedCache } from './feed-cache.ts';
import { createFragments } from './fragments.ts';
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

/** `isAlone`: no other process changes the read models. */
export function servedFeeds(platform: Platform, views: CalendarViews, isAlone: boolean): ServedFeeds {
  const { clock, installation, logger, vault } = platform;
  const nameOf: OrganizationName = async (id) => {
    const name = (await vault.get(`organization/${id}`))?.name;
    return typeof name === 'string' ? name : undefined;
  };
  const changes = createChanges();
  const fragments = createFragments(installation, wholeEntry(views));
  const cache = createFeedCache({
    ...{ clock, changes, isAlone, build: feedBuilder(views, clock, fragments, nameOf) },
    failed: (error) => logger.warn({ error: messageOf(error) }, 'feed not refreshed'),
  });
  return { changes, cache, reading: feedReading(platform, cache), nameOf };
}
