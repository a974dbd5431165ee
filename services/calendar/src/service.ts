import { messageOf, type ServiceFactory, usualFeedSettings } from '@huitang/runtime';
import { feedReading } from './answer-feed.ts';
import { feedBuilder } from './build-feed.ts';
import { createChanges } from './changes.ts';
import { countedAnswers } from './counted-answers.ts';
import { fastFeeds } from './fast-route.ts';
import { createFeedCache } from './feed-cache.ts';
import { createFragments } from './fragments.ts';
import { qrRoute } from './qr.ts';
import { feedRoutes } from './routes.ts';
import { listingRoute } from './routes-listing.ts';
import type { OrganizationName } from './subject.ts';
import { privateAnswers } from './tokens/answer-private-feed.ts';
import { fastPrivateFeeds } from './tokens/fast-private-feed.ts';
import { feedLimits } from './tokens/limits.ts';
import { reachRoute } from './tokens/reach.ts';
import { recentTokens } from './tokens/recent-tokens.ts';
import { privateFeedRoute } from './tokens/routes-private-feed.ts';
import { tokenRoutes } from './tokens/routes-tokens.ts';
import { tokenStore } from './tokens/token-store.ts';
import { unseenLook } from './unseen/look.ts';
import { unseenSaid } from './unseen/said.ts';
import { watchedChanges, watcher } from './unseen/watched.ts';
import { viewConsumer, viewsOf } from './views.ts';
import { wholeEntry } from './whole-entry.ts';

/** Calendars for everybody, and by token for those concerned: what has its place, where and when, as iCalendar feeds. */
export const calendar: ServiceFactory = {
  name: 'calendar',
  create({ platform, log, appended, conflicted }) {
    const views = viewsOf(platform);
    const { clock, logger, metrics } = platform;
    const store = recentTokens(tokenStore(platform.records), clock, (error) => {
      logger.warn({ error: messageOf(error) }, 'token not looked up again');
    });
    const nameOf: OrganizationName = async (id) => {
      const name = (await platform.vault.get(`organization/${id}`))?.name;
      return typeof name === 'string' ? name : undefined;
    };
    const fragments = createFragments(platform.installation, wholeEntry(views));
    const build = feedBuilder(views, clock, fragments, nameOf);
    const changes = createChanges();
    const cache = createFeedCache({
      ...{ clock, changes, build, isAlone: log.publishes },
      failed: (error) => logger.warn({ error: messageOf(error) }, 'feed not refreshed'),
    });
    const settings = platform.installation.feeds ?? usualFeedSettings;
    const limits = feedLimits(settings);
    const look = unseenLook({
      ...{ ...platform, views, store, watched: watchedChanges(platform), unseenMinutes: settings.unseenMinutes },
      say: unseenSaid({ log, clock, appended, conflicted }),
    });
    const reading = feedReading(platform, cache);
    return {
      name: 'calendar',
      routes: [
        ...feedRoutes(reading),
        listingRoute(platform, views),
        qrRoute(platform.installation),
        ...tokenRoutes({ platform, views, store, nameOf }),
        privateFeedRoute(privateAnswers(clock, store, limits, reading)),
        reachRoute(views, store),
      ],
      fastRoutes: [
        fastFeeds(cache, countedAnswers(metrics, '/feeds/')),
        fastPrivateFeeds({ clock, tokens: store, limits, cache, answered: countedAnswers(metrics, '/f/') }),
      ],
      consumers: [viewConsumer(views, changes.changed), watcher(platform)],
      ticks: [{ name: 'calendar.unseen', cron: '*/10 * * * * *', run: look }],
    };
  },
};
