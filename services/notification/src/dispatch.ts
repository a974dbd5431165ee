import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Deliver } from './deliver.ts';
import { type Delivery, keyOf } from './domain/delivery.ts';
import type { Ledger } from './ledger.ts';

/** They share commits; more of them would make requests wait for their turn. */
const AT_ONCE_MAX = 32;
/** More than all instances together may have under way, so that what they are at does not hide the rest. */
const BATCH = 256;
/** Between two beginnings: fifty mails a second are what a mail server takes, and leave requests their share of this process. */
const PACE_MS = 20;
/** A busy process yields so many times what it is late by, for so long at most: mails go on, some five a second. */
const YIELD_FACTOR = 5;
const YIELD_MAX_MS = 180;
/** While something slow is under way, what comes due meanwhile is looked for this often. */
const LOOK_AGAIN_MS = 1_000;

/**
 * One run of the tick: brings forward whatever is due, one after the other at an even pace, until nothing is due and
 * nothing under way. When the host stops, what is under way is finished and nothing else begun.
 */
export function dispatcher(
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  ledger: Ledger,
  deliver: Deliver,
): (stopping?: AbortSignal) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();

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
      .finally(() => underWay.delete(key));
    underWay.set(key, work);
  }

  const passed = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });

  /** A process that is late with its timers has requests waiting: they go first. */
  async function pace(): Promise<void> {
    const due = clock.now() + PACE_MS;
    await passed(PACE_MS);
    const lateMs = clock.now() - due;
    if (lateMs > PACE_MS / 4) await passed(Math.min(YIELD_MAX_MS, lateMs * YIELD_FACTOR));
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
      const due = stopping?.aborted ? [] : await ledger.due(BATCH);
      const fresh = due.filter(({ key }) => !underWay.has(key) && !left.has(key));
      if (fresh.length === 0 && underWay.size === 0) return;
      for (const { value } of fresh) {
        while (underWay.size >= AT_ONCE_MAX) await someEnd();
        if (stopping?.aborted) break;
        const key = keyOf(value);
        if (underWay.has(key)) continue;
        begin(key, value, left);
        await pace();
      }
      if (underWay.size > 0) await someEnd();
    }
  };
}
