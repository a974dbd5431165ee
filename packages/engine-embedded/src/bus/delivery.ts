import { type BusHandler, type Clock, type Ids, isRetriable, type Logger, messageOf } from '@huitang/runtime';
import { backoffMs } from './backoff.ts';
import type { BusStore } from './bus-store.ts';
import type { Item, Lane, Lanes } from './lanes.ts';
import { createParking, type Parking } from './parking.ts';
import { parsedBody } from './parsed-body.ts';

/** Failures that trying again does not mend: after so many the subject is parked. */
const ATTEMPTS_MAX = 5;

export interface DeliveryContext {
  readonly group: string;
  readonly handler: BusHandler;
  /** Awaited before it is kept that something was handled. */
  readonly beforeKept: () => Promise<void>;
  readonly store: BusStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** What the runner gives: its lanes, and what it wants to know. */
export interface DeliveryHooks {
  readonly lanes: Lanes;
  /** The item is off this group's hands: handled, or set aside. */
  readonly finished: (item: Item) => void;
  /** A lane is ready that was not. */
  readonly pump: () => void;
  readonly isClosed: () => boolean;
  /** True when the group has been rewound: what it has not handled comes again from the beginning. */
  readonly isDetached: () => boolean;
}

interface Delivery extends DeliveryContext, DeliveryHooks {
  readonly parking: Parking;
}

function backOff({ lanes, pump, clock, ids }: Delivery, lane: Lane): void {
  lane.failures += 1;
  lane.state = 'waiting';
  lane.callOff = clock.after(backoffMs(lane.failures, ids.fraction()), () => {
    lanes.ready(lane);
    pump();
  });
}

async function failed(delivery: Delivery, lane: Lane, item: Item, error: unknown): Promise<void> {
  const { group, logger, parking } = delivery;
  if (!isRetriable(error)) lane.hopeless += 1;
  const about = { group, subject: lane.subject, offset: item.offset, error: messageOf(error) };
  if (lane.hopeless < ATTEMPTS_MAX) {
    logger.warn({ ...about, failures: lane.failures + 1 }, 'not handled, will try again');
    return backOff(delivery, lane);
  }
  try {
    await parking.setAside(lane, messageOf(error));
    logger.error(about, 'parked');
  } catch (cause) {
    logger.warn({ ...about, cause: messageOf(cause) }, 'cannot be parked, will try again');
    backOff(delivery, lane);
  }
}

function finish({ finished }: DeliveryHooks, lane: Lane, item: Item): void {
  lane.items.shift();
  lane.failures = 0;
  lane.hopeless = 0;
  finished(item);
}

async function deliver(delivery: Delivery, lane: Lane, item: Item): Promise<void> {
  const { group, store, handler, beforeKept, isClosed } = delivery;
  try {
    await handler(item.message ? parsedBody(item.message) : JSON.parse(store.body(item.offset)));
    if (item.parked) {
      await beforeKept();
      await store.unpark(group, lane.subject, item.offset);
    }
    finish(delivery, lane, item);
  } catch (error) {
    if (!isClosed()) await failed(delivery, lane, item, error);
  }
}

/** To the parked messages of its subject, or, when somebody asked for those, back from there. */
async function move(delivery: Delivery, lane: Lane): Promise<void> {
  const { group, logger, parking, isClosed } = delivery;
  try {
    if (lane.replays.length > 0) await parking.bringBack(lane);
    else await parking.setAside(lane, null);
  } catch (error) {
    if (isClosed()) return;
    logger.warn({ group, subject: lane.subject, error: messageOf(error) }, 'parked messages cannot be moved now');
    for (const { reject } of lane.replays.splice(0)) reject(error);
    backOff(delivery, lane);
  }
}

/**
 * Does the next piece of work of one lane: hand its first message to the handler, or set its messages aside, or bring
 * them back. Never rejects; a lane that has to wait is left in the state `waiting`.
 */
export function createDelivery(context: DeliveryContext, hooks: DeliveryHooks): (lane: Lane) => Promise<void> {
  const parking = createParking(context.group, context.store, {
    finish: (lane, item) => finish(hooks, lane, item),
    isDetached: hooks.isDetached,
  });
  const delivery = { ...context, ...hooks, parking };
  return async (lane) => {
    const item = lane.items[0];
    if (lane.replays.length > 0 || parking.has(lane.subject)) await move(delivery, lane);
    else if (item) await deliver(delivery, lane, item);
  };
}
