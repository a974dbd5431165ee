import type { Platform } from '@huitang/runtime';
import type { Channel, ReadyLetter } from './channels/channel.ts';
import {
  type Delivery,
  type DropReason,
  delivered,
  dropped,
  dueAgain,
  failed,
  held,
  triesOf,
} from './domain/delivery.ts';
import type { Hold } from './domain/hold.ts';
import { lookDelayMs } from './domain/retry.ts';
import type { Ledger } from './ledger.ts';
import type { Outcomes } from './outcomes.ts';
import type { Report } from './report.ts';

/** Why something was not sent, and what there is to know of when it can be. */
interface Failure {
  readonly error: string;
  readonly isFinal?: boolean;
  /** Not before so many milliseconds. */
  readonly waitMs?: number;
}

/** How a step of a delivery ends, said and written down. */
export interface Settle {
  delivered(delivery: Delivery): Promise<void>;
  /** It got through at an attempt before this one. */
  foundDelivered(delivery: Delivery): Promise<void>;
  /** What is not to be sent is dropped, or waits: for what is not known yet, or for a better moment. */
  setAside(delivery: Delivery, why: DropReason | 'not-known-yet' | Hold): Promise<void>;
  giveUp(delivery: Delivery, error: string): Promise<void>;
  /** What was to go together is due together again, unless it is hopeless. */
  notSent(channel: Channel, letters: readonly ReadyLetter[], why: Failure): Promise<void>;
}

export function settling(
  { clock, ids }: Pick<Platform, 'clock' | 'ids'>,
  ledger: Ledger,
  outcomes: Outcomes,
  report: Report,
): Settle {
  async function settle(delivery: Delivery, outcome: Parameters<Report>[1]): Promise<void> {
    await ledger.save(delivery);
    report(delivery, outcome);
  }

  async function giveUp(delivery: Delivery, error: string): Promise<void> {
    if (await outcomes.sayFailed(delivery, error)) await settle(failed(delivery, error, clock.now()), 'failed');
  }

  return {
    async delivered(delivery) {
      // Said before it is written down: whoever takes over after a crash in between finds it said.
      // Whoever finds it said has been overtaken, and leaves the ledger to those who overtook.
      if (await outcomes.sayDelivered(delivery)) await settle(delivered(delivery, clock.now()), 'delivered');
    },
    foundDelivered: (delivery) => settle(delivered(delivery, clock.now()), 'delivered'),
    async setAside(delivery, why) {
      if (typeof why === 'object') await ledger.save(held(delivery, why));
      // What is known is behind the plan: a moment, unless it is being rebuilt.
      else if (why === 'not-known-yet')
        await ledger.save(dueAgain(delivery, clock.now() + lookDelayMs(delivery.looks)));
      else await settle(dropped(delivery, why, clock.now()), 'dropped');
    },
    giveUp,
    async notSent({ retry }, letters, { error, isFinal = false, waitMs = 0 }) {
      const tries = Math.max(...letters.map(({ delivery }) => triesOf(delivery)));
      const dueAt = clock.now() + Math.max(waitMs, retry.delayMs(tries, ids.fraction()));
      for (const { delivery } of letters) {
        if (isFinal || triesOf(delivery) >= retry.attemptsMax) await giveUp(delivery, error);
        else await settle(dueAgain(delivery, dueAt, error), 'put-off');
      }
    },
  };
}
