import { type BusHandler, type Clock, type Ids, type Logger, messageOf } from '@huitang/runtime';
import { createLaneRunner, createLanes, type LaneRunner, type Lanes } from '@huitang/runtime/bus-lanes';
import type { BusStore } from './bus-store.ts';
import { createIntake, type Intake } from './intake.ts';
import { parkedItem, parkingStore, type StoredItem } from './parked-items.ts';
import { createPosition, type GroupPosition } from './position.ts';
import type { Tail } from './tail.ts';

const READ_AGAIN_MS = 1_000;

export interface RunnerContext {
  readonly group: string;
  readonly topics: readonly string[];
  /** Messages of other types are left out. */
  readonly wants: (type: string) => boolean;
  readonly handler: BusHandler;
  /** Awaited before it is kept that something was handled. */
  readonly beforeKept: () => Promise<void>;
  readonly store: BusStore;
  readonly tail: Tail;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Called whenever nothing is left to do. */
  readonly quiet: () => void;
}

export interface GroupRunner {
  /** Something was published. */
  wake(): void;
  isIdle(): boolean;
  /** Nothing of the subject is left to be handled, nor set aside. */
  hasHandled(subject: string): boolean;
  lag(): number;
  /** How long the message that waits for longest has been, in milliseconds. */
  waitingMs(): number;
  /** Delivers a parked subject again; resolves when its messages are in the queue. */
  replay(subject: string): Promise<void>;
  /** Does not save its position any more. */
  detach(): void;
  /** Starts no handler any more and forgets those that run; resolves when it is saved how far the group has come. */
  stop(): Promise<void>;
  /** As `stop`, but waits for the handlers and saves how far the group has come. */
  close(): Promise<void>;
}

interface Runner extends RunnerContext {
  readonly lanes: Lanes<StoredItem>;
  readonly intake: Intake;
  readonly position: GroupPosition;
  readonly worker: LaneRunner<StoredItem>;
  readonly state: { detached: boolean; callOffPump: () => void };
}

const warn = ({ group, logger }: RunnerContext, error: unknown, what: string): void =>
  logger.warn({ group, error: messageOf(error) }, what);

const isIdle = ({ lanes, intake }: Runner): boolean => lanes.isEmpty() && intake.isDrained();

function pumpAfter(runner: Runner, ms: number): void {
  runner.state.callOffPump();
  runner.state.callOffPump = runner.clock.after(ms, () => runner.worker.pump());
}

function takeMore(runner: Runner): void {
  try {
    if (runner.intake.take()) pumpAfter(runner, 0);
  } catch (error) {
    warn(runner, error, 'cannot read messages, will try again');
    pumpAfter(runner, READ_AGAIN_MS);
  }
}

function stop({ worker, state }: Runner): void {
  worker.stop();
  state.callOffPump();
}

/** What is not saved comes again at the next subscription, which consumers expect. */
const save = (runner: Runner): Promise<void> =>
  runner.position.save().catch((error: unknown) => warn(runner, error, 'position not saved'));

const lag = ({ worker, intake, position, store, topics }: Runner): number =>
  worker.queued() + (intake.isDrained() ? 0 : store.countAfter(position.taken(), topics));

/** What is parked stays so; what was being delivered again when the process ended is the first in its lane. */
function fillParked({ group, store, lanes, worker }: Runner): void {
  for (const subject of store.parkedSubjects(group, false)) worker.parking.add(subject);
  for (const subject of store.parkedSubjects(group, true)) {
    lanes.add(
      subject,
      store.parkedOffsets(group, subject).map((offset) => parkedItem(store, offset)),
    );
  }
}

function createRunner(context: RunnerContext): Runner {
  const { group, store, tail, clock } = context;
  const state = { detached: false, callOffPump: () => {} };
  const lanes = createLanes<StoredItem>();
  const position = createPosition(
    store.position(group),
    clock,
    context.beforeKept,
    (low) => store.savePosition(group, low),
    (error) => warn(context, error, 'position not saved, will try again'),
  );
  const intake = createIntake({ topics: new Set(context.topics), wants: context.wants }, tail, position, lanes);
  const worker = createLaneRunner<StoredItem>({
    ...context,
    store: parkingStore(group, store, () => state.detached),
    lanes,
    finished: intake.finished,
    isGone: () => false,
    takeMore: () => takeMore(runner),
    pumped: () => isIdle(runner) && context.quiet(),
  });
  const runner: Runner = { ...context, lanes, intake, position, worker, state };
  return runner;
}

/** Delivers a group's messages: each subject in order, different subjects side by side. */
export function groupRunner(context: RunnerContext): GroupRunner {
  const runner = createRunner(context);
  fillParked(runner);
  pumpAfter(runner, 0);
  return {
    wake: () => runner.worker.pump(),
    isIdle: () => isIdle(runner),
    hasHandled: (subject) =>
      runner.intake.isDrained() && !runner.lanes.has(subject) && !runner.worker.parking.has(subject),
    lag: () => lag(runner),
    waitingMs: () => runner.worker.waitingMs(),
    replay: (subject) => runner.worker.replay(subject),
    detach() {
      runner.state.detached = true;
      runner.position.detach();
    },
    stop() {
      stop(runner);
      return save(runner);
    },
    async close() {
      stop(runner);
      await runner.worker.settled();
      await save(runner);
    },
  };
}
