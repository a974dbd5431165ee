import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Deliver } from './deliver.ts';
import { type Delivery, keyOf } from './domain/delivery.ts';
import type { Ledger } from './ledger.ts';

/** They share commits; more of them would make requests wait for their turn. */
const AT_ONCE_MAX = 32;
/** Between two beginnings: fifty mails a second are what a mail server takes, and leave requests their share of this process. */
const PACE_MS = 20;
/** A busy process yields so many times what it is late by, for so long at most: mails go on, some five a second. */
const YIELD_FACTOR = 5;
const YIELD_MAX_MS = 180;
/** What is brought forward together. */
export interface Lane {
  /** More than all instances together may have under way, so that what they are at does not hide the rest. */
  readonly batch: number;
  /** Of one recipient over one channel: whoever is slow keeps no others waiting. */
  readonly toOneMax: number;
}

/** A mail server takes them all, whoever they are for. */
const MAILS: Lane = { batch: 256, toOneMax: AT_ONCE_MAX };
/** Each recipient has a server of its own. */
export const OTHERS: Lane = { batch: 1_000, toOneMax: 4 };

const wayOf = ({ recipient, channel, target }: Delivery): string => [recipient, channel, target].join('/');

/** While something slow is under way, what comes due meanwhile is looked for this often. */
const LOOK_AGAIN_MS = 1_000;

/** Waits between two beginnings. */
function paceOf(clock: Clock): () => Promise<void> {
  const passed = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });

  /** A process that is late with its timers has requests waiting: they go first. */
  return async () => {
    const due = clock.now() + PACE_MS;
    await passed(PACE_MS);
    const lateMs = clock.now() - due;
    if (lateMs > PACE_MS / 4) await passed(Math.min(YIELD_MAX_MS, lateMs * YIELD_FACTOR));
  };
}

/**
 * One run of the tick: brings forward whatever is due, one after the other at an even pace, until nothing is due and
 * nothing under way. When the host stops, what is under way is finished and nothing else begun.
 */
export function dispatcher(
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  findDue: Ledger['due'],
  deliver: Deliver,
  { batch, toOneMax }: Lane = MAILS,
): (stopping?: AbortSignal) => Promise<void> {
  const pace = paceOf(clock);
  const underWay = new Map<string, Promise<void>>();
  const ways = new Map<string, string>();

  const isFull = (way: string): boolean => {
    let count = 0;
    for (const other of ways.values()) if (other === way) count += 1;
    return count >= toOneMax;
  };

  function begin(key: string, delivery: Delivery, left: Set<string>): void {
    const work = deliver(delivery)
      .then(
        (moved) => {
          if (!moved) left.add(key);
        },
        (error: unknown) => {
          left.add(key);
          logger.warn(
            { delivery: key, commandId: delivery.commandId, error: messageOf(error) },
            'delivery not possible now',
          );
        },
      )
      .finally(() => {
        underWay.delete(key);
        ways.delete(key);
      });
    underWay.set(key, work);
    ways.set(key, wayOf(delivery));
  }

  /** Resolves when one of those under way ends, or after a while. */
  async function someEnd(): Promise<void> {
    let callOff = (): void => {};
    const later = new Promise<void>((resolve) => {
      callOff = clock.after(LOOK_AGAIN_MS, resolve);
    });
    await Promise.race([...underWay.values(), later]);
    callOff();
  }

  return async (stopping) => {
    // Others are at work on these, or they cannot be worked on now: the next tick tries them again.
    const left = new Set<string>();
    for (;;) {
      const due = stopping?.aborted ? [] : await findDue(batch);
      const fresh = due.filter(({ key, value }) => !underWay.has(key) && !left.has(key) && !isFull(wayOf(value)));
      if (fresh.length === 0 && underWay.size === 0) return;
      for (const { value } of fresh) {
        while (underWay.size >= AT_ONCE_MAX) await someEnd();
        if (stopping?.aborted) break;
        const key = keyOf(value);
        if (underWay.has(key) || isFull(wayOf(value))) continue;
        begin(key, value, left);
        await pace();
      }
      if (underWay.size > 0) await someEnd();
    }
  };
}
