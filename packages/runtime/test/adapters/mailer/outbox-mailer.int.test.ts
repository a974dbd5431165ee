import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { FROM, sampleMail } from './sample-mail.ts';

let dir: string;
let outboxDir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-outbox-'));
  outboxDir = join(dir, 'data', 'outbox');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const files = (): string[] => readdirSync(outboxDir).sort();
const mail = (name: string) => simpleParser(readFileSync(join(outboxDir, name)));

describe('the outbox', () => {
  test('is there before the first mail', () => {
    createMailer({ outboxDir, from: FROM });
    expect(files()).toEqual([]);
  });

  test('has a mail as one file that a mail program reads as it was meant', async () => {
    const calendar = { filename: 'activity.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
    await createMailer({ outboxDir, from: FROM }).send(sampleMail({ calendar }));
    expect(files()).toEqual(['20260701T010000.000Z-aB-3_x.eml']);
    const read = await mail('20260701T010000.000Z-aB-3_x.eml');
    expect(read).toMatchObject({
      messageId: '<aB-3_x@huitang.example>',
      subject: '【已确认】新党员入党宣誓仪式',
      date: new Date('2026-07-01T01:00:00.000Z'),
      from: { value: [{ name: '会堂 Huitang', address: 'huitang@example.org' }] },
      to: { value: [{ name: '第一党支部', address: 'branch@example.org' }] },
      text: '您的活动已确认。\n\n时间：7月1日',
      html: '<p>您的活动已确认。</p>',
      attachments: [{ filename: 'activity.ics', contentType: 'text/calendar' }],
    });
    expect(read.attachments[0]?.content.toString()).toBe(calendar.content);
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('has a repeated mail once, with what was sent last', async () => {
    const mailer = createMailer({ outboxDir, from: FROM });
    await mailer.send(sampleMail());
    await createMailer({ outboxDir, from: FROM }).send(sampleMail({ text: '第二次' }));
    expect(files()).toHaveLength(1);
    expect((await mail(files()[0] ?? '')).text).toBe('第二次');
  });

  test('has mails in the order of their dates', async () => {
    const mailer = createMailer({ outboxDir, from: FROM });
    const dates = ['2026-07-01T01:00:00.200Z', '2026-12-31T16:00:00+08:00', '2026-07-01T01:00:00.050Z'];
    await Promise.all(
      dates.map((date, index) => mailer.send(sampleMail({ date, messageId: `${index}@huitang.example` }))),
    );
    expect(files().map((name) => name.replace(/^.*-(\d)\.eml$/, '$1'))).toEqual(['2', '0', '1']);
  });

  test('keeps nothing half-written of mails sent at once, one id or many', async () => {
    const mailer = createMailer({ outboxDir, from: FROM });
    const ids = Array.from({ length: 40 }, (_, index) => `${index % 20}@huitang.example`);
    await Promise.all(ids.map((messageId) => mailer.send(sampleMail({ messageId }))));
    expect(files()).toHaveLength(20);
    for (const name of files()) expect((await mail(name)).html).toBe('<p>您的活动已确认。</p>');
  });

  test('comes back when somebody has tidied it away', async () => {
    const mailer = createMailer({ outboxDir, from: FROM });
    rmSync(outboxDir, { recursive: true });
    await mailer.send(sampleMail());
    expect(files()).toHaveLength(1);
  });

  test('that cannot be written is a retriable fault', async () => {
    const mailer = createMailer({ outboxDir, from: FROM });
    rmSync(outboxDir, { recursive: true });
    writeFileSync(outboxDir, 'a file where the folder should be');
    await expect(mailer.send(sampleMail())).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
  });
});
