import { type ServiceFactory, streamsOf } from '@huitang/runtime';
import { loadCatalogue } from './catalogue/catalogue.ts';
import { activityDecider } from './decider.ts';
import { reactionsOf } from './reactions.ts';
import { activityCommands } from './routes-activities.ts';
import { catalogueRoutes } from './routes-catalogue.ts';
import { importRoutes } from './routes-import.ts';
import { activityReads } from './routes-reading.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Activities from proposal to cancellation, and the catalogue they are made from. */
export const scheduling: ServiceFactory = {
  name: 'scheduling',
  create({ platform, log, appended, conflicted }) {
    const catalogue = loadCatalogue();
    const views = viewsOf(platform);
    const activities = streamsOf(activityDecider, { log, clock: platform.clock, appended, conflicted });
    return {
      name: 'scheduling',
      routes: [
        ...activityCommands({ platform, catalogue, views }, activities),
        ...activityReads(platform, log, views, activities),
        ...importRoutes({ platform, catalogue, views, activities }),
        ...catalogueRoutes(catalogue),
      ],
      consumers: [reactionsOf(activities), viewConsumer(views)],
      ticks: [],
    };
  },
};
