import type { Consumer } from './consumer.ts';
import type { Route } from './http/route.ts';
import type { Commit, EventLog } from './ports/event-log.ts';
import type { Platform } from './ports/platform.ts';

/** Work done at set times; two instances may run it at once, so what it does is claimed through Records. */
export interface Tick {
  readonly name: string;
  /** Cron expression, seconds first, UTC. */
  readonly cron: string;
  /** When `stopping` fires, the host waits for what is under way: finish that and begin nothing more. */
  readonly run: (stopping?: AbortSignal) => Promise<void>;
}

/** A request answered before Express sees it, for what is asked so often that routing would cost more than the answer. */
export interface FastRoute {
  /** Literal start of the path: `/feeds/`. Of several routes with the same start the first is asked. */
  readonly prefix: string;
  /** False, at once or later, leaves the request to the ordinary routes. Never rejects. */
  readonly serve: (
    request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse,
  ) => boolean | Promise<boolean>;
}

/** One service, ready to be hosted: what it answers, hears and does by itself. */
export interface Service {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly fastRoutes?: readonly FastRoute[];
  /** Routes that other processes answer, for the API page of all. */
  readonly describes?: readonly Route[];
  readonly consumers: readonly Consumer[];
  readonly ticks: readonly Tick[];
  /** Brings the service's own gauges up to date, each time somebody reads the metrics. */
  readonly measure?: () => Promise<void>;
}

/** What the host gives a service beside the platform: its own log, and the relay's bell. */
export interface ServiceContext {
  readonly platform: Platform;
  readonly log: EventLog;
  /** To be handed to `streamsOf`: wakes the relay after an append. */
  readonly appended: (commit: Commit) => void;
  readonly conflicted: () => void;
}

export interface ServiceFactory {
  readonly name: string;
  readonly create: (context: ServiceContext) => Service;
}
