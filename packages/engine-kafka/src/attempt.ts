import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Consumer } from 'kafkajs';
import type { Client } from './client.ts';
import { within } from './deadline.ts';
import type { Timings } from './options.ts';

/** A message of ours has a few kilobytes: enough at once, and little to fetch again. */
const PARTITION_BYTES_MAX = 262_144;

export interface AttemptContext {
  readonly groupId: string;
  readonly newClient: () => Client;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timings: Timings;
}

/** One consumer; when it fails the next one takes its place. */
export interface Attempt {
  readonly consumer: Consumer;
  readonly cut: () => void;
}

export function newAttempt({ groupId, newClient, timings }: AttemptContext): Attempt {
  const { kafka, cut } = newClient();
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: timings.sessionTimeoutMs,
    heartbeatInterval: timings.heartbeatMs,
    rebalanceTimeout: timings.rebalanceTimeoutMs,
    maxBytesPerPartition: PARTITION_BYTES_MAX,
    maxWaitTimeInMs: timings.fetchWaitMs,
    allowAutoTopicCreation: false,
  });
  return { consumer, cut };
}

/** Leaves the group, so that others need not wait for the session to pass; then nothing of it is left. */
export async function endAttempt(
  { groupId, clock, timings, logger }: AttemptContext,
  { consumer, cut }: Attempt,
): Promise<void> {
  try {
    await within(clock, timings.askDeadlineMs, 'consumer ends', consumer.disconnect());
  } catch (error) {
    logger.warn({ groupId, error: messageOf(error) }, 'consumer not ended in order');
  }
  cut();
}
