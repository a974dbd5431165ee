import { type DeliveredMail, NO_SUCH_BOX, type PortCall } from '@huitang/engine-simulated';
import type { Commit } from '@huitang/runtime';
import { START_MS } from '../simulate.ts';
import { streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Letter, lettersOf, stillTrue, wishEnds } from './letters.ts';

/** From the last look at the owner’s log to the box, when nothing is slow: four calls of a few milliseconds. */
const IN_HAND_MS = 100;
/** The same with slow calls in between. */
const IN_HAND_SLOW_MS = 240_000;
/** What planning and sending may take, once the faults have stopped. */
const MARGIN_MS = 90_000;

interface Sent {
  at: number;
  process: string;
  /** True once something happened after which nobody can know that it was sent. */
  isInDoubt: boolean;
}

/** How mails are told apart in what the ports are asked: by the mail's id, or by the stream that says it was delivered. */
const wordOf = ({ messageId }: Letter): string => messageId.slice(0, messageId.indexOf('@'));

/** How long a mail is left to whoever took it up: services/notification, ledger.ts. */
const LEASE_MS = 120_000;

/** True while it waits for another try, or for somebody who took it up and may still be at it. */
function isUnderWay({ world, options }: View, { activityId, revision, message, organizationId }: Letter): boolean {
  const key = `${activityId}/${revision}/${message}/organization/${organizationId}`;
  const now = world.scheduler.now();
  return options.topology.some(({ database }) => {
    const dueAt = world.durable.records(database, 'notification-deliveries').get(key)?.dueAt;
    if (dueAt === undefined || dueAt > now) return dueAt !== undefined;
    const claims = [...world.durable.records(database, 'notification-claims').from(`${key}#`, '')];
    // The ledger's own entries.
    return claims.some(({ value }) => (JSON.parse(value) as { readonly at: number }).at + LEASE_MS > now);
  });
}

/** Of what is still true, what somebody has to have been told by now. */
function expected(view: View, commits: readonly Commit[]): readonly Letter[] {
  const { options, world } = view;
  const now = world.scheduler.now();
  const known = Date.parse(commits.at(-1)?.at ?? '');
  // A clock that was ahead when it was planned has found some of them too late.
  const late = options.disturbances.clockEveryMs > 0 ? options.disturbances.clockMaxMs : 0;
  return stillTrue(commits).filter((letter) => {
    const { tellAt, confirmed, message, revision } = letter;
    const contact = world.durable.vault.get(`organization/${letter.organizationId}`);
    if (!contact || contact.email?.endsWith(NO_SUCH_BOX)) return false;
    if (tellAt !== undefined) {
      const from = Math.max(known, START_MS + options.healAfterMs) + MARGIN_MS;
      return late === 0 && tellAt > from && tellAt + MARGIN_MS < now;
    }
    if (confirmed) return Date.parse(confirmed.start) - late > now;
    return message === 'cancelled' || wishEnds(commits, revision) - late > now;
  });
}

/**
 * Nobody is told what did not happen; what is true is told, once, and once more at most for each time that nobody could
 * know whether it had been; and of what is cancelled nothing is told but that.
 */
export const rightMails: Invariant = {
  name: 'I5 reminders and mails',
  watch(view) {
    const { scheduler } = view.world;
    const letters = new Map<string, Letter>();
    const sent = new Map<string, Sent>();
    const cancelledAt = new Map<string, number>();
    const words = new Map<string, string>();
    const doubtful = new Set<string>();
    const hasClocks = view.options.disturbances.clockEveryMs > 0;
    const isSlow = view.options.rates.slow > 0 || view.options.disturbances.stallEveryMs > 0;
    const inHandMs = isSlow ? IN_HAND_SLOW_MS : IN_HAND_MS;

    function repeated(messageId: string, delivered: DeliveredMail): Findings {
      const before = sent.get(messageId);
      const isInDoubt = hasClocks || isSlow || before?.isInDoubt === true;
      // The trouble with handing it over was told before the mail itself.
      const isLost = doubtful.delete(messageId.slice(0, messageId.indexOf('@')));
      sent.set(messageId, { at: delivered.at, process: delivered.process, isInDoubt: isLost });
      if (!before || isInDoubt) return [];
      const { message, activityId, revision } = letters.get(messageId) ?? {};
      return [
        `${message} of ${activityId}#${revision} came again from ${delivered.process} ${Math.round(delivered.at - before.at)} ms after ${before.process} had sent it`,
      ];
    }

    function doubt(word: string): void {
      const one = sent.get(words.get(word) ?? '');
      if (one) one.isInDoubt = true;
    }

    return {
      committed(service, commit) {
        if (service !== 'scheduling') return [];
        for (const letter of lettersOf(commit)) {
          letters.set(letter.messageId, letter);
          words.set(wordOf(letter), letter.messageId);
          if (letter.message === 'cancelled') cancelledAt.set(letter.activityId, scheduler.now());
        }
        return [];
      },
      delivered(delivered): Findings {
        const { messageId } = delivered.mail;
        const letter = letters.get(messageId);
        if (!letter) return [`a mail came to ${delivered.mail.to.address} that no event asks for: ${messageId}`];
        const off = cancelledAt.get(letter.activityId);
        const isLate = off !== undefined && letter.message !== 'cancelled' && delivered.at > off + inHandMs;
        const late = `${letter.message} of ${letter.activityId}#${letter.revision} came ${Math.round(delivered.at - (off ?? 0))} ms after it was cancelled`;
        return [...(isLate ? [late] : []), ...repeated(messageId, delivered)];
      },
      crashed(process) {
        for (const one of sent.values()) if (one.process === process) one.isInDoubt = true;
        return [];
      },
      disturbed({ what, key }: PortCall) {
        if (what === 'mailer.send') doubtful.add(key.slice(0, key.indexOf('@')));
        else if (key.startsWith('delivery/')) doubt(key.slice('delivery/'.length).replace(/@\d+$/, ''));
        return [];
      },
      ended({ quiet }) {
        if (!quiet) return [];
        return [...streamsOf(view, 'scheduling', 'activity/').values()]
          .flatMap((commits) => expected(view, commits))
          .filter((letter) => !sent.has(letter.messageId) && !isUnderWay(view, letter))
          .map(({ message, activityId, revision }) => `${message} of ${activityId}#${revision} never came`);
      },
    };
  },
};
