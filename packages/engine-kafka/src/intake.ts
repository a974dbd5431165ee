import type { Logger } from '@huitang/runtime';
import type { Lanes } from '@huitang/runtime/bus-lanes';
import type { Batch, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Assignment } from './assignment.ts';
import { itemOf, type KafkaItem, type Partition } from './partition.ts';
import { SUBJECT } from './publisher.ts';

/** Messages in memory, handled or waiting to be; a blocked subject stops others only when all of these are its own. */
const OPEN_MESSAGES_MAX = 5_000;
const OPEN_CHARACTERS_MAX = 64_000_000;

export interface IntakeContext {
  readonly groupId: string;
  readonly assignment: Assignment;
  readonly lanes: Lanes<KafkaItem>;
  readonly logger: Logger;
  readonly heartbeatMs: number;
  /** Messages are in the lanes, or a place was left for others. */
  readonly moved: () => void;
}

/** Takes messages off the partitions into lanes, so many at a time that memory stays bounded. */
export interface Intake {
  /**
   * kafkajs's `eachBatch`. It ends when the messages are in the lanes, not when they have been handled: so a handler
   * that takes long, or is tried again for an hour, never keeps the consumer from its heartbeat, for which it would be
   * put out of the group and get the same message again for ever (#1396).
   */
  take(payload: EachBatchPayload): Promise<void>;
  /** The item is off this group's hands. */
  finished(item: KafkaItem): void;
  /** Fetches again from partitions that were left alone, if there is room. */
  resume(): void;
}

interface Taking extends IntakeContext {
  messages: number;
  characters: number;
}

const isFull = ({ messages, characters }: Taking, share = 1): boolean =>
  messages >= OPEN_MESSAGES_MAX * share || characters >= OPEN_CHARACTERS_MAX * share;

/** The stream it belongs to. What others have put into the topic may have none: then its key has to keep the order. */
function subjectOf({ headers, key }: KafkaMessage): string {
  const [subject] = [headers?.[SUBJECT] ?? key ?? ''].flat();
  return String(subject);
}

/** The partition a batch belongs to, or undefined when it is not ours to handle. */
function partitionOf({ assignment, groupId, logger }: Taking, batch: Batch): Partition | undefined {
  const { topic, partition: number } = batch;
  const partition = assignment.get(topic, number);
  // kafkajs may go on with partitions that were taken away (#1046, #1122).
  if (!partition) return undefined;
  const first = Number(batch.messages[0]?.offset ?? batch.firstOffset());
  const isCut = Number(batch.highWatermark) < partition.next() || (first < partition.next() && !partition.repeats);
  if (!isCut) return partition;
  logger.warn({ groupId, topic, partition: number, first }, 'the topic begins anew, everything in it comes again');
  return assignment.renew(partition, first);
}

function takeOne(taking: Taking, partition: Partition, message: KafkaMessage): void {
  const offset = Number(message.offset);
  // After the group has been divided anew, what is in the lanes, or handled and not committed, is fetched once more.
  if (offset < partition.next()) return;
  partition.repeats = false;
  const body = message.value?.toString() ?? '';
  partition.take(offset);
  taking.messages += 1;
  taking.characters += body.length;
  taking.lanes.add(subjectOf(message), [itemOf(partition, offset, body, false)]);
}

async function take(taking: Taking, payload: EachBatchPayload): Promise<void> {
  const { assignment, heartbeatMs } = taking;
  const { batch, heartbeat, resolveOffset, isRunning, isStale, pause } = payload;
  while (!assignment.isKnown()) {
    await assignment.known(heartbeatMs);
    if (!isRunning()) return;
    await heartbeat();
  }
  const partition = partitionOf(taking, batch);
  if (!partition) return;
  for (const message of batch.messages) {
    if (!isRunning() || isStale() || partition.lost) return;
    if (isFull(taking)) {
      partition.resume = pause();
      return;
    }
    takeOne(taking, partition, message);
    resolveOffset(message.offset);
    // Rejects when the group is being divided anew: what is left of the batch is fetched again, by whoever has it then.
    await heartbeat();
  }
}

export function createIntake(context: IntakeContext): Intake {
  const taking: Taking = { ...context, messages: 0, characters: 0 };
  return {
    async take(payload) {
      try {
        await take(taking, payload);
      } finally {
        context.moved();
      }
    },
    finished({ body }) {
      taking.messages -= 1;
      taking.characters -= body.length;
    },
    resume() {
      if (isFull(taking, 0.5)) return;
      for (const partition of context.assignment.owned()) {
        partition.resume?.();
        partition.resume = undefined;
      }
    },
  };
}
