import { openKafka } from '@huitang/engine-kafka';
import { type MongoEngine, openMongo } from '@huitang/engine-mongo';
import { createLogger, createMetrics, type Platform } from '@huitang/runtime';
import {
  createMailer,
  demoPrincipals,
  fetchHttpClient,
  nodeClock,
  nodeCronTicker,
  nodeIds,
} from '@huitang/runtime/adapters';
import { refuseUnfinished } from '@huitang/transfer';
import { historyOf } from './history.ts';
import { installationOf, type ServiceOptions } from './options.ts';

export interface DistributedPlatform extends Platform {
  /** The database it runs on, by its own account. */
  readonly server: MongoEngine['server'];
}

/** One that gets lost, or eight, costs nobody his partitions. */
const HEARTBEATS_PER_SESSION = 9;

/** What the clients of Kafka are told, beside the ports they need. */
const kafkaSettings = (options: ServiceOptions) => ({
  brokers: options.KAFKA_BROKERS,
  clientId: `huitang-${options.service}`,
  topicPrefix: options.KAFKA_TOPIC_PREFIX,
  partitions: options.KAFKA_PARTITIONS,
  replication: options.KAFKA_REPLICATION,
  retentionMs: options.KAFKA_RETENTION_MS,
  ssl: options.KAFKA_TLS === 'on',
  timings: {
    sessionTimeoutMs: options.KAFKA_SESSION_MS,
    heartbeatMs: Math.floor(options.KAFKA_SESSION_MS / HEARTBEATS_PER_SESSION),
  },
  ...(options.KAFKA_SASL && {
    sasl: {
      mechanism: options.KAFKA_SASL,
      username: options.KAFKA_USER ?? '',
      password: options.KAFKA_PASSWORD ?? '',
    },
  }),
});

/** Every port of one service on Kafka and MongoDB. `onStalled` hears of a group that has stopped going on. */
export async function distributed(
  options: ServiceOptions,
  onStalled: (group: string) => void,
): Promise<DistributedPlatform> {
  const { service } = options;
  const clock = nodeClock();
  const ids = nodeIds();
  const logger = createLogger(options.HUITANG_LOG);
  const mongo = await openMongo({
    uri: options.MONGODB_URI,
    database: options.MONGODB_DATABASE,
    service,
    clock,
    logger,
    allowStandIn: options.MONGODB_STAND_IN === 'allowed',
  });
  const { records } = mongo;
  await refuseUnfinished(records, `the database ${options.MONGODB_DATABASE}_${service}`).catch(async (error) => {
    await mongo.close();
    throw error;
  });
  const kafka = await openKafka({ ...kafkaSettings(options), clock, ids, logger, parked: records, onStalled });
  const mailer = createMailer({
    outboxDir: options.HUITANG_OUTBOX,
    from: options.HUITANG_MAIL_FROM,
    ...(options.MAIL_URL !== undefined && { mailUrl: options.MAIL_URL }),
  });
  const http = fetchHttpClient();
  const log = (name: string) => mongo.log(name);
  return {
    server: mongo.server,
    log,
    bus: kafka.bus,
    views: mongo.views,
    records,
    vault: mongo.vault,
    clock,
    ids,
    mailer,
    http,
    principals: demoPrincipals(),
    ticker: nodeCronTicker(),
    installation: installationOf(options),
    logger,
    metrics: createMetrics(),
    history: historyOf({
      service,
      log,
      http,
      addresses: options.HUITANG_SERVICES,
      token: options.HUITANG_INTERNAL_TOKEN,
    }),
    // Kafka does not count: while it is away commands are accepted, and told once it is back. Metrics say so.
    ready: () => mongo.ready(),
    async close() {
      await mailer.close?.();
      await kafka.close();
      await mongo.close();
    },
  };
}
