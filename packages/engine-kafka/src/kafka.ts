import type { EventBus } from '@huitang/runtime';
import { newClient } from './client.ts';
import { type Cluster, clusterOf } from './cluster.ts';
import { type BusContext, eventBus, lagOfGroup } from './event-bus.ts';
import { every } from './every.ts';
import { generationsIn } from './group-id.ts';
import { type KafkaOptions, timingsOf } from './options.ts';
import { parkedMessagesIn } from './parked-messages.ts';
import { publisherOf } from './publisher.ts';
import { lookForReplays } from './replays.ts';
import { topicsOf } from './topics.ts';
import { watch } from './watchdog.ts';

export interface KafkaEngine {
  readonly bus: EventBus;
  /** Rejects when the cluster does not answer, or a topic that is used is not as it is configured. */
  ready(): Promise<void>;
  /** Ends without waiting for handlers and without keeping how far they have come; subscriptions are closed before. */
  close(): Promise<void>;
}

function contextOf(options: KafkaOptions, cluster: Cluster): BusContext {
  const { clock, ids, logger, topicPrefix = '', parked } = options;
  const timings = timingsOf(options);
  const nameOf = (name: string): string => `${topicPrefix}${name}`;
  const topics = topicsOf(cluster, { clock, logger }, options);
  return {
    clock,
    ids,
    logger,
    newClient: () => newClient(options),
    cluster,
    provisioned: topics,
    publisher: publisherOf({
      newClient: () => newClient(options),
      topics,
      nameOf,
      clock,
      logger,
      connectMs: timings.askDeadlineMs,
      sendDeadlineMs: timings.sendDeadlineMs,
    }),
    generations: generationsIn(parked, ids),
    parked: parkedMessagesIn(parked),
    timings,
    nameOf,
    groups: new Map(),
    waiting: new Set(),
  };
}

/** Opens the bus. Needs nobody there: what is published before Kafka answers is refused with a retriable fault. */
export async function openKafka(options: KafkaOptions): Promise<KafkaEngine> {
  const { clock, logger, onStalled } = options;
  const timings = timingsOf(options);
  const cluster = clusterOf({
    newClient: () => newClient(options, 'quick'),
    clock,
    logger,
    deadlineMs: timings.askDeadlineMs,
  });
  const context = contextOf(options, cluster);
  const { groups, publisher, provisioned } = context;
  const lagOf = (group: Parameters<typeof lagOfGroup>[1]) => lagOfGroup(context, group);
  const { stallMs } = timings;
  const unwatch = watch({ groups: () => groups.values(), lagOf, clock, logger, stallMs, onStalled });
  const lookNoMore = every(clock, timings.lookForReplaysMs, async () => {
    for (const group of groups.values()) await lookForReplays(context.parked, group);
  });
  return {
    bus: eventBus(context),
    async ready() {
      await cluster.ask('cluster', (admin) => admin.describeCluster());
      await provisioned.check();
    },
    async close() {
      unwatch();
      lookNoMore();
      await Promise.all([...groups.values()].map((group) => group.stop()));
      groups.clear();
      await Promise.all([publisher.close(), cluster.close()]);
    },
  };
}
