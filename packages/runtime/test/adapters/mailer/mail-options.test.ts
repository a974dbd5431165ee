import type { Mail } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { mailOptions } from '../../../src/adapters/mailer/mail-options.ts';
import { FROM, sampleMail } from './sample-mail.ts';

const to = (change: Partial<Mail['to']>): Partial<Mail> => ({ to: { ...sampleMail().to, ...change } });

describe('a mail', () => {
  test.each([
    ['LF in its subject', { subject: 'a\nBcc: x@example.org' }],
    ['CR in its subject', { subject: 'a\rb' }],
    ['NUL in its subject', { subject: 'a\u0000b' }],
    ['NEL in its subject', { subject: 'a\u0085b' }],
    ['a line separator in its subject', { subject: 'a\u2028b' }],
    ['NEL in the name', to({ name: 'a\u0085b' })],
    ['CRLF in the address to unsubscribe at', { unsubscribeUrl: 'https://x.example/u\r\nBcc: x@example.org' }],
    ['a bracket in the address to unsubscribe at', { unsubscribeUrl: 'https://x.example/u>,<mailto:x@example.org' }],
    ['another scheme to unsubscribe by', { unsubscribeUrl: 'javascript:alert(1)' }],
    ['no ASCII in the address to unsubscribe at', { unsubscribeUrl: 'https://x.example/退订' }],
    ['CRLF in the name', to({ name: 'a\r\nBcc: x@example.org' })],
    ['LF in the name of its file', { calendar: { filename: 'a\nb.ics', content: '' } }],
    ['LF in its id', { messageId: 'a\n@huitang.example' }],
    ['brackets around its id', { messageId: '<a@huitang.example>' }],
    ['a way out of the folder in its id', { messageId: '../a@huitang.example' }],
    ['no date', { date: 'soon' }],
  ])('with %s is refused for good', (_, change) => {
    expect(() => mailOptions(sampleMail(change), FROM)).toThrow(
      expect.objectContaining({ code: 'bad-mail', retriable: false }),
    );
  });

  test.each([
    '',
    'branch',
    'branch@',
    '@example.org',
    'a@b@example.org',
    'a b@example.org',
    'a@example.org, b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    '"a@example.com"@example.org',
    'A <a@example.org>',
    `${'x'.repeat(65)}@example.org`,
  ])('to %j is refused for good, without repeating it', (address) => {
    const attempt = (): unknown => mailOptions(sampleMail(to({ address })), FROM);
    expect(attempt).toThrow(expect.objectContaining({ code: 'bad-address', retriable: false }));
    expect(attempt).toThrow(/^to: one plain mail address$/);
  });

  test.each(['branch@example.org', 'a.b+c@sub.example.org', 'o’brien@example.org', 'root@localhost'])(
    'to %j is taken',
    (address) => {
      expect(mailOptions(sampleMail(to({ address })), FROM)).toMatchObject({ to: { address } });
    },
  );
});

test('an event comes after text and html, in a part that names its method', () => {
  const invitation = { method: 'CANCEL', content: 'BEGIN:VCALENDAR' } as const;
  expect(mailOptions(sampleMail({ invitation }), FROM)).toMatchObject({
    alternatives: [{ contentType: 'text/calendar; charset=utf-8; method=CANCEL', content: 'BEGIN:VCALENDAR' }],
  });
  expect(mailOptions(sampleMail(), FROM)).not.toHaveProperty('alternatives');
});
