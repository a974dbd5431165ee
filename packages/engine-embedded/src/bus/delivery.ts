import { type BusHandler, type Clock, type Ids, isRetriable, type Logger, messageOf } from '@huitang/runtime';
import { backoffMs } from './backoff.ts';
import type { BusStore } from './bus-store.ts';
import type { Item, Lane, Lanes } from './lanes.ts';
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

/**
 * Does the next piece of work of one lane: hand its first message to the handler, or set its messages aside, or bring
 * them back. Never rejects; a lane that has to wait is left in the state `waiting`.
 */
export function createDelivery(context: DeliveryContext, hooks: DeliveryHooks): (lane: Lane) => Promise<void> {
  const { group, store, clock, ids, logger } = context;
  const { lanes, isClosed } = hooks;
  const parked = new Set(store.parkedSubjects(group, false));

  function finish(lane: Lane, item: Item): void {
    lane.items.shift();
    lane.failures = 0;
    lane.hopeless = 0;
    hooks.finished(item);
  }

  function backOff(lane: Lane): void {
    lane.failures += 1;
    lane.state = 'waiting';
    lane.callOff = clock.after(backoffMs(lane.failures, ids.fraction()), () => {
      lanes.ready(lane);
      hooks.pump();
    });
  }

  /** Puts everything the lane holds into the table of parked messages. */
  async function setAside(lane: Lane, error: string | null): Promise<void> {
    const items = [...lane.items];
    const offsets = items.map(({ offset }) => offset);
    if (!hooks.isDetached()) await store.park(group, lane.subject, offsets, error);
    for (const item of items) finish(lane, item);
  }

  /** Puts a subject's parked messages in front of what has come since. */
  async function bringBack(lane: Lane): Promise<void> {
    const offsets = await store.release(group, lane.subject);
    lane.items = [...offsets.map((offset) => ({ offset, parked: true })), ...lane.items];
    parked.delete(lane.subject);
    for (const { resolve } of lane.replays.splice(0)) resolve();
  }

  async function failed(lane: Lane, item: Item, error: unknown): Promise<void> {
    if (!isRetriable(error)) lane.hopeless += 1;
    const about = { group, subject: lane.subject, offset: item.offset, error: messageOf(error) };
    if (lane.hopeless < ATTEMPTS_MAX) {
      logger.warn({ ...about, failures: lane.failures + 1 }, 'not handled, will try again');
      return backOff(lane);
    }
    try {
      await setAside(lane, messageOf(error));
      parked.add(lane.subject);
      logger.error(about, 'parked');
    } catch (cause) {
      logger.warn({ ...about, cause: messageOf(cause) }, 'cannot be parked, will try again');
      backOff(lane);
    }
  }

  async function deliver(lane: Lane, item: Item): Promise<void> {
    try {
      await context.handler(item.message ? parsedBody(item.message) : JSON.parse(store.body(item.offset)));
      if (item.parked) {
        await context.beforeKept();
        await store.unpark(group, lane.subject, item.offset);
      }
      finish(lane, item);
    } catch (error) {
      if (!isClosed()) await failed(lane, item, error);
    }
  }

  async function move(lane: Lane): Promise<void> {
    try {
      if (lane.replays.length > 0) await bringBack(lane);
      else await setAside(lane, null);
    } catch (error) {
      if (isClosed()) return;
      logger.warn({ group, subject: lane.subject, error: messageOf(error) }, 'parked messages cannot be moved now');
      for (const { reject } of lane.replays.splice(0)) reject(error);
      backOff(lane);
    }
  }

  return async (lane) => {
    const item = lane.items[0];
    if (lane.replays.length > 0 || parked.has(lane.subject)) await move(lane);
    else if (item) await deliver(lane, item);
  };
}
