import type { DeliveredMail, PortCall, Verdict } from '@huitang/engine-simulated';

interface Sent {
  readonly at: number;
  readonly process: string;
  /** True once something happened after which nobody can know that it was sent. */
  isInDoubt: boolean;
  /** True once it is durable that it was: from then on a process may end. */
  isSaid: boolean;
}

/** What has come to people's boxes, and whether those who sent it can know. */
export interface Boxes {
  has(messageId: string): boolean;
  /** A mail comes; the one before it where it comes again without a reason. */
  came(delivered: DeliveredMail): Pick<Sent, 'at' | 'process'> | undefined;
  /** It is durable in this stream that a delivery got through. */
  said(stream: string): void;
  /** A process has ended: what it had sent and not said, nobody knows. */
  ended(process: string): void;
  disturbed(call: PortCall, verdict: Verdict): void;
}

/** How mails are told apart in what the ports are asked: by the mail's id, or by the stream that says it was delivered. */
const wordOf = (messageId: string): string => messageId.slice(0, messageId.indexOf('@'));

const SAID = /^delivery\/([^@]+)/;

export function createBoxes(): Boxes {
  const sent = new Map<string, Sent>();
  const lost = new Set<string>();
  return {
    has: (messageId) => sent.has(wordOf(messageId)),
    came({ mail, at, process, late = false }) {
      const word = wordOf(mail.messageId);
      const before = sent.get(word);
      if (late) {
        if (!before) sent.set(word, { at, process, isInDoubt: true, isSaid: false });
        return undefined;
      }
      // The trouble with handing it over was told before the mail itself.
      sent.set(word, { at, process, isInDoubt: lost.delete(word), isSaid: false });
      return before?.isInDoubt ? undefined : before;
    },
    said(stream) {
      const one = sent.get(SAID.exec(stream)?.[1] ?? '');
      if (one) one.isSaid = true;
    },
    ended(process) {
      for (const one of sent.values()) if (one.process === process && !one.isSaid) one.isInDoubt = true;
    },
    disturbed({ what, key }, verdict) {
      if (what === 'mailer.send' && verdict !== 'refused' && verdict !== 'late') lost.add(wordOf(key));
      const one = sent.get(SAID.exec(key)?.[1] ?? '');
      if (one && !one.isSaid) one.isInDoubt = true;
    },
  };
}
