import { createServer, type RequestListener, type Server } from 'node:http';
import { addressOf } from './address.ts';
import { startConsumer } from './consumer.ts';
import { messageOf } from './faults.ts';
import { createApp } from './http/app.ts';
import { closeServer } from './http/close.ts';
import { type EventStreams, eventStreams } from './http/event-streams.ts';
import { operationsRoutes } from './http/operations.ts';
import type { Route } from './http/route.ts';
import { answerUnreadable } from './http/unreadable.ts';
import { measuringOf } from './measuring.ts';
import { observedLog } from './observed-log.ts';
import type { BusSubscription } from './ports/event-bus.ts';
import type { Commit } from './ports/event-log.ts';
import type { Platform } from './ports/platform.ts';
import { publicEventsIn } from './public-events.ts';
import { createLease } from './relay/lease.ts';
import { type Relay, relayOf } from './relay.ts';
import type { Service, ServiceFactory } from './service.ts';
import { tracesOf } from './tracing.ts';

const REQUEST_TIMEOUT_MS = 90_000;
/** Longer than proxies and clients keep an idle connection (nginx: 60 s), so that none is closed while they send on it. */
const KEEP_ALIVE_MS = 75_000;

/** Where requests come in: a port to listen at, or a server that listens already and answered for itself until now. */
export type Entrance = { readonly port: number; readonly host: string } | { readonly server: Server };

export interface Host {
  /** Where this machine reaches it: `http://127.0.0.1:8080`. Absent for a host without a port. */
  readonly address?: string;
  readonly services: readonly Service[];
  /** Resolves when everything published has been heard and answered. For tests, imports and orderly stops. */
  idle(): Promise<void>;
  /** No new requests, open ones answered, consumers and relays at rest. The platform stays open. */
  stop(): Promise<void>;
}

interface Hosted {
  readonly service: Service;
  readonly relay: Relay;
}

function hostService(platform: Platform, factory: ServiceFactory): Hosted {
  const { name } = factory;
  const { bus, clock, logger, metrics } = platform;
  const traces = tracesOf(platform);
  const stored = platform.log(name);
  // A log that publishes is that of one process; of one that does not there may be several at it.
  const lease = stored.publishes ? undefined : createLease({ ...platform, name: `relay.${name}` });
  const relay = relayOf({ service: name, log: stored, bus, clock, logger, metrics, ...(lease && { lease }) });
  const appended = (commit: Commit): void => {
    if (stored.publishes) metrics.published.inc({ service: name }, publicEventsIn(commit));
    else relay.appended(commit);
  };
  const log = observedLog(stored, { service: name, clock, metrics, traces, appended });
  const service = factory.create({
    platform,
    log,
    appended: (commit) => {
      metrics.commits.inc({ service: name });
      logger.info(
        {
          service: name,
          stream: commit.stream,
          version: commit.version,
          commandId: commit.commandId,
          traceId: traces.causeOf(commit)?.traceId,
          events: commit.events.map(({ type }) => type),
        },
        'committed',
      );
    },
    conflicted: () => metrics.conflicts.inc({ service: name }),
  });
  return { service, relay };
}

function listenerOf(platform: Platform, services: readonly Service[], streams: EventStreams): RequestListener {
  const all: Route[] = services.flatMap(({ routes }) => routes);
  const described = services.flatMap(({ describes }) => describes ?? []);
  all.push(...operationsRoutes(platform, () => [...all, ...described], measuringOf(platform, services)));
  const app = createApp(platform, all, streams);
  const fast = services.flatMap(({ fastRoutes }) => fastRoutes ?? []);
  return (request, response) => {
    const route = fast.find(({ prefix }) => request.url?.startsWith(prefix) === true);
    const served = route?.serve(request, response) ?? false;
    const leave = (isServed: boolean): void => {
      // Whoever has gone meanwhile is answered by nobody.
      if (!isServed && !response.closed) app(request, response);
    };
    if (typeof served === 'boolean') leave(served);
    else served.then(leave);
  };
}

function listen(
  platform: Platform,
  services: readonly Service[],
  streams: EventStreams,
  at: Entrance,
): Promise<Server> {
  const isOpen = 'server' in at;
  const server = isOpen ? at.server : createServer();
  server.removeAllListeners('request');
  server.on('request', listenerOf(platform, services, streams));
  server.removeAllListeners('clientError');
  server.on('clientError', answerUnreadable);
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  if (isOpen) return Promise.resolve(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => resolve(server));
  });
}

function startTicks(platform: Platform, services: readonly Service[], stopping: AbortSignal): (() => Promise<void>)[] {
  return services.flatMap((service) =>
    service.ticks.map((tick) =>
      platform.ticker.every(tick.name, tick.cron, () =>
        tick.run(stopping).catch((error: unknown) => {
          platform.logger.error({ service: service.name, tick: tick.name, error: messageOf(error) }, 'tick failed');
        }),
      ),
    ),
  );
}

/** Runs services on a platform: one relay each, their consumers, their ticks and, with `at`, one HTTP server for all. */
export async function startHost(
  platform: Platform,
  factories: readonly ServiceFactory[],
  at?: Entrance,
): Promise<Host> {
  const hosted = factories.map((factory) => hostService(platform, factory));
  const services = hosted.map(({ service }) => service);
  const streams = eventStreams(platform);
  const server = at && (await listen(platform, services, streams, at));
  const subscriptions: BusSubscription[] = [];
  for (const consumer of services.flatMap(({ consumers }) => consumers)) {
    subscriptions.push(await startConsumer(platform, consumer));
  }
  for (const { relay } of hosted) relay.start();
  const stopping = new AbortController();
  const stopTicks = startTicks(platform, services, stopping.signal);
  const address = server && addressOf(server.address());
  return {
    ...(address !== undefined && { address }),
    services,
    async idle() {
      // A reaction appends, its relay publishes, others react: at rest when a whole round moved nothing.
      for (let quiet = 0; quiet < 2; ) {
        for (const { relay } of hosted) await relay.drain();
        const lag = await platform.bus.lag();
        await platform.bus.idle();
        quiet = lag === 0 ? quiet + 1 : 0;
      }
    },
    async stop() {
      // Their readers would stay for ever, and come back by themselves.
      streams.end();
      if (server) await closeServer(server, platform.clock);
      stopping.abort();
      await Promise.all(stopTicks.map((stop) => stop()));
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      await Promise.all(hosted.map(({ relay }) => relay.stop()));
    },
  };
}
