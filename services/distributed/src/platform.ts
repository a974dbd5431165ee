import { type KafkaOptions, openKafka } from '@huitang/engine-kafka';
import { type MongoEngine, openMongo } from '@huitang/engine-mongo';
import { createLogger, createMetrics, type Platform, type Records, wrongUsage } from '@huitang/runtime';
import {
  createMailer,
  demoPrincipals,
  fetchHttpClient,
  nodeClock,
  nodeCronTicker,
  nodeIds,
} from '@huitang/runtime/adapters';
import { refuseUnfinished, settleUidDomain } from '@huitang/transfer';
import { historyOf } from './history.ts';
import { kafkaOptionsOf } from './kafka-options.ts';
import { kafkaVerdict } from './kafka-verdict.ts';
import { installationOf, type ServiceOptions } from './options.ts';

/** Every port but the bus. */
export type Stores = MongoEngine;

export interface DistributedPlatform extends Platform {
  /** The database it runs on, by its own account. */
  readonly server: Stores['server'];
}

/** A login that is refused shows itself at once; a Kafka that is away need not answer for the start to go on. */
const START_WAIT_MS = 5_000;

export interface Wanted {
  /** Hears of a group that has stopped going on. */
  readonly onStalled: (group: string) => void;
  /** For commands: what is not there is refused, not made. */
  readonly mustExist?: boolean;
  /** What is kept elsewhere than in MongoDB: benchmarks of Kafka alone put a file in its place. */
  readonly stores?: (options: ServiceOptions, ports: Pick<Platform, 'clock' | 'ids' | 'logger'>) => Promise<Stores>;
}

/** What was settled when the installation was begun must not change, and nothing may start on half of one. */
async function refuseOtherPlace(records: Records, options: ServiceOptions): Promise<void> {
  await refuseUnfinished(records, `the database ${options.MONGODB_DATABASE}_${options.service}`);
  const wanted = options.HUITANG_UID_DOMAIN;
  const kept = await settleUidDomain(records, wanted);
  // Under another domain every event would be a second one in every calendar.
  if (kept !== wanted) throw wrongUsage(`HUITANG_UID_DOMAIN: ${kept}, as it was at the first start, not ${wanted}`);
}

async function openStores(
  options: ServiceOptions,
  { clock, logger }: Pick<Platform, 'clock' | 'logger'>,
  mustExist: boolean,
): Promise<Stores> {
  const mongo = await openMongo({
    uri: options.MONGODB_URI,
    database: options.MONGODB_DATABASE,
    service: options.service,
    clock,
    logger,
    allowStandIn: options.MONGODB_STAND_IN === 'allowed',
    mustExist,
  });
  try {
    await refuseOtherPlace(mongo.records, options);
    return mongo;
  } catch (error) {
    await mongo.close();
    throw error;
  }
}

/** Opens the bus; rejects when Kafka is there and refuses us. */
async function openBus(options: ServiceOptions, ports: Omit<KafkaOptions, keyof ReturnType<typeof kafkaOptionsOf>>) {
  const kafka = await openKafka({ ...kafkaOptionsOf(options, options.service), ...ports });
  const verdict = kafkaVerdict(kafka, ports.clock);
  try {
    await verdict(START_WAIT_MS);
    return { kafka, verdict };
  } catch (error) {
    await kafka.close();
    throw error;
  }
}

/**
 * Every port of one service on Kafka and MongoDB. Kafka need not answer yet, MongoDB has to. Rejects with a
 * `Fault` that says which of the two refuses what, or what was settled otherwise.
 */
export async function distributed(options: ServiceOptions, wanted: Wanted): Promise<DistributedPlatform> {
  const { service } = options;
  const clock = nodeClock();
  const ids = nodeIds();
  const logger = createLogger(options.HUITANG_LOG);
  const { onStalled, mustExist = false } = wanted;
  const stores = await (wanted.stores?.(options, { clock, ids, logger }) ??
    openStores(options, { clock, logger }, mustExist));
  const { records } = stores;
  const { kafka, verdict } = await openBus(options, { clock, ids, logger, parked: records, onStalled }).catch(
    async (error) => {
      await stores.close();
      throw error;
    },
  );
  const mailer = createMailer({
    outboxDir: options.HUITANG_OUTBOX,
    from: options.HUITANG_MAIL_FROM,
    ...(options.MAIL_URL !== undefined && { mailUrl: options.MAIL_URL }),
  });
  const http = fetchHttpClient({ inside: options.HUITANG_WEBHOOK_NETWORKS ?? [] });
  const log = (name: string) => stores.log(name);
  return {
    server: stores.server,
    log,
    bus: kafka.bus,
    views: stores.views,
    records,
    vault: stores.vault,
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
    async ready() {
      await Promise.all([stores.ready(), verdict()]);
    },
    async close() {
      await mailer.close?.();
      await kafka.close();
      await stores.close();
    },
  };
}
