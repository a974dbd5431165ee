import { Fault } from '../faults.ts';
import { createDeliverer, type Deliverer, type DeliveryContext } from './delivery.ts';
import type { Item, Lane } from './lanes.ts';
import type { Parking } from './parking.ts';

const HANDLERS_MAX = 256;

export interface LaneRunnerContext<I extends Item> extends DeliveryContext<I> {
  /** Called first whenever something moves: may put more into the lanes. */
  readonly takeMore: () => void;
  /** Called after it, when everything that can be started is. */
  readonly pumped: () => void;
}

/** Works lanes off: each in order, different ones side by side. */
export interface LaneRunner<I extends Item> {
  readonly parking: Parking<I>;
  /** Starts what can be started. */
  pump(): void;
  /** Items that wait or are being handled. */
  queued(): number;
  /** How long the item that is worked on for longest has been, in milliseconds; 0 for none. What waits behind it came later. */
  waitingMs(): number;
  /** Delivers a parked subject again; resolves when its messages are in the lane. */
  replay(subject: string): Promise<void>;
  /** What is gone need not be waited for any more. */
  hurry(): void;
  /** Starts no handler any more. */
  stop(): void;
  /** Resolves when no handler runs. */
  settled(): Promise<void>;
}

interface Runner<I extends Item> extends LaneRunnerContext<I> {
  readonly running: Set<Promise<void>>;
  readonly state: { closed: boolean };
}

function start<I extends Item>(runner: Runner<I>, deliverer: Deliverer<I>, lane: Lane<I>): void {
  const { lanes, running } = runner;
  lane.state = 'running';
  const run = deliverer.work(lane).finally(() => {
    running.delete(run);
    if (lane.state === 'running') lanes.settle(lane);
    pump(runner, deliverer);
  });
  running.add(run);
}

function pump<I extends Item>(runner: Runner<I>, deliverer: Deliverer<I>): void {
  if (runner.state.closed) return;
  runner.takeMore();
  while (runner.running.size < HANDLERS_MAX) {
    const lane = runner.lanes.nextReady();
    if (!lane) break;
    start(runner, deliverer, lane);
  }
  runner.pumped();
}

function stop<I extends Item>({ group, lanes, state }: Runner<I>): void {
  state.closed = true;
  const gone = new Fault('subscription-closed', `group ${group} has ended its subscription`, { retriable: true });
  for (const lane of lanes.all()) {
    lane.callOff();
    for (const { reject } of lane.replays.splice(0)) reject(gone);
  }
}

function hurry<I extends Item>({ lanes, isGone }: Runner<I>): void {
  for (const lane of lanes.all()) {
    if (lane.state !== 'waiting' || !lane.items[0] || !isGone(lane.items[0])) continue;
    lane.callOff();
    lanes.ready(lane);
  }
}

function waitingMs<I extends Item>({ lanes, isGone, clock }: Runner<I>): number {
  const now = clock.now();
  let longest = 0;
  for (const { items, since } of lanes.all()) {
    if (since !== undefined && items[0] && !isGone(items[0])) longest = Math.max(longest, now - since);
  }
  return longest;
}

export function createLaneRunner<I extends Item>(context: LaneRunnerContext<I>): LaneRunner<I> {
  const { lanes, isGone } = context;
  const runner: Runner<I> = { ...context, running: new Set(), state: { closed: false } };
  const deliverer = createDeliverer(context, {
    pump: () => pump(runner, deliverer),
    isClosed: () => runner.state.closed,
  });
  return {
    parking: deliverer.parking,
    pump: () => pump(runner, deliverer),
    queued() {
      let queued = 0;
      for (const lane of lanes.all()) queued += lane.items.filter((item) => !isGone(item)).length;
      return queued;
    },
    waitingMs: () => waitingMs(runner),
    replay: (subject) =>
      new Promise((resolve, reject) => {
        const lane = lanes.of(subject);
        lane.replays.push({ resolve, reject });
        if (lane.state === 'idle') lanes.ready(lane);
        pump(runner, deliverer);
      }),
    hurry() {
      hurry(runner);
      pump(runner, deliverer);
    },
    stop: () => stop(runner),
    async settled() {
      await Promise.all(runner.running);
    },
  };
}
