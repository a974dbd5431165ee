import { createTransport } from 'nodemailer';
import type { Mailer } from '../../ports/mailer.ts';
import { smtpFault } from './mail-fault.ts';
import { mailOptions } from './mail-options.ts';

const CONNECTIONS_MAX = 8;

/** How long a mail server may take, in milliseconds. */
export interface SmtpLimits {
  readonly connectionMs: number;
  readonly silenceMs: number;
  /** For the whole of one mail, waiting for a connection included; what the port promises. */
  readonly mailMs: number;
}

const usualLimits: SmtpLimits = { connectionMs: 10_000, silenceMs: 30_000, mailMs: 60_000 };

/**
 * Sends over SMTP with connections that are kept. A mail whose connection is lost once its text is on the way is
 * reported and not repeated here: it may have been taken, and who counts the attempts must know.
 */
export function smtpMailer(url: string, from: string, limits: SmtpLimits = usualLimits): Mailer {
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: CONNECTIONS_MAX,
    // Only for a kept connection that the server had closed meanwhile, before a byte of the mail was sent.
    maxRequeues: 1,
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.connectionMs,
    dnsTimeout: limits.connectionMs,
    socketTimeout: limits.silenceMs,
  });
  return {
    async send(mail) {
      const options = mailOptions(mail, from);
      try {
        await transport.sendMail({ ...options, signal: AbortSignal.timeout(limits.mailMs) });
      } catch (error) {
        throw smtpFault(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}
