import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import { createLine } from './line.ts';
import { bridgedTo } from './log-bridge.ts';
import { mendNegativeTimer } from './negative-timer.ts';
import type { KafkaOptions } from './options.ts';

const RETRY: RetryOptions = {
  initialRetryTime: 300,
  maxRetryTime: 30_000,
  retries: 10,
  // A consumer that kafkajs starts again by itself is one nobody knows of: our own loop makes a new one.
  restartOnFailure: async () => false,
};

/** For what is asked in a loop of ours, which waits by itself and wants to know soon. */
const QUICK: RetryOptions = { ...RETRY, initialRetryTime: 50, retries: 2 };

export interface Client {
  readonly kafka: Kafka;
  /** Ends its connections at once and for good. */
  cut(): void;
}

/**
 * A client with the settings of docs/reliability.md. One for each consumer and producer: the consumers of a kafkajs
 * client share what they know of a group's offsets, and two of one group would mislead each other.
 */
export function newClient(options: KafkaOptions, how: 'patient' | 'quick' = 'patient'): Client {
  const { brokers, clientId, sasl, ssl, logger } = options;
  mendNegativeTimer();
  const { socketFactory, cut } = createLine(options.socketFactory);
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    // Without it a half-open connection is waited on for ever.
    enforceRequestTimeout: true,
    retry: how === 'quick' ? QUICK : RETRY,
    logLevel: logLevel.INFO,
    logCreator: bridgedTo(logger),
    socketFactory,
    ...(sasl && { sasl }),
    ...(ssl !== undefined && { ssl }),
  });
  return { kafka, cut };
}
