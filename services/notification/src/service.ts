import type { ServiceFactory } from '@huitang/runtime';
import { channelsOf } from './channels/index.ts';
import { choicesOf } from './choices.ts';
import { deliverer } from './deliver.ts';
import { dispatcher, OTHERS } from './dispatch.ts';
import { inboxesOf } from './inbox/inboxes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { judgeOf } from './judge.ts';
import { ledgerOf } from './ledger.ts';
import { measureOf } from './measure.ts';
import { outcomesOf } from './outcomes.ts';
import { preferencesOf } from './preferences/index.ts';
import { reactionsOf } from './reactions.ts';
import { renamedPlanner } from './renamed/plan-renamed.ts';
import { renamingsOf } from './renamed/renamings.ts';
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
    const executing = { log, clock: platform.clock, appended, conflicted };
    const outcomes = outcomesOf(executing);
    const inboxes = inboxesOf(executing);
    const channels = channelsOf(platform, inboxes);
    const choices = choicesOf(platform, channels);
    const preferences = preferencesOf(platform, views, ledger);
    const known = { views, ledger, choices, preferences: preferences.store };
    const judge = judgeOf(platform, { ...known, channels });
    const renamings = renamingsOf(platform);
    const planRenamed = renamedPlanner(platform, known);
    const deliver = deliverer(platform, { channels, judge, ledger, outcomes, report: reportTo(platform, channels) });
    const webhooks = webhooksOf(platform, choices, ledger);
    const step = traced(platform, deliver);
    return {
      name: 'notification',
      routes: [
        ...organizationRoutes(platform),
        ...channelRoutes({ platform, channels, choices }),
        ...webhooks.routes,
        ...preferences.routes,
        ...inboxRoutes(platform, inboxes),
        deliveriesRoute(platform, views, ledger),
      ],
      consumers: [reactionsOf(platform, { ...known, renamings })],
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
        { name: 'notification.renamings', cron: '* * * * * *', run: () => renamings.settle(planRenamed) },
        { name: 'notification.preferences', cron: '*/10 * * * * *', run: preferences.settle },
        { name: 'notification.webhook-tries', cron: '0 17 * * * *', run: webhooks.tidy },
      ],
      measure: measureOf(platform, ledger),
    };
  },
};
