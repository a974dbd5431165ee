import { openKafka } from '@huitang/engine-kafka';
import { openMongo } from '@huitang/engine-mongo';
import { createLogger } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import type { DistributedWorld } from './distributed.ts';

/** A way to the bus of an installation beside its services. */
export interface TestBus {
  publish(service: string, subject: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/** By service: its consumer groups. */
const groups = {
  scheduling: ['scheduling.views', 'scheduling.reactions'],
  'room-allocation': ['room-allocation.views', 'room-allocation.reactions', 'room-allocation.closures'],
  notification: ['notification.reactions'],
  calendar: ['calendar.views'],
} as const;

type Owner = keyof typeof groups;

/** The engines as the process of `service` opens them. */
async function openAs(service: Owner, { engines }: DistributedWorld) {
  const [clock, ids, logger] = [nodeClock(), nodeIds(), createLogger('silent')];
  const { uri, database, brokers, topicPrefix } = engines;
  const mongo = await openMongo({ uri, database, service, clock, logger, allowStandIn: true });
  const kafka = await openKafka({
    brokers: [...brokers],
    clientId: `test-${service}`,
    topicPrefix,
    partitions: 6,
    replication: 1,
    retentionMs: -1,
    clock,
    ids,
    logger,
    parked: mongo.records,
    onStalled: () => {},
  });
  return {
    bus: kafka.bus,
    async close() {
      await kafka.close();
      await mongo.close();
    },
  };
}

export async function openBus(world: DistributedWorld): Promise<TestBus> {
  const { bus, close } = await openAs('scheduling', world);
  return {
    publish: (service, subject, body) => bus.publish([{ topic: `${service}.events`, key: subject, subject, body }]),
    close,
  };
}

/** Lets every group of every service start from the beginning of its topics; to be called while the services are down. */
export async function rewindAll(world: DistributedWorld): Promise<void> {
  for (const service of Object.keys(groups) as Owner[]) {
    const { bus, close } = await openAs(service, world);
    for (const group of groups[service]) await bus.rewind(group);
    await close();
  }
}
