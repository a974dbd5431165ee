import { type Clock, Fault, type Logger, messageOf } from '@huitang/runtime';
import kafkajs, { type Admin } from 'kafkajs';
import { askedAgain } from './asked-again.ts';
import type { Cluster } from './cluster.ts';

// Node finds only some names in this CommonJS module.
const { ConfigResourceTypes, KafkaJSAggregateError } = kafkajs;

export interface TopicSettings {
  readonly partitions: number;
  readonly replication: number;
  readonly retentionMs: number;
}

/** Topics as the configuration wants them: created when missing, looked at once by each process. */
export interface Topics {
  /** Rejects with a fault that is not retriable where a topic is there and is another than is configured. */
  ensure(names: readonly string[]): Promise<void>;
  /** Looks again at those that were asked for and not found in order. */
  check(): Promise<void>;
  /** They were in order and do not answer as if they were. */
  doubt(names: readonly string[]): void;
}

const RETENTION = 'retention.ms';

/** The broker's own words of what it has refused: the client's for several topics say only that something is wrong. */
const refusalsOf = ({ errors }: InstanceType<typeof KafkaJSAggregateError>): readonly string[] => [
  // That another process was faster is no refusal.
  ...new Set(errors.filter((error) => typeOf(error) !== 'TOPIC_ALREADY_EXISTS').map(messageOf)),
];

const typeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;

function notCreated(reasons: readonly string[], { partitions, replication }: TopicSettings, cause: unknown): Fault {
  const wanted = `${partitions} partitions and ${replication} replicas`;
  const message = `topics with ${wanted} could not be created: ${reasons.join('; ')}`;
  return new Fault('topics-not-created', message, { retriable: true, cause });
}

/** What the looking, and saying what was done, takes. */
interface Looking {
  readonly clock: Pick<Clock, 'after'>;
  readonly logger: Pick<Logger, 'info'>;
}

async function create(
  admin: Admin,
  { clock, logger }: Looking,
  names: readonly string[],
  settings: TopicSettings,
): Promise<void> {
  const existing = new Set(await askedAgain(clock, () => admin.listTopics()));
  const missing = names.filter((name) => !existing.has(name));
  if (missing.length === 0) return;
  const { partitions, replication, retentionMs } = settings;
  // False when another process was faster: then what it has created is looked at like any other.
  const configEntries = [
    { name: RETENTION, value: String(retentionMs) },
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
    { name: 'unclean.leader.election.enable', value: 'false' },
  ];
  const topics = missing.map((topic) => ({
    topic,
    numPartitions: partitions,
    replicationFactor: replication,
    configEntries,
  }));
  try {
    await admin.createTopics({ waitForLeaders: true, topics });
  } catch (error) {
    if (!(error instanceof KafkaJSAggregateError)) throw error;
    const reasons = refusalsOf(error);
    if (reasons.length > 0) throw notCreated(reasons, settings, error);
  }
  logger.info({ topics: missing, partitions, replication, retentionMs }, 'topics created');
}

const wrong = (code: string, message: string): Fault => new Fault(code, message, { retriable: false });

async function checkPartitions(
  admin: Admin,
  { clock }: Looking,
  names: readonly string[],
  { partitions }: TopicSettings,
): Promise<void> {
  const { topics } = await askedAgain(clock, () => admin.fetchTopicMetadata({ topics: [...names] }));
  for (const { name, partitions: found } of topics) {
    if (found.length < partitions) {
      throw wrong('topic-partitions', `topic ${name} has ${found.length} partitions, ${partitions} are configured`);
    }
  }
}

async function checkRetention(admin: Admin, names: readonly string[], { retentionMs }: TopicSettings): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: [RETENTION] })),
  });
  for (const { resourceName, configEntries } of resources) {
    const found = configEntries.find(({ configName }) => configName === RETENTION)?.configValue;
    if (found !== String(retentionMs)) {
      throw wrong('topic-retention', `topic ${resourceName} has ${RETENTION}=${found}, ${retentionMs} is configured`);
    }
  }
}

export function topicsOf(cluster: Pick<Cluster, 'ask'>, looking: Looking, settings: TopicSettings): Topics {
  const wanted = new Set<string>();
  const inOrder = new Set<string>();

  async function ensure(names: readonly string[]): Promise<void> {
    for (const name of names) wanted.add(name);
    const unknown = names.filter((name) => !inOrder.has(name));
    if (unknown.length === 0) return;
    await cluster.ask(`topics ${unknown.join()}`, async (admin) => {
      await create(admin, looking, unknown, settings);
      await checkPartitions(admin, looking, unknown, settings);
      await checkRetention(admin, unknown, settings);
    });
    for (const name of unknown) inOrder.add(name);
  }

  return {
    ensure,
    check: () => ensure([...wanted]),
    doubt(names) {
      for (const name of names) inOrder.delete(name);
    },
  };
}
