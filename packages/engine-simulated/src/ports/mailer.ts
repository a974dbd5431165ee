import { Fault, type Mail, type Mailer } from '@huitang/runtime';
import type { Verdict } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Caller, Calls, Outcome, Waiting } from '../storage/calls.ts';
import { never } from '../storage/storage.ts';
import type { Trace } from '../trace.ts';

/** A mail in somebody's box, as often as it came there. */
export interface DeliveredMail {
  readonly mail: Mail;
  readonly at: number;
  /** Who sent it. */
  readonly process: string;
  /** True when it came after its sender had ended, or given up waiting. */
  readonly late?: boolean;
}

/** For the whole of one mail; what the port promises. */
const SEND_MAX_MS = 60_000;

/** Mails to this domain are refused for good. */
export const NO_SUCH_BOX = '@refused.example.org';

const fault = (code: string, message: string, retriable: boolean): Outcome<void> => ({
  error: new Fault(code, message, { retriable }),
});

function outcomeFor(verdict: Verdict, mail: Mail, deliver: () => void): Outcome<void> {
  if (verdict === 'refused') return fault('mail-not-taken', 'the mail server answered 451 4.3.0 at DATA', true);
  if (mail.to.address.endsWith(NO_SUCH_BOX))
    return fault('mail-refused', 'the mail server answered 550 5.1.1 at RCPT TO', false);
  if (verdict !== 'late') deliver();
  // Taken, and then the connection was gone: nobody told the sender.
  if (verdict === 'lost' || verdict === 'late')
    return fault('mail-not-taken', 'the mail was not handed over: ECONNRESET at DATA', true);
  return { value: undefined };
}

export interface MailerContext {
  readonly caller: Caller;
  readonly calls: Calls;
  /** Whether what had been sent came through when its sender ended. */
  readonly random: Random;
  /** The boxes of all people. */
  readonly delivered: DeliveredMail[];
  readonly trace: Pick<Trace, 'take'>;
}

/** A mail server that is slow, refuses, or takes a mail and loses the connection. */
export function simulatedMailer({ caller, calls, random, delivered, trace }: MailerContext): Mailer {
  const { scheduler } = calls;
  function come(mail: Mail, late: boolean): void {
    trace.take(JSON.stringify(mail));
    delivered.push({ mail, at: scheduler.now(), process: caller.name, ...(late && { late }) });
  }
  function comeLate({ call }: Waiting<void>, mail: Mail): void {
    calls.landed(call);
    outcomeFor('done', mail, () => come(mail, true));
  }
  function carryOut(waiting: Waiting<void>, mail: Mail): void {
    if (!caller.isAlive()) {
      if (random.chance(0.5)) comeLate(waiting, mail);
      return;
    }
    const verdict = calls.verdict(waiting.call);
    if (verdict === 'crash-before') {
      caller.crash();
      return;
    }
    if (verdict === 'late') scheduler.after(calls.delayMs('slow'), () => comeLate(waiting, mail));
    const outcome = outcomeFor(verdict, mail, () => come(mail, false));
    if (verdict === 'crash-after') {
      caller.crash();
      return;
    }
    const answerMs = Math.min(SEND_MAX_MS, calls.delayMs(verdict) * (verdict === 'slow' ? 3 : 1));
    scheduler.after(answerMs, () => calls.answer(waiting, outcome));
  }
  return {
    send(mail) {
      if (!caller.isAlive()) return never();
      const call = calls.begin(caller, 'mailer.send', mail.messageId, true);
      return new Promise((resolve, reject) => {
        scheduler.after(calls.delayMs('done'), () => carryOut({ call, caller, resolve, reject }, mail));
      });
    },
  };
}
