import { randomUUID } from 'node:crypto';
import { type KafkaEngine, type KafkaOptions, openKafka } from '@huitang/engine-kafka';
import { runningEngines } from '@huitang/local-engines';
import { createLogger } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { Kafka, logLevel } from 'kafkajs';
import { memoryRecords } from './memory-records.ts';

/** What a broker allows at the least, and little waiting. */
const QUICK = { sessionTimeoutMs: 6_000, heartbeatMs: 200, rebalanceTimeoutMs: 6_000, fetchWaitMs: 50 };

/** A world of its own on the running broker: topics and groups begin with a prefix nobody else has. */
export async function newWorld(): Promise<KafkaOptions> {
  const { kafka } = await runningEngines();
  return {
    brokers: kafka.brokers,
    clientId: 'huitang-test',
    topicPrefix: `test-${randomUUID()}.`,
    partitions: 3,
    replication: 1,
    retentionMs: -1,
    clock: nodeClock(),
    ids: nodeIds(),
    logger: createLogger('silent'),
    parked: memoryRecords(),
    onStalled: () => {},
    timings: QUICK,
  };
}

export const openIn = (world: KafkaOptions, more: Partial<KafkaOptions> = {}): Promise<KafkaEngine> =>
  openKafka({ ...world, ...more, timings: { ...world.timings, ...more.timings } });

/** Runs `task` beside the engine, as an operator would. */
export async function asOperator<T>(
  { brokers }: KafkaOptions,
  task: (admin: ReturnType<Kafka['admin']>) => Promise<T>,
): Promise<T> {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'operator', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await task(admin);
  } finally {
    await admin.disconnect();
  }
}

/** The broker goes on after the tests: what they have made is taken back. */
export const removeWorld = (world: KafkaOptions): Promise<void> =>
  asOperator(world, async (admin) => {
    const own = (name: string): boolean => name.startsWith(world.topicPrefix ?? ' ');
    const topics = (await admin.listTopics()).filter(own);
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
