import { isRetriable, messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { BusHandler } from '../ports/event-bus.ts';
import type { Ids } from '../ports/ids.ts';
import { backoffMs } from './backoff.ts';
import type { Item, Lane, Lanes } from './lanes.ts';
import { createParking, type Parking, type ParkingStore } from './parking.ts';

/** Failures that trying again does not mend: after so many the subject is parked. */
const ATTEMPTS_MAX = 5;

export interface DeliveryContext<I extends Item> {
  readonly group: string;
  readonly handler: BusHandler;
  /** Awaited before it is kept that something was handled. */
  readonly beforeKept: () => Promise<void>;
  readonly store: ParkingStore<I>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly lanes: Lanes<I>;
  /** The item is off this group's hands: handled, or set aside. */
  readonly finished: (item: I) => void;
  /** True when somebody else has this item to handle by now: it is left out, and no failure of it counts. */
  readonly isGone: (item: I) => boolean;
}

/** What the runner adds: how it goes on. */
export interface DeliveryHooks {
  /** A lane is ready that was not. */
  readonly pump: () => void;
  readonly isClosed: () => boolean;
}

interface Delivery<I extends Item> extends DeliveryContext<I>, DeliveryHooks {
  readonly parking: Parking<I>;
}

export interface Deliverer<I extends Item> {
  readonly parking: Parking<I>;
  /** Does the next piece of work of one lane. Never rejects; a lane that has to wait is left in the state `waiting`. */
  work(lane: Lane<I>): Promise<void>;
}

function backOff<I extends Item>({ lanes, pump, clock, ids }: Delivery<I>, lane: Lane<I>): void {
  lane.failures += 1;
  lane.state = 'waiting';
  lane.callOff = clock.after(backoffMs(lane.failures, ids.fraction()), () => {
    lanes.ready(lane);
    pump();
  });
}

function finish<I extends Item>({ finished }: DeliveryContext<I>, lane: Lane<I>, item: I): void {
  lane.items.shift();
  lane.failures = 0;
  lane.hopeless = 0;
  lane.since = undefined;
  finished(item);
}

/** Which event it is, and of which command, for the log; nothing of what is no event. */
function eventIn(item: Item): { readonly eventId?: unknown; readonly commandId?: unknown } {
  try {
    const message = item.json();
    if (typeof message !== 'object' || message === null) return {};
    return {
      ...('id' in message && { eventId: message.id }),
      ...('commandid' in message && { commandId: message.commandid }),
    };
  } catch {
    return {};
  }
}

async function failed<I extends Item>(delivery: Delivery<I>, lane: Lane<I>, item: I, error: unknown): Promise<void> {
  const { group, logger, parking, isGone } = delivery;
  if (isGone(item)) return finish(delivery, lane, item);
  if (!isRetriable(error)) lane.hopeless += 1;
  const about = { group, subject: lane.subject, offset: item.offset, ...eventIn(item), error: messageOf(error) };
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

async function deliver<I extends Item>(delivery: Delivery<I>, lane: Lane<I>, item: I): Promise<void> {
  const { store, handler, beforeKept, isClosed } = delivery;
  try {
    await handler(item.json());
    if (item.parked) {
      await beforeKept();
      await store.unpark(lane.subject, item);
    }
    finish(delivery, lane, item);
  } catch (error) {
    if (!isClosed()) await failed(delivery, lane, item, error);
  }
}

/** To the parked messages of its subject, or, when somebody asked for those, back from there. */
async function move<I extends Item>(delivery: Delivery<I>, lane: Lane<I>): Promise<void> {
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

function leaveOutGone<I extends Item>(delivery: Delivery<I>, lane: Lane<I>): void {
  for (let first = lane.items[0]; first && delivery.isGone(first); first = lane.items[0]) finish(delivery, lane, first);
}

/** Hands a lane's first message to the handler, or sets its messages aside, or brings them back. */
export function createDeliverer<I extends Item>(context: DeliveryContext<I>, hooks: DeliveryHooks): Deliverer<I> {
  const parking = createParking(context.store, (lane, item) => finish(context, lane, item), context.isGone);
  const delivery = { ...context, ...hooks, parking };
  return {
    parking,
    async work(lane) {
      leaveOutGone(delivery, lane);
      const item = lane.items[0];
      if (item) lane.since ??= context.clock.now();
      if (lane.replays.length > 0 || (item && parking.has(lane.subject))) await move(delivery, lane);
      else if (item) await deliver(delivery, lane, item);
    },
  };
}
