import { type BusMessage, type Clock, Fault, type Logger, messageOf } from '@huitang/runtime';
import { Partitioners, type Producer, type TopicMessages } from 'kafkajs';
import { batchesOf } from './batches.ts';
import type { Client } from './client.ts';
import { unreachable } from './cluster.ts';
import { within } from './deadline.ts';
import { held } from './held.ts';
import type { Topics } from './topics.ts';

/** The header that says which stream a message belongs to: a body may be anything. */
export const SUBJECT = 'subject';

export interface PublisherContext {
  readonly newClient: () => Client;
  readonly topics: Topics;
  /** A topic's name on the cluster. */
  readonly nameOf: (topic: string) => string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly connectMs: number;
  readonly sendDeadlineMs: number;
}

export interface Publisher {
  /** Durable when it resolves. Rejects with a retriable fault where the cluster does not take it in time; it may have. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Who published something may do so again after a fault, so nothing rests on kafkajs's experimental idempotence. */
const producerOf = ({ kafka }: Client): Producer =>
  kafka.producer({
    // Named, or kafkajs warns of a default that changed years ago.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    idempotent: false,
    // More at once could change places when the first is tried again.
    maxInFlightRequests: 1,
  });

function byTopic(batch: readonly BusMessage[], nameOf: (topic: string) => string): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, subject, body } of batch) {
    const own = topics.get(topic) ?? { topic: nameOf(topic), messages: [] };
    topics.set(topic, own);
    own.messages.push({ key, value: body, headers: { [SUBJECT]: subject } });
  }
  return [...topics.values()];
}

const isTooLong = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'MESSAGE_TOO_LARGE';

const asFault = (error: unknown): Fault =>
  isTooLong(error)
    ? new Fault('message-too-long', messageOf(error), { retriable: false, cause: error })
    : unreachable('publish', error);

/** Sends with a deadline (kafkajs #919: a send on a half-open connection may never end), and after a failure anew. */
export function publisherOf(context: PublisherContext): Publisher {
  const { topics, nameOf, clock, sendDeadlineMs } = context;
  const producers = held({ ...context, make: producerOf });

  async function send(batch: readonly BusMessage[]): Promise<void> {
    const topicMessages = byTopic(batch, nameOf);
    try {
      await producers.use((producer) =>
        within(clock, sendDeadlineMs, 'send', producer.sendBatch({ acks: -1, topicMessages })),
      );
    } catch (error) {
      throw asFault(error);
    }
  }

  return {
    async publish(messages) {
      const names = [...new Set(messages.map(({ topic }) => nameOf(topic)))];
      // Asked first, as it fails soon where there is no broker; kafkajs would try to connect for minutes (#1034).
      await topics.ensure(names);
      try {
        for (const batch of batchesOf(messages)) await send(batch);
      } catch (error) {
        topics.doubt(names);
        throw error;
      }
    },
    close: producers.close,
  };
}
