import { isRetriable, messageOf, type Platform } from '@huitang/runtime';
import type { Channel, NotTaken, ReadyLetter } from './channels/channel.ts';
import type { Channels } from './channels/index.ts';
import { channelOf, type Delivery, keyOf, looked, MAIL, triesOf } from './domain/delivery.ts';
import { isInvitation } from './domain/preferences.ts';
import type { Judge, Ready } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { Outcomes } from './outcomes.ts';
import type { Report } from './report.ts';
import { settling } from './settle.ts';

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

/** One letter by itself, several as one. */
async function handOver(channel: Channel, letters: readonly ReadyLetter[]): Promise<NotTaken | undefined> {
  const [first, second] = letters;
  if (first && !second) return channel.send(first.delivery, first.ready);
  return channel.sendTogether?.(letters);
}

/** What goes with a delivery that is due; undefined where another one of them takes it along. */
async function companyOf(
  ledger: Ledger,
  { sendTogether }: Channel,
  found: Delivery,
): Promise<readonly Delivery[] | undefined> {
  if (found.digestAt === undefined || !sendTogether) return [found];
  const all = await ledger.dueWith(found);
  // Whoever has the first takes the others: two who begin at once do not share them out.
  return all[0] && keyOf(all[0]) === keyOf(found) ? all : undefined;
}

const bringsEvent = ({ delivery, ready }: ReadyLetter): boolean =>
  channelOf(delivery) === MAIL && isInvitation(delivery.message, ready.preferences);

/** What waited to be told together, as it is told: whoever has asked for invitations since needs each event in its own mail. */
function apart(letters: readonly ReadyLetter[]): readonly (readonly ReadyLetter[])[] {
  const together = letters.filter((one) => !bringsEvent(one));
  const alone = letters.filter(bringsEvent).map((one) => [one]);
  return together.length > 0 ? [...alone, together] : alone;
}

/** What a mail brings into a calendar is written down before it goes, so that it is known also when its sender dies. */
async function withBrought(ledger: Ledger, letter: ReadyLetter): Promise<ReadyLetter> {
  if (!bringsEvent(letter)) return letter;
  const { delivery, ready } = letter;
  const bringing = { ...delivery, centerShown: ready.center.displayRevision };
  await ledger.note(bringing);
  return { delivery: bringing, ready };
}

/** Brings one due delivery a step further: sent, dropped, failed, or due again later. */
export function deliverer(
  platform: Pick<Platform, 'clock' | 'ids'>,
  { channels, judge, ledger, outcomes, report }: Delivering,
): Deliver {
  const settle = settling(platform, ledger, outcomes, report);

  async function send(channel: Channel, letters: readonly ReadyLetter[]): Promise<void> {
    let notTaken: NotTaken | undefined;
    try {
      notTaken = await handOver(channel, letters);
    } catch (error) {
      return settle.notSent(channel, letters, { error: messageOf(error), isFinal: !isRetriable(error) });
    }
    if (typeof notTaken === 'object') return settle.notSent(channel, letters, notTaken);
    for (const { delivery } of letters) {
      await (notTaken ? settle.setAside(looked(delivery), notTaken) : settle.delivered(delivery));
    }
  }

  /**
   * Ours now: what it is written from, or nothing where it is not to be sent. Earlier attempts may have got through although
   * nobody wrote that down, or have taken their holder along.
   */
  async function prepared({ retry }: Channel, delivery: Delivery): Promise<Ready | undefined> {
    const isInDoubt = delivery.attempts > 1 || delivery.waited;
    if (isInDoubt && (await outcomes.isDelivered(delivery))) {
      await settle.foundDelivered(delivery);
    } else if (triesOf(delivery) > retry.attemptsMax) {
      await settle.giveUp(delivery, delivery.error ?? 'nobody who took it up came back');
    } else {
      const judged = await judge.atLast(delivery);
      if (judged.verdict === 'send') return judged.ready;
      await settle.setAside(looked(delivery), judged.verdict);
    }
    return undefined;
  }

  /** False while the first is somebody else's: so are the others, or they soon will be. */
  async function sendWhatIsTaken(channel: Channel, company: readonly Delivery[]): Promise<boolean> {
    const letters: ReadyLetter[] = [];
    for (const [index, delivery] of company.entries()) {
      const ours = await ledger.take(delivery);
      if (!ours && index === 0) return false;
      const ready = ours && (await prepared(channel, ours));
      if (ours && ready) letters.push({ delivery: ours, ready });
    }
    for (const part of apart(letters)) {
      await send(channel, await Promise.all(part.map((letter) => withBrought(ledger, letter))));
    }
    return true;
  }

  return async (found) => {
    const channel = channels.get(channelOf(found));
    // A newer version of this program planned it, and knows how it is sent.
    if (!channel) return false;
    const verdict = await judge.atFirst(found);
    if (verdict === 'send') {
      const company = await companyOf(ledger, channel, found);
      return company !== undefined && sendWhatIsTaken(channel, company);
    }
    await settle.setAside(found, verdict);
    return true;
  };
}
