import { randomUUID } from 'node:crypto';
import { openKafka } from '@huitang/engine-kafka';
import { openMongo } from '@huitang/engine-mongo';
import { runningEngines } from '@huitang/local-engines';
import {
  type BusSubscription,
  busMessagesOf,
  type Collection,
  type CollectionDefinition,
  type Commit,
  type Consumer,
  createLogger,
  createMetrics,
  type Platform,
  startConsumer,
} from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';

interface Row {
  readonly version: number;
}

/** A version of a service with one read model, as one process runs it. */
export interface Version {
  readonly platform: Platform;
  readonly rows: Collection<Row>;
  readonly consumer: Consumer;
  /** The streams of the events it has handled, one by one. */
  readonly handled: readonly string[];
  start(): Promise<BusSubscription>;
  /** As many as there are. */
  shown(): Promise<number>;
  close(): Promise<void>;
}

interface VersionOptions {
  /** What is shown, so that another list is another definition. */
  readonly indexes?: CollectionDefinition['indexes'];
  /** Awaited before an event is handled. */
  readonly before?: (stream: string) => Promise<void> | undefined;
}

/** Names that nobody else has on the engines. */
export const newInstallation = (): string => `u${randomUUID().slice(0, 8)}`;

/** The parts of a platform that a consumer stands on. */
async function openPlatform(installation: string): Promise<Platform> {
  const { kafka: brokers, mongo: server } = await runningEngines();
  const [clock, ids, logger] = [nodeClock(), nodeIds(), createLogger('silent')];
  const common = { clock, ids, logger };
  const mongo = await openMongo({
    ...common,
    uri: server.uri,
    database: installation,
    service: 'calendar',
    allowStandIn: true,
  });
  const kafka = await openKafka({
    ...common,
    brokers: brokers.brokers,
    clientId: 'upgraded',
    topicPrefix: `${installation}.`,
    partitions: 2,
    replication: 1,
    retentionMs: -1,
    parked: mongo.records,
    onStalled: () => {},
    timings: { sessionTimeoutMs: 6_000, heartbeatMs: 200, rebalanceTimeoutMs: 6_000, fetchWaitMs: 50 },
  });
  const parts = { ...common, bus: kafka.bus, views: mongo.views, records: mongo.records, metrics: createMetrics() };
  return {
    ...parts,
    history: async () => [],
    async close() {
      await kafka.close();
      await mongo.close();
    },
  } as unknown as Platform;
}

export async function openVersion(installation: string, options: VersionOptions = {}): Promise<Version> {
  const { indexes = [['version']], before } = options;
  const platform = await openPlatform(installation);
  const rows = platform.views.collection<Row>({ name: 'rows', fields: { version: 'number' }, indexes });
  const handled: string[] = [];
  const consumer: Consumer = {
    group: 'calendar.views',
    services: ['room-allocation'],
    rebuilds: [rows],
    handlers: {
      async CenterRenamed(_, { source }) {
        await before?.(source.stream);
        await rows.put(source.stream, { version: source.version }, source);
        handled.push(source.stream);
      },
    },
  };
  return {
    platform,
    rows,
    consumer,
    handled,
    start: () => startConsumer(platform, consumer),
    shown: async () => (await rows.find({ limit: 5_000 })).items.length,
    close: () => platform.close(),
  };
}

/** The n-th event of each stream. */
export function publish({ platform }: Version, streams: readonly string[], version = 1): Promise<void> {
  const commits = streams.map(
    (stream): Commit => ({
      stream,
      version,
      commandId: `${stream}-${version}`,
      bodyHash: 'x',
      at: '2026-07-01T00:00:00.000Z',
      principal: 'tester',
      causationId: null,
      partitionKey: stream,
      previous: version === 1 ? null : `${version - 1}.0`,
      events: [{ type: 'CenterRenamed', data: renamed(stream, version) }],
    }),
  );
  return platform.bus.publish(commits.flatMap((commit) => busMessagesOf('room-allocation', commit)));
}

const renamed = (stream: string, displayRevision: number) => ({
  centerId: stream.slice('center/'.length),
  name: { zh: '会堂', en: 'Hall' },
  formerName: { zh: '旧会堂', en: 'Old hall' },
  displayRevision,
  displayChangedAt: '2026-07-01T00:00:00.000Z',
});
