import { messageOf, type ServiceFactory, usualFeedSettings } from '@huitang/runtime';
import { countedAnswers } from './counted-answers.ts';
import { fastFeeds } from './fast-route.ts';
import { qrRoute } from './qr.ts';
import { feedRoutes } from './routes.ts';
import { listingRoute } from './routes-listing.ts';
import { servedFeeds } from './served-feeds.ts';
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

/** Calendars for everybody, and by token for those concerned: what has its place, where and when, as iCalendar feeds. */
export const calendar: ServiceFactory = {
  name: 'calendar',
  create({ platform, log, appended, conflicted }) {
    const { clock, logger, metrics, installation } = platform;
    const { perToken, perAddress, devicesPerFeed, unseenMinutes } = installation.feeds ?? usualFeedSettings;
    const views = viewsOf(platform);
    const { changes, cache, reading, nameOf } = servedFeeds(platform, views, log.publishes);
    const store = recentTokens(tokenStore(platform.records), clock, (error) => {
      logger.warn({ error: messageOf(error) }, 'token not looked up again');
    });
    const limits = feedLimits({ perToken, perAddress });
    const [open, secret] = [countedAnswers(metrics, '/feeds/'), countedAnswers(metrics, '/f/')];
    const say = unseenSaid({ log, clock, appended, conflicted });
    const look = unseenLook({ clock, logger, views, store, watched: watchedChanges(platform), unseenMinutes, say });
    return {
      name: 'calendar',
      routes: [
        ...feedRoutes(reading),
        listingRoute(platform, views),
        qrRoute(installation),
        ...tokenRoutes({ platform, views, store, nameOf, devicesPerFeed }),
        privateFeedRoute(privateAnswers(clock, store, limits, reading)),
        reachRoute(views, store),
      ],
      fastRoutes: [
        fastFeeds(cache, open.add),
        fastPrivateFeeds({ clock, tokens: store, limits, cache, answered: secret.add }),
      ],
      consumers: [viewConsumer(views, changes.changed), watcher(platform)],
      ticks: [{ name: 'calendar.unseen', cron: '*/10 * * * * *', run: look }],
      async measure() {
        open.tell();
        secret.tell();
      },
    };
  },
};
