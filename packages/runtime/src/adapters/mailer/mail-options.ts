import type { SendMailOptions } from 'nodemailer';
import { Fault } from '../../faults.ts';
import type { Mail } from '../../ports/mailer.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: what would end a header, or cut it off, is exactly what this finds
const BREAKS_A_HEADER = /[\r\n\u0000\u000b\u000c\u0085\u2028\u2029]/;
/** Safe in a header and as the name of a file. */
const MESSAGE_ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}@[A-Za-z0-9.-]{1,255}$/;
/** One address (RFC 5321 4.1.2) without quoting, comments or lists, so that nothing is left to read in two ways. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are among what an address must not have
const ADDRESS = /^[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f]{1,64}@[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f]{1,255}$/;

/** Printable ASCII without what would end the brackets around it. */
const HEADER_URL = /^https?:\/\/[!-;=?-~]{1,400}$/;

const bad = (what: string): Fault => new Fault('bad-mail', what, { retriable: false });

/** Refuses what could smuggle a header in. nodemailer guards too; a mail that tries is better not sent at all. */
function check(mail: Mail): void {
  const headers = { subject: mail.subject, name: mail.to.name, filename: mail.calendar?.filename ?? '' };
  for (const [field, value] of Object.entries(headers)) {
    if (BREAKS_A_HEADER.test(value)) throw bad(`${field}: one line without NUL`);
  }
  if (!MESSAGE_ID.test(mail.messageId)) throw bad('messageId: letters, digits, dots and hyphens around one @');
  if (!ADDRESS.test(mail.to.address))
    throw new Fault('bad-address', 'to: one plain mail address', { retriable: false });
  if (mail.unsubscribeUrl !== undefined && !HEADER_URL.test(mail.unsubscribeUrl)) {
    throw bad('unsubscribeUrl: an address of visible ASCII characters');
  }
  if (Number.isNaN(Date.parse(mail.date))) throw bad(`date: RFC 3339 text, not ${mail.date}`);
}

function headersOf({ unsubscribeUrl }: Mail): Record<string, string> {
  return {
    // RFC 3834: no absence notes in return.
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribeUrl && {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}

/** The last of the alternatives, as the one that says most (RFC 2046 5.1.4); its method is the one inside (RFC 6047 2.4). */
const invitationPart = ({ method, content }: NonNullable<Mail['invitation']>) => ({
  contentType: `text/calendar; charset=utf-8; method=${method}`,
  contentTransferEncoding: 'base64',
  content,
});

/** The mail as nodemailer takes it. Throws a final `Fault` for one that must not be sent. */
export function mailOptions(mail: Mail, from: string): SendMailOptions {
  check(mail);
  const { to, subject, text, html, calendar, invitation } = mail;
  return {
    from,
    to: { name: to.name, address: to.address },
    subject,
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.date),
    text,
    html,
    // Chinese text is a third the size in base64 that it is in quoted-printable.
    textEncoding: 'base64',
    headers: headersOf(mail),
    ...(invitation && { alternatives: [invitationPart(invitation)] }),
    ...(calendar && {
      attachments: [
        { filename: calendar.filename, content: calendar.content, contentType: 'text/calendar; charset=utf-8' },
      ],
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
