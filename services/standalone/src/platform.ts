import { join } from 'node:path';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import {
  type Clock,
  createLogger,
  createMetrics,
  type FeedSettings,
  type HttpClient,
  type Ids,
  type Installation,
  type LogLevel,
  type Mailer,
  type Platform,
} from '@huitang/runtime';
import {
  createMailer,
  demoPrincipals,
  fetchHttpClient,
  nodeClock,
  nodeCronTicker,
  nodeIds,
} from '@huitang/runtime/adapters';
import { refuseUnfinished } from '@huitang/transfer';
import { settleInstallation } from './installation.ts';

/** What whoever starts the platform may choose. */
export interface EmbeddedConfig {
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly uidDomain?: string;
  readonly mailFrom: string;
  readonly feeds?: FeedSettings;
  /** `smtp://` or `smtps://`; without it mails become files in `<dataDir>/outbox`. */
  readonly mailUrl?: string;
  /** Networks inside that webhooks may reach: `10.1.0.0/16`. */
  readonly webhookNetworks?: readonly string[];
  readonly logLevel: LogLevel;
  readonly version: string;
}

/** What a test or a simulation may put in the place of the real thing. */
export interface Replaced {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly mailer?: Mailer;
  readonly http?: HttpClient;
}

export interface EmbeddedPlatform extends Platform {
  readonly engine: EmbeddedEngine;
}

/** Nothing of an import that was not finished may pass for an installation. */
async function settle(
  engine: EmbeddedEngine,
  dataDir: string,
  ids: Ids,
  wanted: Parameters<typeof settleInstallation>[2],
): Promise<Installation> {
  try {
    await refuseUnfinished(engine.records, `the data folder ${dataDir}`);
    return await settleInstallation(engine.records, ids, wanted);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Every port on one SQLite file in `dataDir`. Rejects when another process has it open. */
export async function embedded(config: EmbeddedConfig, replaced: Replaced = {}): Promise<EmbeddedPlatform> {
  const { dataDir, mailFrom, logLevel, version, publicUrl } = config;
  const clock = replaced.clock ?? nodeClock();
  const ids = replaced.ids ?? nodeIds();
  const logger = createLogger(logLevel);
  const engine = openEmbedded({ dir: dataDir, clock, ids, logger });
  const wanted: Omit<Installation, 'uidDomain'> & { uidDomain?: string } = {
    publicUrl,
    mailFrom,
    version,
    ...(config.feeds && { feeds: config.feeds }),
  };
  if (config.uidDomain !== undefined) wanted.uidDomain = config.uidDomain;
  const installation = await settle(engine, dataDir, ids, wanted);
  const outboxDir = join(dataDir, 'outbox');
  const mailer =
    replaced.mailer ??
    createMailer({ outboxDir, from: mailFrom, ...(config.mailUrl !== undefined && { mailUrl: config.mailUrl }) });
  return {
    engine,
    log: (service) => engine.log(service),
    bus: engine.bus,
    views: engine.views,
    records: engine.records,
    vault: engine.vault,
    clock,
    ids,
    mailer,
    http: replaced.http ?? fetchHttpClient({ inside: config.webhookNetworks ?? [] }),
    principals: demoPrincipals(),
    ticker: nodeCronTicker(),
    installation,
    logger,
    metrics: createMetrics(),
    history: (stream) => engine.history(stream),
    ready: () => engine.ready(),
    async close() {
      await mailer.close?.();
      await engine.close();
    },
  };
}
