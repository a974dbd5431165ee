import type { ServiceFactory } from '@huitang/runtime';
import { channelsOf } from './channels/index.ts';
import { choicesOf } from './choices.ts';
import { deliverer } from './deliver.ts';
import { dispatcher, OTHERS } from './dispatch.ts';
import { judgeOf } from './judge.ts';
import { ledgerOf } from './ledger.ts';
import { measureOf } from './measure.ts';
import { outcomesOf } from './outcomes.ts';
import { preferenceStore } from './preferences/preference-store.ts';
import { replanner } from './preferences/replan.ts';
import { preferenceRoutes } from './preferences/routes-preferences.ts';
import { unsubscribeRoutes } from './preferences/routes-unsubscribe.ts';
import { unsubscribeAddresses } from './preferences/unsubscribe-address.ts';
import { reactionsOf } from './reactions.ts';
import { reportTo } from './report.ts';
import { channelRoutes } from './routes-channels.ts';
import { deliveriesRoute } from './routes-deliveries.ts';
import { organizationRoutes } from './routes-organizations.ts';
import { traced } from './traced.ts';
import { viewsOf } from './views.ts';
import { webhooksOf } from './webhooks/index.ts';

/** Tells organizations what became of their activities, and reminds them. */
export const notification: ServiceFactory = {
  name: 'notification',
  create({ platform, log, appended, conflicted }) {
    const views = viewsOf(platform);
    const ledger = ledgerOf(platform);
    const outcomes = outcomesOf({ log, clock: platform.clock, appended, conflicted });
    const channels = channelsOf(platform);
    const choices = choicesOf(platform, channels);
    const preferences = preferenceStore(platform);
    const judge = judgeOf(platform, { views, choices, preferences, channels });
    const deliver = deliverer(platform, { channels, judge, ledger, outcomes, report: reportTo(platform, channels) });
    const replan = replanner(platform, views, ledger, preferences);
    const webhooks = webhooksOf(platform, choices, ledger);
    const step = traced(platform, deliver);
    return {
      name: 'notification',
      routes: [
        ...organizationRoutes(platform),
        ...channelRoutes({ platform, channels, choices }),
        ...webhooks.routes,
        ...preferenceRoutes(platform, preferences),
        ...unsubscribeRoutes(platform, preferences, unsubscribeAddresses(platform)),
        deliveriesRoute(platform, views, ledger),
      ],
      consumers: [reactionsOf(platform, { views, ledger, choices, preferences })],
      ticks: [
        {
          name: 'notification.deliveries',
          cron: '* * * * * *',
          run: dispatcher(platform, ledger.due, step),
        },
        {
          name: 'notification.posts',
          cron: '* * * * * *',
          run: dispatcher(platform, ledger.dueElsewhere, step, OTHERS),
        },
        { name: 'notification.claims', cron: '*/10 * * * * *', run: () => ledger.tidy() },
        { name: 'notification.preferences', cron: '*/10 * * * * *', run: () => preferences.settle(replan) },
        { name: 'notification.webhook-tries', cron: '0 17 * * * *', run: webhooks.tidy },
      ],
      measure: measureOf(platform, ledger),
    };
  },
};
