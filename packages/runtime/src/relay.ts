import { topicOf } from '@huitang/contracts';
import { messageOf } from './faults.ts';
import type { Logger } from './logger.ts';
import type { Commit } from './ports/event-log.ts';
import { needsPublishing } from './public-events.ts';
import { createBacklog } from './relay/backlog.ts';
import type { Lease } from './relay/lease.ts';
import { createOwnCommits } from './relay/own-commits.ts';
import { createTelling, type TellingContext } from './relay/telling.ts';

const LOOK_MS = 1_000;
const BACKOFF_MAX_MS = 10_000;
const DRAIN_LOOK_MS = 50;

export interface Relay {
  /** This process has just appended it: it is told at once. */
  appended(commit: Commit): void;
  /** Resolves when everything in the log has been told, by whichever process; rejects when log or bus does. */
  drain(): Promise<void>;
  start(): void;
  /** Ends when what this process has appended is told, or cannot be. */
  stop(): Promise<void>;
}

interface RelayContext extends TellingContext {
  readonly logger: Logger;
  /** Where several processes relay for one service: who of them tells what was left behind. */
  readonly lease?: Lease;
}

/** One after the other: two at once would tell the same commits twice, or a stream out of order. */
function inTurn(): <T>(task: () => Promise<T>) => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = underWay.then(task);
    // Whoever asked for it hears that it failed; the next one is another try.
    underWay = mine.catch(() => undefined);
    return mine;
  };
}

/** What a relay does, each in its turn. */
function tasksOf(context: RelayContext) {
  const { log, clock, lease } = context;
  const telling = createTelling(context);
  const own = createOwnCommits(log, telling);
  const isMine = (): boolean => lease?.isMine() ?? true;
  const backlog = createBacklog({ log, tell: telling.tell, isLeftAlone: own.has, isMine });
  const next = inTurn();
  // What whoever had it before has left behind nobody is about to tell.
  let isFirst = true;

  async function tellOwn(): Promise<void> {
    while (!own.isEmpty()) await next(own.tellSome);
  }

  async function tellBacklog(): Promise<void> {
    if (!isMine()) {
      isFirst = true;
      return;
    }
    await next(() => backlog.tellWaiting(isFirst ? 'all' : 'old'));
    isFirst = false;
  }

  async function drain(): Promise<void> {
    for (;;) {
      await tellOwn();
      if (isMine()) await next(() => backlog.tellWaiting('all'));
      if (own.isEmpty() && (await log.unpublished(1)).length === 0) return;
      if (!isMine()) await new Promise<void>((resolve) => void clock.after(DRAIN_LOOK_MS, resolve));
    }
  }

  return { own, tellOwn, tellBacklog, drain };
}

/**
 * Carries a service's public events from its log to the bus: at least once, in stream order, none skipped, because the
 * mark in the log is cleared only after the bus has taken the message. Each process tells what it has appended itself, from
 * memory; where a stream has something of another process's to be told before, both are read from the log. What is left
 * there, by a process that ended or a bus that was away, is told by one of them. Two relays may repeat; they never skip.
 */
export function relayOf(context: RelayContext): Relay {
  const { service, clock, logger, lease } = context;
  const { own, tellOwn, tellBacklog, drain } = tasksOf(context);
  let started = false;
  let failures = 0;
  let cancelLook = (): void => {};
  let telling: Promise<void> | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function trying(task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (error) {
      failures += 1;
      // It is marked in the log, where it takes no memory until the bus is back.
      own.forget();
      logger.warn({ service, topic: topicOf(service), error: messageOf(error) }, 'relay will try again');
      return false;
    }
  }

  function look(): void {
    if (!started) return;
    looking = trying(tellBacklog).then((succeeded) => {
      if (succeeded) failures = 0;
      const delayMs = failures === 0 ? LOOK_MS : Math.min(BACKOFF_MAX_MS, 100 * 2 ** failures);
      if (started) cancelLook = clock.after(delayMs, look);
    });
  }

  function tellSoon(): void {
    telling ??= trying(tellOwn).then(() => {
      telling = undefined;
      // Appended while it was about to end.
      if (!own.isEmpty()) tellSoon();
    });
  }

  return {
    appended(commit) {
      // Marked in the log it is: then the backlog, or the next start, has it.
      if (!started || failures > 0 || !needsPublishing(commit)) return;
      own.add(commit);
      tellSoon();
    },
    drain,
    start() {
      started = true;
      looking = (lease?.start() ?? Promise.resolve()).then(look);
    },
    async stop() {
      started = false;
      cancelLook();
      await telling;
      await looking;
      await lease?.stop();
    },
  };
}
