import type { ServiceFactory } from '@huitang/runtime';
import { deliverer } from './deliver.ts';
import { dispatcher } from './dispatch.ts';
import { judgeOf } from './judge.ts';
import { ledgerOf } from './ledger.ts';
import { measureOf } from './measure.ts';
import { outcomesOf } from './outcomes.ts';
import { reactionsOf } from './reactions.ts';
import { reportTo } from './report.ts';
import { deliveriesRoute } from './routes-deliveries.ts';
import { organizationRoutes } from './routes-organizations.ts';
import { traced } from './traced.ts';
import { viewsOf } from './views.ts';

/** Tells organizations what became of their activities, and reminds them. */
export const notification: ServiceFactory = {
  name: 'notification',
  create({ platform, log, appended, conflicted }) {
    const views = viewsOf(platform);
    const ledger = ledgerOf(platform);
    const outcomes = outcomesOf({ log, clock: platform.clock, appended, conflicted });
    const deliver = deliverer(platform, judgeOf(platform, views), ledger, outcomes, reportTo(platform));
    return {
      name: 'notification',
      routes: [...organizationRoutes(platform), deliveriesRoute(platform, views, ledger)],
      consumers: [reactionsOf(platform, views, ledger)],
      ticks: [
        {
          name: 'notification.deliveries',
          cron: '* * * * * *',
          run: dispatcher(platform, ledger, traced(platform, deliver)),
        },
        { name: 'notification.claims', cron: '*/10 * * * * *', run: () => ledger.tidy() },
      ],
      measure: measureOf(platform, ledger),
    };
  },
};
