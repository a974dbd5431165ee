import { type ServiceFactory, streamsOf } from '@huitang/runtime';
import { announcementsOf } from './announcements.ts';
import { shippedCatalogue } from './catalogue/catalogue.ts';
import { activityDecider } from './decider.ts';
import { describingKinds } from './described-kinds.ts';
import { kindRules } from './domain/kind-description.ts';
import { reactionsOf } from './reactions.ts';
import { catalogueRoutes } from './routes-catalogue.ts';
import { importRoutes } from './routes-import.ts';
import { listRoute } from './routes-list.ts';
import { orderRoutes } from './routes-orders.ts';
import { proposeRoute } from './routes-propose.ts';
import { readingRoutes } from './routes-reading.ts';
import { reviseRoute } from './routes-revise.ts';
import { staffRoutes } from './routes-staff.ts';
import { walkInRoute } from './routes-walk-ins.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Activities from proposal to cancellation, and the catalogue they are made from. */
export const scheduling: ServiceFactory = {
  name: 'scheduling',
  create({ platform, log, appended, conflicted }) {
    const catalogue = shippedCatalogue();
    const views = viewsOf(platform);
    const executing = { log, clock: platform.clock, appended, conflicted };
    const activities = streamsOf(activityDecider, executing);
    const announcements = announcementsOf(platform, activities);
    const describeKinds = describingKinds(catalogue, streamsOf(kindRules, executing));
    const context = { platform, log, catalogue, views, activities };
    return {
      name: 'scheduling',
      routes: [
        proposeRoute(context),
        reviseRoute(context),
        ...orderRoutes(context),
        ...staffRoutes(context),
        walkInRoute(context),
        listRoute(context),
        ...readingRoutes(context),
        ...importRoutes(context),
        ...catalogueRoutes(catalogue),
      ],
      measure: announcements.measure,
      consumers: [reactionsOf(activities, announcements), viewConsumer(views)],
      ticks: [
        { name: 'scheduling.announcements', cron: '*/5 * * * * *', run: announcements.announceDue },
        { name: 'scheduling.kinds', cron: '*/5 * * * * *', run: describeKinds },
      ],
    };
  },
};
