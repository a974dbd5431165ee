import { Fault, messageOf } from '@huitang/runtime';
import { createDelivery, type DeliveryContext } from './delivery.ts';
import { createIntake, type Intake } from './intake.ts';
import { createLanes, type Lane, type Lanes } from './lanes.ts';
import { createPosition, type GroupPosition } from './position.ts';
import type { Tail } from './tail.ts';

const HANDLERS_MAX = 256;
const READ_AGAIN_MS = 1_000;

export interface RunnerContext extends DeliveryContext {
  readonly topics: readonly string[];
  readonly tail: Tail;
  /** Called whenever nothing is left to do. */
  readonly quiet: () => void;
}

export interface GroupRunner {
  /** Something was published. */
  wake(): void;
  isIdle(): boolean;
  lag(): number;
  /** Delivers a parked subject again; resolves when its messages are in the queue. */
  replay(subject: string): Promise<void>;
  /** Does not save its position any more. */
  detach(): void;
  /** Starts no handler any more and forgets those that run. */
  stop(): void;
  /** As `stop`, but waits for the handlers and saves how far the group has come. */
  close(): Promise<void>;
}

interface Runner extends RunnerContext {
  readonly lanes: Lanes;
  readonly intake: Intake;
  readonly position: GroupPosition;
  /** Does the next piece of work of a lane. */
  readonly work: (lane: Lane) => Promise<void>;
  readonly running: Set<Promise<void>>;
  readonly state: { closed: boolean; detached: boolean; callOffPump: () => void };
}

const warn = ({ group, logger }: RunnerContext, error: unknown, what: string): void =>
  logger.warn({ group, error: messageOf(error) }, what);

const isIdle = ({ lanes, intake }: Runner): boolean => lanes.isEmpty() && intake.isDrained();

function pumpAfter(runner: Runner, ms: number): void {
  runner.state.callOffPump();
  runner.state.callOffPump = runner.clock.after(ms, () => pump(runner));
}

function takeMore(runner: Runner): void {
  try {
    if (runner.intake.take()) pumpAfter(runner, 0);
  } catch (error) {
    warn(runner, error, 'cannot read messages, will try again');
    pumpAfter(runner, READ_AGAIN_MS);
  }
}

function start(runner: Runner, lane: Lane): void {
  const { lanes, running, work } = runner;
  lane.state = 'running';
  const run = work(lane).finally(() => {
    running.delete(run);
    if (lane.state === 'running') lanes.settle(lane);
    pump(runner);
  });
  running.add(run);
}

function pump(runner: Runner): void {
  if (runner.state.closed) return;
  takeMore(runner);
  while (runner.running.size < HANDLERS_MAX) {
    const lane = runner.lanes.nextReady();
    if (!lane) break;
    start(runner, lane);
  }
  if (isIdle(runner)) runner.quiet();
}

function stop({ group, lanes, state }: Runner): void {
  state.closed = true;
  state.callOffPump();
  const gone = new Fault('subscription-closed', `group ${group} has ended its subscription`, { retriable: true });
  for (const lane of lanes.all()) {
    lane.callOff();
    for (const { reject } of lane.replays.splice(0)) reject(gone);
  }
}

/** What is not saved comes again at the next subscription, which consumers expect. */
const save = (runner: Runner): Promise<void> =>
  runner.position.save().catch((error: unknown) => warn(runner, error, 'position not saved'));

function lag({ lanes, intake, position, store, topics }: Runner): number {
  let queued = 0;
  for (const lane of lanes.all()) queued += lane.items.length;
  return queued + (intake.isDrained() ? 0 : store.countAfter(position.taken(), topics));
}

function replay(runner: Runner, subject: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const lane = runner.lanes.of(subject);
    lane.replays.push({ resolve, reject });
    if (lane.state === 'idle') runner.lanes.ready(lane);
    pump(runner);
  });
}

/** What was being delivered again when the process ended is the first in its lane. */
function fillReleased({ group, store, lanes }: Runner): void {
  for (const subject of store.parkedSubjects(group, true)) {
    lanes.add(
      subject,
      store.parkedOffsets(group, subject).map((offset) => ({ offset, parked: true })),
    );
  }
}

function createRunner(context: RunnerContext): Runner {
  const { group, store, tail, clock } = context;
  const state = { closed: false, detached: false, callOffPump: () => {} };
  const lanes = createLanes();
  const position = createPosition(
    store.position(group),
    clock,
    context.beforeKept,
    (low) => store.savePosition(group, low),
    (error) => warn(context, error, 'position not saved, will try again'),
  );
  const intake = createIntake(new Set(context.topics), tail, position, lanes);
  const work = createDelivery(context, {
    lanes,
    finished: intake.finished,
    pump: () => pump(runner),
    isClosed: () => state.closed,
    isDetached: () => state.detached,
  });
  const runner: Runner = { ...context, lanes, intake, position, work, running: new Set(), state };
  return runner;
}

/** Delivers a group's messages: each subject in order, different subjects side by side. */
export function groupRunner(context: RunnerContext): GroupRunner {
  const runner = createRunner(context);
  fillReleased(runner);
  pumpAfter(runner, 0);
  return {
    wake: () => pump(runner),
    isIdle: () => isIdle(runner),
    lag: () => lag(runner),
    replay: (subject) => replay(runner, subject),
    detach() {
      runner.state.detached = true;
      runner.position.detach();
    },
    stop() {
      stop(runner);
      void save(runner);
    },
    async close() {
      stop(runner);
      await Promise.all(runner.running);
      await save(runner);
    },
  };
}
