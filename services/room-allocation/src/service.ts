import type { ServiceFactory } from '@huitang/runtime';
import { createFacts } from './facts.ts';
import { reactionsOf } from './reactions.ts';
import { centerRoutes } from './routes-centers.ts';
import { directoryRoutes } from './routes-directory.ts';
import { useRoute } from './routes-use.ts';
import { ownStreams } from './streams.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Centers with what they have, and who gets what of it for when. */
export const roomAllocation: ServiceFactory = {
  name: 'room-allocation',
  create({ platform, log, appended, conflicted }) {
    const { clock } = platform;
    const streams = ownStreams({ log, clock, appended, conflicted });
    const views = viewsOf(platform);
    return {
      name: 'room-allocation',
      routes: [
        ...directoryRoutes(platform, streams.centers, views),
        ...centerRoutes(platform, streams),
        useRoute(platform, streams.centers, views),
      ],
      consumers: [reactionsOf({ ...streams, clock, factsOf: createFacts() }), viewConsumer(views)],
      ticks: [],
    };
  },
};
