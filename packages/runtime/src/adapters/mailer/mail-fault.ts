import { Fault, messageOf } from '../../faults.ts';

/** The steps of SMTP at which a refusal is about this mail, not about the server, the network or the password. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/** What the network said, in the words of the system; nodemailer has only its own code for all of it. */
const NETWORK = /\bE(?:CONNREFUSED|CONNRESET|CONNABORTED|HOSTUNREACH|NETUNREACH|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN)\b/;

/** Bad sequence of commands (RFC 5321 4.2.2): the session's fault, not the mail's. */
const OUT_OF_STEP = 503;

interface Details {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

const detailsOf = (error: unknown): Details => (typeof error === 'object' && error !== null ? error : {});

const isPermanent = ({ code, responseCode }: Details): boolean => {
  if (typeof code !== 'string' || !ABOUT_THE_MAIL.has(code)) return false;
  // No answer at all: the sender or the address was found impossible before anybody was asked.
  if (typeof responseCode !== 'number') return true;
  return responseCode >= 500 && responseCode < 600 && responseCode !== OUT_OF_STEP;
};

/** `550 5.1.1`: the reply's codes (RFC 3463). */
function replyCodes({ responseCode, response }: Details): string {
  const enhanced =
    typeof response === 'string' ? /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined;
  return [responseCode, enhanced].filter((part) => part !== undefined).join(' ');
}

/**
 * What nodemailer reports, as a fault: final for a 5xx about this mail and for impossible addresses, else retriable.
 * The server's own words and the error itself stay outside: they may repeat the address, and faults end in logs.
 */
export function smtpFault(error: unknown): Fault {
  const details = detailsOf(error);
  const step = typeof details.command === 'string' ? ` at ${details.command}` : '';
  const retriable = !isPermanent(details);
  const name = retriable ? 'mail-not-taken' : 'mail-refused';
  if (typeof details.responseCode === 'number') {
    return new Fault(name, `the mail server answered ${replyCodes(details)}${step}`, { retriable });
  }
  const cause = NETWORK.exec(messageOf(error))?.[0] ?? errorCode(error);
  return new Fault(name, `the mail was not handed over: ${cause}${step}`, { retriable });
}

/** `ENOSPC`, as Node's own errors say it. */
export function errorCode(error: unknown): string {
  const { code } = detailsOf(error);
  return typeof code === 'string' ? code : 'unknown';
}

/** A file that cannot be written now: the disk is full, read-only, gone. */
export const outboxFault = (error: unknown): Fault =>
  new Fault('mail-not-taken', `the outbox cannot be written: ${errorCode(error)}`, { retriable: true });
