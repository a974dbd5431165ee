import type { DeliveredMail } from '@huitang/engine-simulated';
import { streamsOf } from '../state.ts';
import { createBoxes } from './boxes.ts';
import { wasLeft } from './claims.ts';
import { inHandMsOf } from './in-hand.ts';
import type { Findings, Invariant } from './invariant.ts';
import { type Letter, lettersOf } from './letters.ts';
import { isUnderWay, owed } from './owed-mails.ts';
import { POSSIBLE_MINUTES } from './preferred.ts';
import { renamedLetters } from './renamed-letters.ts';

/**
 * Nobody is told what did not happen; what is true is told, once, and once more at most for each time that nobody could
 * know whether it had been; and of what is cancelled nothing is told but that.
 */
export const rightMails: Invariant = {
  name: 'I5 reminders and mails',
  watch(view) {
    const { scheduler } = view.world;
    const letters = new Map<string, Letter>();
    const renamed = renamedLetters(view);
    const cancelledAt = new Map<string, number>();
    const boxes = createBoxes();
    const inHandMs = inHandMsOf(view.options);

    function late({ activityId, revision, message }: Letter, { at }: DeliveredMail): Findings {
      const off = cancelledAt.get(activityId);
      if (off === undefined || message === 'cancelled' || at <= off + inHandMs) return [];
      return [`${message} of ${activityId}#${revision} came ${Math.round(at - off)} ms after it was cancelled`];
    }

    function repeated(letter: Letter, delivered: DeliveredMail): Findings {
      const { activityId, revision, message } = letter;
      const before = boxes.came(delivered);
      if (!before || wasLeft(view, letter)) return [];
      const { at, process } = delivered;
      return [
        `${message} of ${activityId}#${revision} came again from ${process} ${Math.round(at - before.at)} ms after ${before.process} had sent it`,
      ];
    }

    return {
      committed(service, commit) {
        renamed.committed(service, commit);
        if (commit.events.some(({ type }) => type === 'NotificationDelivered')) boxes.said(commit.stream);
        if (service !== 'scheduling') return [];
        for (const letter of lettersOf(commit, POSSIBLE_MINUTES)) {
          letters.set(letter.messageId, letter);
          if (letter.message === 'cancelled') cancelledAt.set(letter.activityId, scheduler.now());
        }
        return [];
      },
      delivered(delivered): Findings {
        const { messageId, to } = delivered.mail;
        const letter = letters.get(messageId) ?? renamed.find(messageId);
        if (!letter) return [`a mail came to ${to.address} that no event asks for: ${messageId}`];
        return [...late(letter, delivered), ...repeated(letter, delivered)];
      },
      crashed(process) {
        boxes.ended(process);
        return [];
      },
      disturbed(call, verdict) {
        boxes.disturbed(call, verdict);
        return [];
      },
      ended({ quiet }) {
        if (!quiet) return [];
        return [...streamsOf(view, 'scheduling', 'activity/').values()]
          .flatMap((commits) => owed(view, commits))
          .filter((letter) => !boxes.has(letter.messageId) && !isUnderWay(view, letter))
          .map(({ message, activityId, revision }) => `${message} of ${activityId}#${revision} never came`);
      },
    };
  },
};
