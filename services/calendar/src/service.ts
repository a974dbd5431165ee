import { messageOf, type ServiceFactory } from '@huitang/runtime';
import { feedBuilder } from './build-feed.ts';
import { createChanges } from './changes.ts';
import { fastFeeds } from './fast-route.ts';
import { createFeedCache } from './feed-cache.ts';
import { createFragments } from './fragments.ts';
import { feedRoutes } from './routes.ts';
import { listingRoute } from './routes-listing.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Public calendars: what is confirmed, where and when, as iCalendar feeds. */
export const calendar: ServiceFactory = {
  name: 'calendar',
  create({ platform }) {
    const views = viewsOf(platform);
    const build = feedBuilder(views, platform.clock, createFragments(platform.installation));
    const changes = createChanges();
    const cache = createFeedCache(platform.clock, changes, build, (error) => {
      platform.logger.warn({ error: messageOf(error) }, 'feed not refreshed');
    });
    const { httpSeconds } = platform.metrics;
    const answered = (status: number): void =>
      httpSeconds.observe({ method: 'get', route: '/feeds/', status: String(status) }, 0);
    return {
      name: 'calendar',
      routes: [...feedRoutes(platform, cache), listingRoute(platform, views)],
      fastRoutes: [fastFeeds(cache, answered)],
      consumers: [viewConsumer(views, changes.changed)],
      ticks: [],
    };
  },
};
