import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRetriable, type Mail } from '@huitang/runtime';
import { createMailer } from '@huitang/runtime/adapters';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { type Area, areaOf } from './area.ts';
import { nastyText, seldom } from './nasty.ts';
import type { FuzzWorld } from './world.ts';

/** Every header that a mail of ours has. */
const HEADERS = new Set([
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'auto-submitted',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]);

const mails: fc.Arbitrary<Mail> = fc
  .record({
    id: fc.uuid(),
    oddId: seldom(20, nastyText),
    name: nastyText,
    address: fc.oneof({ weight: 3, arbitrary: fc.constant('branch@example.org') }, fc.emailAddress(), nastyText),
    subject: nastyText,
    // A letter always says something.
    text: nastyText.map((text) => `您好 ${text}`),
    html: nastyText.map((text) => `<p>您好 ${text}</p>`),
    filename: fc.oneof(fc.constant('activity.ics'), nastyText),
    content: nastyText,
    hasCalendar: fc.boolean(),
  })
  .map(({ id, oddId, name, address, subject, text, html, filename, content, hasCalendar }) => ({
    messageId: oddId ?? `${id}@example.org`,
    date: '2026-07-01T01:00:00.000Z',
    to: { name, address },
    subject,
    text,
    html,
    ...(hasCalendar && { calendar: { filename, content } }),
  }));

/** As mail carries it: any run of blanks is one space, a half of a character is a sign that there was one. */
const asRead = (text: string | undefined): string =>
  [...(text ?? '')]
    .map((character) => (/[\ud800-\udfff]/.test(character) && character.length === 1 ? '\ufffd' : character))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();

async function misread(file: Buffer, { to, subject, calendar }: Mail): Promise<string | undefined> {
  const mail = await simpleParser(file, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
  const names = mail.headerLines.map(({ key }) => key);
  const unknown = names.find((name) => !HEADERS.has(name));
  if (unknown !== undefined) return `a header ${unknown}`;
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return `${repeated} is there twice`;
  const recipients = [mail.to ?? []].flat().flatMap(({ value }) => value);
  if (recipients.length !== 1) return `it goes to ${recipients.length}`;
  if (recipients[0]?.address?.toLowerCase() !== to.address.toLowerCase()) return `it goes to ${recipients[0]?.address}`;
  if (mail.attachments.length !== (calendar ? 1 : 0)) return `it has ${mail.attachments.length} attachments`;
  if (asRead(mail.subject) !== asRead(subject)) return `its subject is read as ${JSON.stringify(mail.subject)}`;
  return undefined;
}

/** Mails with any text anywhere, written as files: refused as a whole, or read by a mail program as what they are. */
export function mailsArea({ folder }: FuzzWorld): Area {
  const outbox = join(folder, 'fuzz-outbox');
  const mailer = createMailer({ outboxDir: outbox, from: 'Huitang <huitang@example.org>' });
  return areaOf({
    name: 'mails',
    share: 3,
    batch: 100,
    inputs: mails,
    async wrong(mail) {
      const fault = await mailer.send(mail).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault !== undefined) return isRetriable(fault) ? `refused for now: ${String(fault)}` : undefined;
      const file = join(outbox, `20260701T010000.000Z-${mail.messageId.split('@')[0]}.eml`);
      const bytes = readFileSync(file);
      rmSync(file);
      return misread(bytes, mail);
    },
    show: (mail) => JSON.stringify(mail),
  });
}
