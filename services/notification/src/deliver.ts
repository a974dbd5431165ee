import { isRetriable, messageOf, type Platform } from '@huitang/runtime';
import type { Channel } from './channels/channel.ts';
import type { Channels } from './channels/index.ts';
import { channelOf, type Delivery, delivered, dropped, dueAgain, failed } from './domain/delivery.ts';
import type { Verdict } from './domain/verdict.ts';
import type { Judge, Ready } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { Outcomes } from './outcomes.ts';
import type { Report } from './report.ts';

/** While what is known is behind the plan; a moment, unless it is being rebuilt. */
const NOT_KNOWN_YET_MS = 5_000;

/** True when the delivery has moved on; false when it is somebody else's for now. */
export type Deliver = (delivery: Delivery) => Promise<boolean>;

/** What a step of a delivery needs. */
interface Delivering {
  readonly channels: Channels;
  readonly judge: Judge;
  readonly ledger: Ledger;
  readonly outcomes: Outcomes;
  readonly report: Report;
}

/** Brings one due delivery a step further: sent, dropped, failed, or due again later. */
export function deliverer(
  { clock, ids }: Pick<Platform, 'clock' | 'ids'>,
  { channels, judge, ledger, outcomes, report }: Delivering,
): Deliver {
  async function settle(delivery: Delivery, outcome: Parameters<Report>[1]): Promise<void> {
    await ledger.save(delivery);
    report(delivery, outcome);
  }

  /** What is not to be sent is dropped, or waits for what is not known yet. */
  async function setAside(delivery: Delivery, verdict: Exclude<Verdict, 'send'>): Promise<void> {
    if (verdict === 'not-known-yet') await ledger.save(dueAgain(delivery, clock.now() + NOT_KNOWN_YET_MS));
    else await settle(dropped(delivery, verdict, clock.now()), 'dropped');
  }

  async function giveUp(delivery: Delivery, error: string): Promise<void> {
    if (await outcomes.sayFailed(delivery, error)) await settle(failed(delivery, error, clock.now()), 'failed');
  }

  async function putOff({ retry }: Channel, delivery: Delivery, error: string, waitMs = 0): Promise<void> {
    if (delivery.attempts >= retry.attemptsMax) return giveUp(delivery, error);
    const dueAt = clock.now() + Math.max(waitMs, retry.delayMs(delivery.attempts, ids.fraction()));
    await settle(dueAgain(delivery, dueAt, error), 'put-off');
  }

  async function send(channel: Channel, delivery: Delivery, ready: Ready): Promise<void> {
    try {
      const notTaken = await channel.send(delivery, ready);
      if (notTaken === 'switched-off') return settle(dropped(delivery, notTaken, clock.now()), 'dropped');
      if (notTaken) return putOff(channel, delivery, notTaken.error, notTaken.waitMs);
    } catch (error) {
      return isRetriable(error) ? putOff(channel, delivery, messageOf(error)) : giveUp(delivery, messageOf(error));
    }
    // Said before it is written down: whoever takes over after a crash in between finds it said.
    // Whoever finds it said has been overtaken, and leaves the ledger to those who overtook.
    if (await outcomes.sayDelivered(delivery)) await settle(delivered(delivery, clock.now()), 'delivered');
  }

  /** Ours now. Earlier attempts may have got through although nobody wrote that down, or have taken their holder along. */
  async function attempt(channel: Channel, delivery: Delivery): Promise<void> {
    if (delivery.attempts > 1 && (await outcomes.isDelivered(delivery))) {
      return settle(delivered(delivery, clock.now()), 'delivered');
    }
    if (delivery.attempts > channel.retry.attemptsMax) {
      return giveUp(delivery, delivery.error ?? 'nobody who took it up came back');
    }
    const judged = await judge.atLast(delivery);
    if (judged.verdict === 'send') await send(channel, delivery, judged.ready);
    else await setAside(delivery, judged.verdict);
  }

  return async (found) => {
    const channel = channels.get(channelOf(found));
    // A newer version of this program planned it, and knows how it is sent.
    if (!channel) return false;
    const verdict = await judge.atFirst(found);
    if (verdict !== 'send') {
      await setAside(found, verdict);
      return true;
    }
    const taken = await ledger.take(found);
    if (taken) await attempt(channel, taken);
    return taken !== undefined;
  };
}
