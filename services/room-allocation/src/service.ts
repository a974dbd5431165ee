import type { Platform, ServiceFactory } from '@huitang/runtime';
import { closureReactions } from './closure-reactions.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { createFacts } from './facts.ts';
import { kindOf } from './kinds.ts';
import { shippedCalendars } from './load-calendars.ts';
import { countingReaction, holdersOf } from './quota-holders.ts';
import { reactionsOf } from './reactions.ts';
import { roundConsumer } from './rounds/consumer.ts';
import { createRounds, type SolveDay, solveInThread } from './rounds/rounds.ts';
import { timedRounds } from './rounds/timed.ts';
import { availabilityRoute } from './routes-availability.ts';
import { centerRoutes } from './routes-centers.ts';
import { closureRoutes } from './routes-closures.ts';
import { directoryRoutes } from './routes-directory.ts';
import { displacedRoute } from './routes-displaced.ts';
import { hoursRoutes } from './routes-hours.ts';
import { insightsRoute } from './routes-insights.ts';
import { neighboursRoute } from './routes-neighbours.ts';
import { quotaRoutes } from './routes-quotas.ts';
import { roundRoutes } from './routes-rounds.ts';
import { useRoute } from './routes-use.ts';
import { ownStreams } from './streams.ts';
import { viewConsumer, viewsOf } from './views.ts';

/** Centers with what they have, and who gets what of it for when; `solverOf` is what answers a round there. */
export const roomAllocationWith = (solverOf: (platform: Platform) => SolveDay): ServiceFactory => ({
  name: 'room-allocation',
  create({ platform, log, appended, conflicted }) {
    const { clock } = platform;
    const streams = ownStreams({ log, clock, appended, conflicted });
    const views = viewsOf(platform);
    const calendars = shippedCalendars();
    const coordinator: Coordinator = {
      ...streams,
      clock,
      factsOf: createFacts(calendars),
      holdersOf: (organizationId) => holdersOf(views.holders, organizationId),
      kindLimitsOf: (id) => kindOf(views.kinds, id),
    };
    const rounds = createRounds(coordinator, views.unmet, solverOf(platform));
    const timed = timedRounds(platform, rounds);
    return {
      name: 'room-allocation',
      routes: [
        ...directoryRoutes(platform, streams.centers, views),
        ...centerRoutes(platform, streams, calendars),
        useRoute(platform, streams.centers, views, calendars),
        ...hoursRoutes(platform, streams, calendars),
        availabilityRoute(platform, coordinator, views.kinds),
        neighboursRoute(platform, streams),
        ...quotaRoutes(platform, coordinator),
        ...closureRoutes(coordinator, views),
        displacedRoute(coordinator, views),
        insightsRoute(platform, coordinator, views.unmet),
        ...roundRoutes({ platform, rounds, views, listed: views.rounds }),
      ],
      consumers: [
        reactionsOf(coordinator),
        closureReactions(coordinator),
        countingReaction(coordinator, views.holders),
        viewConsumer(views),
        roundConsumer(rounds, timed),
      ],
      ticks: [{ name: 'room-allocation.rounds', cron: '*/5 * * * * *', run: timed.carryOutDue }],
    };
  },
});

export const roomAllocation: ServiceFactory = roomAllocationWith(() => solveInThread);
