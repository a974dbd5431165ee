import { type BusHandler, messageOf } from '@huitang/runtime';
import {
  createKeeper,
  createLaneRunner,
  createLanes,
  type Keeper,
  type LaneRunner,
  type Lanes,
} from '@huitang/runtime/bus-lanes';
import { type Assignment, type AssignmentContext, createAssignment } from './assignment.ts';
import { type Consuming, type ConsumingContext, keepConsuming } from './consuming.ts';
import type { Division } from './division.ts';
import { createIntake, type Intake } from './intake.ts';
import { type Homes, parkingInRecords } from './parking-in-records.ts';
import { itemOf, type KafkaItem, type Partition } from './partition.ts';
import { createProgress, type Progress } from './progress.ts';

export interface GroupContext extends ConsumingContext, Omit<AssignmentContext, 'arrived' | 'lost'> {
  readonly handler: BusHandler;
  /** Awaited before it is kept that something was handled. */
  readonly beforeKept: () => Promise<void>;
  /** Something was done: whoever waits for the group may look again. */
  readonly moved: () => void;
}

/** What a group in this process consists of, wired. */
export interface GroupParts {
  readonly context: GroupContext;
  readonly lanes: Lanes<KafkaItem>;
  readonly homes: Homes;
  readonly assignment: Assignment;
  readonly intake: Intake;
  readonly worker: LaneRunner<KafkaItem>;
  readonly keeper: Keeper;
  readonly consuming: Consuming;
  readonly progress: Progress;
}

/** What the worker is made of. */
type BeforeWorker = Omit<GroupParts, 'worker' | 'consuming'>;

function arrived({ assignment, worker, lanes, homes, progress }: GroupParts, { arrivals, parked }: Division): void {
  for (const { subject, topic, partition: number } of parked) {
    const partition = assignment.get(topic, number);
    if (!partition) continue;
    worker.parking.add(subject);
    homes.set(subject, partition);
  }
  for (const { partition, released } of arrivals) {
    for (const { subject, messages } of released) {
      lanes.add(
        subject,
        messages.map(({ offset, body }) => itemOf(partition, offset, body, true)),
      );
    }
  }
  progress.moved();
  worker.pump();
}

/** Its lanes are forgotten: what waits in them is left out, what runs ends and counts no more. */
function lost({ homes, worker }: GroupParts, partition: Partition, successor?: Partition): void {
  partition.resume?.();
  for (const [subject, home] of homes) {
    if (home !== partition) continue;
    if (successor) homes.set(subject, successor);
    else {
      homes.delete(subject);
      worker.parking.forget(subject);
    }
  }
  worker.hurry();
}

function finished({ intake, keeper, progress }: BeforeWorker, item: KafkaItem): void {
  progress.moved();
  if (item.parked) return;
  intake.finished(item);
  item.partition.done(item.offset);
  if (!item.partition.lost) keeper.changed();
}

/**
 * Commits up to the oldest message not finished, so messages of a partition may be finished in any order. A commit of
 * something taken away meanwhile could at most set the next owner back, who then gets it again.
 */
async function keep({ context, assignment, consuming }: GroupParts): Promise<void> {
  const due = assignment
    .owned()
    .map((partition) => ({ partition, offset: partition.committable() }))
    .filter(({ partition, offset }) => offset !== partition.committed);
  if (due.length === 0) return;
  // Everything before these offsets has been handled by now, so it is among what is saved here.
  await context.beforeKept();
  const ours = due.filter(({ partition }) => !partition.lost);
  await consuming.commit(
    ours.map(({ partition: { topic, number }, offset }) => ({ topic, partition: number, offset: String(offset) })),
  );
  for (const { partition, offset } of ours) partition.committed = offset;
}

function workerOf(parts: BeforeWorker): LaneRunner<KafkaItem> {
  const { context, lanes, homes, assignment, intake, progress } = parts;
  const { id, parked, handler, moved } = context;
  return createLaneRunner<KafkaItem>({
    ...context,
    group: id.group,
    handler: progress.watched(handler),
    store: parkingInRecords(id, parked, homes, assignment),
    lanes,
    finished: (item) => finished(parts, item),
    isGone: ({ partition }) => partition.lost,
    takeMore: intake.resume,
    pumped: moved,
  });
}

export function createGroupParts(context: GroupContext): GroupParts {
  const { groupId, clock, logger, timings } = context;
  const lanes = createLanes<KafkaItem>();
  const progress = createProgress(clock);
  const homes: Homes = new Map();
  const assignment = createAssignment({
    ...context,
    arrived: (division) => arrived(parts, division),
    lost: (partition, successor) => lost(parts, partition, successor),
  });
  const moved = (): void => {
    progress.moved();
    parts.worker.pump();
  };
  const intake = createIntake({ ...context, assignment, lanes, heartbeatMs: timings.heartbeatMs, moved });
  const keeper = createKeeper(
    clock,
    () => keep(parts),
    (error) => logger.warn({ groupId, error: messageOf(error) }, 'offsets not committed, will try again'),
  );
  const before = { context, lanes, progress, homes, assignment, intake, keeper };
  const worker = workerOf(before);
  const consuming = keepConsuming(context, { ...assignment, batch: intake.take });
  const parts: GroupParts = { ...before, worker, consuming };
  return parts;
}
