import type { Mailer } from '../../ports/mailer.ts';
import { outboxMailer } from './outbox-mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

export interface MailerOptions {
  /** Where mails become files when there is no `mailUrl`. */
  readonly outboxDir: string;
  /** What every mail is from: `Huitang <huitang@example.org>`. */
  readonly from: string;
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly mailUrl?: string;
}

/** The mailer an installation has asked for. */
export const createMailer = ({ outboxDir, from, mailUrl }: MailerOptions): Mailer =>
  mailUrl === undefined ? outboxMailer(outboxDir, from) : smtpMailer(mailUrl, from);
