import type { ServiceFactory } from '@huitang/runtime';
import { webOf } from '@huitang/web';
import { describedRoutes } from './described.ts';
import { factories } from './factories.ts';
import { internalStreamsRoute } from './internal-streams.ts';
import type { ServiceOptions } from './options.ts';

/** A service that others may ask for its streams. */
const withInternalRoutes = (factory: ServiceFactory, token: string): ServiceFactory => ({
  name: factory.name,
  create(context) {
    const service = factory.create(context);
    return { ...service, routes: [...service.routes, internalStreamsRoute(factory.name, context.log, token)] };
  },
});

/** The pages, and the API page of all services. */
const withDescriptions = (factory: ServiceFactory): ServiceFactory => ({
  name: factory.name,
  create: (context) => ({ ...factory.create(context), describes: describedRoutes() }),
});

/** What runs in this process. */
export function hostedIn({
  service,
  HUITANG_API_URL,
  HUITANG_INTERNAL_TOKEN,
  HUITANG_PUBLIC_URL,
}: ServiceOptions): ServiceFactory {
  if (service !== 'web') return withInternalRoutes(factories[service], HUITANG_INTERNAL_TOKEN);
  return withDescriptions(webOf({ apiBase: () => HUITANG_API_URL ?? HUITANG_PUBLIC_URL }));
}
