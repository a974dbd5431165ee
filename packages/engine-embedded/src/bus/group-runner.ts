import { Fault, messageOf } from '@huitang/runtime';
import { createDelivery, type DeliveryContext } from './delivery.ts';
import { createLanes, type Item, type Lane } from './lanes.ts';
import { createPosition } from './position.ts';
import type { Tail } from './tail.ts';

const HANDLERS_MAX = 256;
/** Messages in memory, handled or waiting to be; a blocked subject stops others only when all of these are its own. */
const OPEN_MESSAGES_MAX = 5_000;
const OPEN_CHARACTERS_MAX = 64_000_000;
const BATCH = 500;
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

/** Delivers a group's messages: each subject in order, different subjects side by side. */
export function groupRunner(context: RunnerContext): GroupRunner {
  const { group, store, tail, clock, logger } = context;
  const topics = new Set(context.topics);
  const lanes = createLanes();
  const running = new Set<Promise<void>>();
  let characters = 0;
  let closed = false;
  let detached = false;
  let callOffPump = (): void => {};

  const warn = (error: unknown, what: string): void => logger.warn({ group, error: messageOf(error) }, what);
  const position = createPosition(
    store.position(group),
    clock,
    context.beforeKept,
    (low) => store.savePosition(group, low),
    (error) => warn(error, 'position not saved, will try again'),
  );
  const finished = ({ offset, message, parked }: Item): void => {
    if (parked) return;
    characters -= message?.body.length ?? 0;
    position.done(offset);
  };
  const work = createDelivery(context, {
    lanes,
    finished,
    pump,
    isClosed: () => closed,
    isDetached: () => detached,
  });

  const isIdle = (): boolean => lanes.isEmpty() && position.taken() >= tail.last();

  const isFull = (): boolean => position.open() >= OPEN_MESSAGES_MAX || characters >= OPEN_CHARACTERS_MAX;

  function pumpAfter(ms: number): void {
    callOffPump();
    callOffPump = clock.after(ms, pump);
  }

  /** Takes the next batch off the topics; what is left comes with the next turn, so a long backlog blocks nobody. */
  function take(): void {
    if (isFull() || position.taken() >= tail.last()) return;
    for (const message of tail.after(position.taken(), BATCH)) {
      const { offset, topic, subject, body } = message;
      position.take(offset, topics.has(topic));
      if (!topics.has(topic)) continue;
      characters += body.length;
      lanes.add(subject, [{ offset, message, parked: false }]);
    }
    if (position.taken() < tail.last() && !isFull()) pumpAfter(0);
  }

  function start(lane: Lane): void {
    lane.state = 'running';
    const run = work(lane).finally(() => {
      running.delete(run);
      if (lane.state === 'running') lanes.settle(lane);
      pump();
    });
    running.add(run);
  }

  function pump(): void {
    if (closed) return;
    try {
      take();
    } catch (error) {
      warn(error, 'cannot read messages, will try again');
      pumpAfter(READ_AGAIN_MS);
    }
    while (running.size < HANDLERS_MAX) {
      const lane = lanes.nextReady();
      if (!lane) break;
      start(lane);
    }
    if (isIdle()) context.quiet();
  }

  function stop(): void {
    closed = true;
    callOffPump();
    const gone = new Fault('subscription-closed', `group ${group} has ended its subscription`, { retriable: true });
    for (const lane of lanes.all()) {
      lane.callOff();
      for (const { reject } of lane.replays.splice(0)) reject(gone);
    }
  }

  // What is not saved comes again at the next subscription, which consumers expect.
  const save = (): Promise<void> => position.save().catch((error: unknown) => warn(error, 'position not saved'));

  for (const subject of store.parkedSubjects(group, true)) {
    const offsets = store.parkedOffsets(group, subject);
    const items = offsets.map((offset) => ({ offset, parked: true }));
    lanes.add(subject, items);
  }
  pumpAfter(0);

  return {
    wake: pump,
    isIdle,
    lag() {
      let queued = 0;
      for (const lane of lanes.all()) queued += lane.items.length;
      const behind = position.taken() >= tail.last() ? 0 : store.countAfter(position.taken(), context.topics);
      return queued + behind;
    },
    replay: (subject) =>
      new Promise((resolve, reject) => {
        const lane = lanes.of(subject);
        lane.replays.push({ resolve, reject });
        if (lane.state === 'idle') lanes.ready(lane);
        pump();
      }),
    detach() {
      detached = true;
      position.detach();
    },
    stop() {
      stop();
      void save();
    },
    async close() {
      stop();
      await Promise.all(running);
      await save();
    },
  };
}
