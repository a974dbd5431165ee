import type { EventMessage } from '@huitang/contracts';
import type { FeedSettings } from '../feed-settings.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import type { EventLog } from './event-log.ts';
import type { HttpClient } from './http-client.ts';
import type { Ids } from './ids.ts';
import type { Mailer } from './mailer.ts';
import type { Principals } from './principal.ts';
import type { Records } from './records.ts';
import type { Ticker } from './ticker.ts';
import type { Vault } from './vault.ts';
import type { Views } from './views.ts';

/** What people see of this installation; fixed by whoever runs it. */
export interface Installation {
  /** Where people reach it, without a slash at the end: `http://localhost:8080`. */
  readonly publicUrl: string;
  /** The domain of calendar UIDs and message ids. Fixed at first run, never taken from a request. */
  readonly uidDomain: string;
  readonly mailFrom: string;
  readonly version: string;
  /** The usual ones where it is absent. */
  readonly feeds?: FeedSettings;
}

/** Everything a service stands on, built once in a `main.ts` and passed in. */
export interface Platform {
  /** The log of one service. */
  log(service: string): EventLog;
  readonly bus: EventBus;
  readonly views: Views;
  readonly records: Records;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mailer: Mailer;
  readonly http: HttpClient;
  readonly principals: Principals;
  readonly ticker: Ticker;
  readonly installation: Installation;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** A stream's public events from its owner, in order: what a consumer asks for when it meets a gap. */
  history(stream: string): Promise<readonly EventMessage[]>;
  /** Rejects with what is missing when the engine cannot be used. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
