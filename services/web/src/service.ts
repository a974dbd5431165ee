import type { ServiceFactory } from '@huitang/runtime';
import { askOf, tellOf } from './api/client.ts';
import { readsOf } from './api/reads.ts';
import { routesOf } from './routes.ts';
import { inboxRoutes } from './routes-inbox.ts';
import { stylesheet } from './stylesheet.ts';

/** The pages people read. They ask the HTTP API at `apiBase()` like anybody else and keep nothing. */
export const webOf = ({ apiBase }: { readonly apiBase: () => string }): ServiceFactory => ({
  name: 'web',
  create({ platform }) {
    const sheet = stylesheet();
    const reads = readsOf(askOf(platform.http, apiBase));
    const tell = tellOf(platform.http, apiBase);
    return {
      name: 'web',
      routes: [
        ...routesOf(platform, reads, sheet.href),
        ...inboxRoutes(platform, reads, tell, sheet.href),
        sheet.route,
      ],
      consumers: [],
      ticks: [],
    };
  },
});
