import { type ServiceFactory, streamsOf } from '@huitang/runtime';
import { loadCatalogue } from './catalogue/catalogue.ts';
import { activityDecider } from './decider.ts';
import { reactionsOf } from './reactions.ts';
import { catalogueRoutes } from './routes-catalogue.ts';
import { changeRoutes } from './routes-change.ts';
import { importRoutes } from './routes-import.ts';
import { listRoute } from './routes-list.ts';
import { proposeRoute } from './routes-propose.ts';
import { readingRoutes } from './routes-reading.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Activities from proposal to cancellation, and the catalogue they are made from. */
export const scheduling: ServiceFactory = {
  name: 'scheduling',
  create({ platform, log, appended, conflicted }) {
    const catalogue = loadCatalogue();
    const views = viewsOf(platform);
    const activities = streamsOf(activityDecider, { log, clock: platform.clock, appended, conflicted });
    const context = { platform, log, catalogue, views, activities };
    return {
      name: 'scheduling',
      routes: [
        proposeRoute(context),
        ...changeRoutes(context),
        listRoute(context),
        ...readingRoutes(context),
        ...importRoutes(context),
        ...catalogueRoutes(catalogue),
      ],
      consumers: [reactionsOf(activities), viewConsumer(views)],
      ticks: [],
    };
  },
};
