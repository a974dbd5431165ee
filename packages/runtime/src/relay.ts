import { isPublic, topicOf } from '@huitang/contracts';
import { messageOf } from './faults.ts';
import type { Logger } from './logger.ts';
import { busMessage, messagesOf } from './messages.ts';
import type { Metrics } from './metrics.ts';
import type { Clock } from './ports/clock.ts';
import type { EventBus } from './ports/event-bus.ts';
import type { Commit, EventLog } from './ports/event-log.ts';

const BATCH_COMMITS = 500;
const POLL_MS = 1_000;
const BACKOFF_MAX_MS = 10_000;

export interface Relay {
  /** Something was appended: publish soon. */
  wake(): void;
  /** Publishes everything unpublished now, after the batch under way if there is one; rejects when log or bus does. */
  drain(): Promise<void>;
  start(): void;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
}

export const needsPublishing = (commit: Commit): boolean => commit.events.some((event) => isPublic(event.type));

export const publicEventsIn = (commit: Commit): number => commit.events.filter((event) => isPublic(event.type)).length;

interface RelayContext {
  readonly service: string;
  readonly log: EventLog;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Hands what is unpublished to the bus and then clears its marks; how many commits it were. */
async function publishBatch({ service, log, bus, clock, metrics }: RelayContext): Promise<number> {
  const commits = await log.unpublished(BATCH_COMMITS);
  if (commits.length === 0) return 0;
  const messages = commits.flatMap((commit) =>
    messagesOf(service, commit).map((message) => busMessage(service, message)),
  );
  await bus.publish(messages);
  const now = clock.now();
  for (const { at } of commits) {
    metrics.publishSeconds.observe({ service }, Math.max(0, now - Date.parse(at)) / 1000);
  }
  await log.markPublished(commits.map(({ stream, version }) => ({ stream, version })));
  metrics.published.inc({ service }, messages.length);
  return commits.length;
}

/** One batch after another, whoever asks for it: two at once would publish the same commits twice. */
function drainOf(context: RelayContext): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve();
  function nextBatch(): Promise<number> {
    const batch = underWay.then(() => publishBatch(context));
    // Whoever asked for it hears that it failed; the next one is another try.
    underWay = batch.catch(() => undefined);
    return batch;
  }
  return async () => {
    while ((await nextBatch()) > 0);
  };
}

/**
 * Carries a service's public events from its log to the bus: at least once, in stream order, none skipped, because the
 * mark in the log is cleared only after the bus has taken the message. Two relays of one service repeat; they never skip.
 */
export function relayOf(context: RelayContext): Relay {
  const { service, clock, logger } = context;
  const drain = drainOf(context);
  let running: Promise<void> | undefined;
  let again = false;
  let started = false;
  let cancelPoll = (): void => {};
  let failures = 0;

  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await drain();
      } while (again);
      failures = 0;
    } catch (error) {
      failures += 1;
      logger.warn({ service, topic: topicOf(service), error: messageOf(error) }, 'relay will try again');
    }
  }

  function poll(): void {
    cancelPoll();
    const delayMs = failures === 0 ? POLL_MS : Math.min(BACKOFF_MAX_MS, 100 * 2 ** failures);
    if (started) cancelPoll = clock.after(delayMs, wake);
  }

  function wake(): void {
    again = true;
    if (!started || running) return;
    running = run().finally(() => {
      running = undefined;
      if (again && failures === 0 && started) wake();
      else poll();
    });
  }

  return {
    wake,
    drain,
    start() {
      started = true;
      wake();
    },
    async stop() {
      started = false;
      cancelPoll();
      await running;
    },
  };
}
