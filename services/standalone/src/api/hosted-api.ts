import { commandIdOf, type Host, type Platform, type Principal } from '@huitang/runtime';
import type { Api } from './api.ts';

/** Whoever can open the data folder may do everything. */
const operator: Principal = { id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: 'zh' };

/** Asks hosted services as an HTTP client would, without the network. */
export function hostedApi(platform: Platform, host: Host): Api {
  const routes = host.services.flatMap((service) => service.routes);
  return {
    async call({ method, path, params = {}, query = {}, body, contentType = 'application/json', key }) {
      const route = routes.find(({ spec }) => spec.method === method && spec.path === path);
      if (!route) throw new Error(`nothing answers ${method} ${path}`);
      const commandKey = key ?? platform.ids.orderedUuid();
      const reply = await route.answer({
        params,
        query,
        body,
        headers: { 'content-type': contentType, 'idempotency-key': commandKey },
        principal: operator,
        key: commandKey,
        logger: platform.logger.child({ commandId: commandIdOf(operator, route, commandKey) }),
      });
      return { status: reply.status, body: reply.body };
    },
  };
}
