import { messageOf } from '@huitang/runtime';
import { createGroupParts, type GroupContext, type GroupParts } from './group-parts.ts';
import { type Spans, startOf } from './offsets.ts';
import { type Partition, partitionKey } from './partition.ts';
import type { Progress } from './progress.ts';
import { createUntaken, type Untaken } from './untaken.ts';

/** A consumer group in this process. */
export interface Group {
  readonly context: GroupContext;
  readonly progress: Progress;
  /** True when everything before the ends of its partitions is off its hands. */
  hasReached(spans: Spans): boolean;
  /** What its partitions hold beyond that; undefined while it has not joined. */
  lag(spans: Spans): number | undefined;
  /** Where its partitions go on, by `partitionKey`; undefined while it has not joined. */
  next(): ReadonlyMap<string, number> | undefined;
  /** How long the item that is worked on for longest has been, in milliseconds. */
  waitingMs(): number;
  readonly untaken: Untaken;
  /** Subjects set aside here. */
  parkedHere(): readonly string[];
  /** Delivers the parked messages of a subject again; resolves when they are in its lane. */
  replay(subject: string): Promise<void>;
  /** Starts no handler any more, leaves those that run behind, keeps nothing. */
  stop(): Promise<void>;
  /** As `stop`, but waits for the handlers and keeps how far the group has come. */
  close(): Promise<void>;
}

function untaken(partition: Partition, spans: Spans): number {
  const span = spans.get(partitionKey(partition.topic, partition.number));
  return span ? Math.max(0, span.high - startOf(span, partition.next())) : 0;
}

function lag({ assignment, worker }: GroupParts, spans: Spans): number | undefined {
  if (!assignment.isKnown()) return undefined;
  return assignment.owned().reduce((sum, partition) => sum + untaken(partition, spans), worker.queued());
}

function next({ assignment }: GroupParts): ReadonlyMap<string, number> | undefined {
  if (!assignment.isKnown()) return undefined;
  return new Map(assignment.owned().map((one) => [partitionKey(one.topic, one.number), one.next()]));
}

async function leave({ keeper, consuming, assignment }: GroupParts): Promise<void> {
  keeper.detach();
  await consuming.stop();
  assignment.left();
}

async function close(parts: GroupParts): Promise<void> {
  const { worker, keeper, context } = parts;
  worker.stop();
  await worker.settled();
  await keeper.keep().catch((error: unknown) => {
    context.logger.warn({ groupId: context.groupId, error: messageOf(error) }, 'offsets not committed');
  });
  await leave(parts);
}

export function openGroup(context: GroupContext): Group {
  const parts = createGroupParts(context);
  const { worker, lanes, progress } = parts;
  return {
    context,
    progress,
    hasReached: (spans) => lag(parts, spans) === 0 && lanes.isEmpty(),
    lag: (spans) => lag(parts, spans),
    next: () => next(parts),
    waitingMs: () => worker.waitingMs(),
    untaken: createUntaken(context.clock),
    parkedHere: () => [...worker.parking.all()],
    replay: (subject) => worker.replay(subject),
    async stop() {
      worker.stop();
      await leave(parts);
    },
    close: () => close(parts),
  };
}
