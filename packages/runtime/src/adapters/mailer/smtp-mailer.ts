import { createTransport } from 'nodemailer';
import type { Mailer } from '../../ports/mailer.ts';
import { smtpFault } from './mail-fault.ts';
import { mailOptions } from './mail-options.ts';

const CONNECTIONS_MAX = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
const SILENCE_MAX_MS = 30_000;
/** For the whole of one mail, waiting for a connection included; what the port promises. */
const SEND_TIMEOUT_MS = 60_000;

/**
 * Sends over SMTP with connections that are kept. A mail whose connection is lost once its text is on the way is
 * reported and not repeated here: it may have been taken, and who counts the attempts must know.
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: CONNECTIONS_MAX,
    // Only for a kept connection that the server had closed meanwhile, before a byte of the mail was sent.
    maxRequeues: 1,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    dnsTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_MAX_MS,
  });
  return {
    async send(mail) {
      const options = mailOptions(mail, from);
      try {
        await transport.sendMail({ ...options, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
      } catch (error) {
        throw smtpFault(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}
