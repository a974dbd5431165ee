import { messageOf } from '@huitang/runtime';
import type { EachBatchPayload, IMemberAssignment, TopicPartitionOffset } from 'kafkajs';
import { type Attempt, type AttemptContext, endAttempt, newAttempt } from './attempt.ts';
import { within } from './deadline.ts';
import type { Topics } from './topics.ts';

const CONNECT_AGAIN_MS = 250;
const CONNECT_AGAIN_MAX_MS = 5_000;
export interface ConsumingContext extends AttemptContext {
  /** Their names on the cluster. */
  readonly topics: readonly string[];
  readonly provisioned: Topics;
}

export interface ConsumingEvents {
  /** The group has been divided; another `member` than before has nothing of what that one had. */
  readonly joined: (member: string, assignment: IMemberAssignment) => void;
  readonly left: () => void;
  readonly batch: (payload: EachBatchPayload) => Promise<void>;
}

/** A consumer that is there whenever the cluster is. */
export interface Consuming {
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  stop(): Promise<void>;
}

interface Loop extends ConsumingContext {
  readonly events: ConsumingEvents;
  attempt: Attempt | undefined;
  connecting: Promise<void>;
  stopped: boolean;
  failures: number;
  callOff: () => void;
}

/** Waits longer with each failure in a row; kafkajs by itself gives up for good when no broker is there (#1034). */
function again(loop: Loop, error: unknown): void {
  const { groupId, clock, logger, events, attempt } = loop;
  loop.attempt = undefined;
  if (attempt) void endAttempt(loop, attempt);
  events.left();
  if (loop.stopped) return;
  const afterMs = Math.min(CONNECT_AGAIN_MAX_MS, CONNECT_AGAIN_MS * 2 ** loop.failures);
  loop.failures += 1;
  logger.warn({ groupId, error: messageOf(error), afterMs }, 'not consuming, will connect again');
  loop.callOff = clock.after(afterMs, () => {
    loop.connecting = connect(loop);
  });
}

function listen(loop: Loop, attempt: Attempt): void {
  const { consumer } = attempt;
  const isCurrent = (): boolean => loop.attempt === attempt && !loop.stopped;
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    if (!isCurrent()) return;
    loop.failures = 0;
    loop.events.joined(payload.memberId, payload.memberAssignment);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (isCurrent()) again(loop, payload.error);
  });
}

async function run(loop: Loop, attempt: Attempt): Promise<void> {
  const { topics, clock, timings, events } = loop;
  const { consumer } = attempt;
  await within(clock, timings.askDeadlineMs, 'consumer connects', consumer.connect());
  // Where a group's offset is unknown or out of range kafkajs goes to the newest message by default and so leaves out
  // all others without a word (#1119). From the beginning it repeats, which consumers expect.
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    // `resolveOffset` says what to fetch next and nothing else: what has been handled is committed by `commit`.
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      if (loop.attempt === attempt) await events.batch(payload);
    },
  });
}

async function connect(loop: Loop): Promise<void> {
  try {
    await loop.provisioned.ensure(loop.topics);
    if (loop.stopped) return;
    loop.attempt = newAttempt(loop);
    listen(loop, loop.attempt);
    await run(loop, loop.attempt);
  } catch (error) {
    again(loop, error);
  }
}

async function stop(loop: Loop): Promise<void> {
  const { groupId, clock, timings, logger } = loop;
  loop.stopped = true;
  loop.callOff();
  try {
    // kafkajs cannot be stopped while it joins: it would be a member that nobody knows of.
    await within(clock, timings.askDeadlineMs, 'consumer joins', loop.connecting);
  } catch (error) {
    logger.warn({ groupId, error: messageOf(error) }, 'consumer ended while joining');
  }
  if (loop.attempt) await endAttempt(loop, loop.attempt);
}

export function keepConsuming(context: ConsumingContext, events: ConsumingEvents): Consuming {
  const loop: Loop = {
    ...context,
    events,
    attempt: undefined,
    connecting: Promise.resolve(),
    stopped: false,
    failures: 0,
    callOff: () => {},
  };
  loop.connecting = connect(loop);
  return {
    async commit(offsets) {
      const committed = loop.attempt?.consumer.commitOffsets([...offsets]);
      // kafkajs would go on trying for minutes; what is not committed now will be with what comes next.
      if (committed) await within(context.clock, context.timings.askDeadlineMs, 'commit', committed);
    },
    stop: () => stop(loop),
  };
}
