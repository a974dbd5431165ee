import { createLogger, createMetrics, Fault, type Platform, type Route, type ServiceFactory } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { factories } from './factories.ts';
import { version } from './version.ts';

const nobody = (): never => {
  throw new Fault('only-described', 'this process only describes the other services', { retriable: false });
};

/** Ports that may be handed out and are never called: a service's routes are known before it does anything. */
const inert = (): Platform => ({
  bus: {
    publish: nobody,
    subscribe: nobody,
    parked: nobody,
    replayParked: nobody,
    rewind: nobody,
    lag: nobody,
    idle: nobody,
  },
  vault: { get: nobody, put: nobody, subjects: nobody, erase: nobody },
  clock: nodeClock(),
  ids: nodeIds(),
  mailer: { send: nobody },
  http: { request: nobody },
  principals: { of: nobody },
  ticker: { every: nobody },
  installation: { publicUrl: 'http://localhost', uidDomain: 'huitang.invalid', mailFrom: '', version },
  logger: createLogger('silent'),
  metrics: createMetrics(),
  history: nobody,
  ready: nobody,
  close: nobody,
  log: () => ({
    appendsInOrder: false,
    publishes: false,
    read: nobody,
    append: nobody,
    findCommand: nobody,
    unpublished: nobody,
    markPublished: nobody,
    all: nobody,
  }),
  views: {
    collection: () => ({
      isNew: false,
      get: nobody,
      put: nobody,
      putAll: nobody,
      remove: nobody,
      find: nobody,
      clear: nobody,
    }),
  },
  records: {
    sets: nobody,
    set: () => ({
      insertIfAbsent: nobody,
      get: nobody,
      put: nobody,
      compareAndSet: nobody,
      remove: nobody,
      due: nobody,
      list: nobody,
      expire: nobody,
    }),
  },
});

/** The routes of each service, by its name: described, never answered here. */
export function routesByService(): Readonly<Record<string, readonly Route[]>> {
  const described = inert();
  const describe = (factory: ServiceFactory): readonly Route[] =>
    factory.create({ platform: described, log: described.log(factory.name), appended: nobody, conflicted: nobody })
      .routes;
  return Object.fromEntries(Object.entries(factories).map(([name, factory]) => [name, describe(factory)]));
}

/** The routes of all services, for the API page at the front door. */
export const describedRoutes = (): readonly Route[] => Object.values(routesByService()).flat();
