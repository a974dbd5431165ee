import type { Mailer } from '@huitang/runtime';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, describe, expect, test } from '@jest/globals';
import { smtpMailer } from '../../../src/adapters/mailer/smtp-mailer.ts';
import { FROM, sampleMail } from './sample-mail.ts';
import { type SmtpWorld, smtpWorld } from './smtp-world.ts';

const ends: (() => Promise<unknown> | undefined)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(options?: Parameters<typeof smtpWorld>[0]): Promise<{ world: SmtpWorld; mailer: Mailer }> {
  const world = await smtpWorld(options);
  const mailer = createMailer({ outboxDir: '/nowhere', from: FROM, mailUrl: world.url });
  ends.push(
    () => world.stop(),
    () => mailer.close?.(),
  );
  return { world, mailer };
}

const secretive = expect.objectContaining({ message: expect.not.stringMatching(/branch|example\.org/) });

describe('a mail over SMTP', () => {
  test('arrives as it was meant, and the connection is kept for the next', async () => {
    const { world, mailer } = await open();
    await mailer.send(sampleMail());
    await mailer.send(sampleMail({ messageId: 'b@huitang.example', subject: 'Confirmed: “Oath” 🎉' }));
    expect(world.taken).toMatchObject([
      {
        messageId: '<aB-3_x@huitang.example>',
        subject: '【已确认】新党员入党宣誓仪式',
        to: { value: [{ name: '第一党支部', address: 'branch@example.org' }] },
        text: '您的活动已确认。\n\n时间：7月1日',
        html: '<p>您的活动已确认。</p>',
      },
      { messageId: '<b@huitang.example>', subject: 'Confirmed: “Oath” 🎉' },
    ]);
    expect(world.connections()).toBe(1);
  });

  test.each(['recipient', 'text'] as const)('whose %s is refused with 550 is refused for good', async (refuses) => {
    const { world, mailer } = await open();
    world.manner = { refuses, code: 550, words: '5.1.1 <branch@example.org>: branch is unknown here' };
    const sending = mailer.send(sampleMail());
    await expect(sending).rejects.toMatchObject({ code: 'mail-refused', retriable: false });
    await expect(sending).rejects.toThrow(/answered 550 5\.1\.1 at (RCPT TO|DATA)/);
    await expect(sending).rejects.toEqual(secretive);
    world.manner = { takes: 'all' };
    await mailer.send(sampleMail());
    expect(world.taken).toHaveLength(1);
  });

  test.each([
    ['recipient', 451],
    ['text', 452],
    ['text', 421],
    ['recipient', 503],
    ['connection', 421],
    ['connection', 554],
  ] as const)('whose %s is refused with %d may be tried again', async (refuses, code) => {
    const { world, mailer } = await open();
    world.manner = { refuses, code, words: 'branch@example.org, later please' };
    const sending = mailer.send(sampleMail());
    await expect(sending).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
    await expect(sending).rejects.toEqual(secretive);
    world.manner = { takes: 'all' };
    await mailer.send(sampleMail());
    expect(world.taken).toHaveLength(1);
  });

  test('that was taken and not answered is a retriable fault, and is not sent again behind the caller’s back', async () => {
    const { world, mailer } = await open();
    await mailer.send(sampleMail({ messageId: 'first@huitang.example' }));
    world.manner = { takes: 'and-hangs-up' };
    await expect(mailer.send(sampleMail())).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
    expect(world.taken.map(({ messageId }) => messageId)).toEqual([
      '<first@huitang.example>',
      '<aB-3_x@huitang.example>',
    ]);
  });

  test('whose server dies in the middle of its text may be tried again, and is whole then', async () => {
    const { world, mailer } = await open();
    world.manner = { takes: 'a-part-and-dies' };
    const long = sampleMail({ text: '很长的正文。'.repeat(100_000) });
    await expect(mailer.send(long)).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
    expect(world.taken).toEqual([]);
    world.manner = { takes: 'all' };
    await mailer.send(long);
    expect(world.taken).toMatchObject([{ text: long.text, messageId: `<${long.messageId}>` }]);
  });

  test('whose server is slow is taken when that says so, and others do not wait for it', async () => {
    const { world, mailer } = await open();
    world.manner = { takes: 'and-is-slow' };
    let isTaken = false;
    const slow = mailer.send(sampleMail()).then(() => {
      isTaken = true;
    });
    while (world.taken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    world.manner = { takes: 'all' };
    await mailer.send(sampleMail({ messageId: 'other@huitang.example' }));
    expect(isTaken).toBe(false);
    world.goOn();
    await slow;
    expect(world.taken).toHaveLength(2);
  });

  test('whose server says nothing any more may be tried again, as one that may have been taken', async () => {
    const { world } = await open();
    const impatient = smtpMailer(world.url, FROM, { connectionMs: 10_000, silenceMs: 1_500, mailMs: 30_000 });
    ends.push(() => impatient.close?.());
    world.manner = { takes: 'and-is-slow' };
    await expect(impatient.send(sampleMail())).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
    expect(world.taken).toHaveLength(1);
  });

  test('brings its event and its way out over the line as they were written', async () => {
    const { world, mailer } = await open();
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-NOTE:会堂 🎉\r\nEND:VCALENDAR\r\n';
    const unsubscribeUrl = 'https://huitang.example/u/branch.confirmed.x';
    await mailer.send(sampleMail({ invitation: { method: 'REQUEST', content }, unsubscribeUrl }));
    const [mail] = world.taken;
    expect(mail?.attachments.map(({ contentType, content: bytes }) => [contentType, bytes.toString()])).toEqual([
      ['text/calendar', content],
    ]);
    expect(mail?.headers.get('list')).toMatchObject({
      unsubscribe: { url: unsubscribeUrl },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
  });

  test('whose kept connection was closed meanwhile goes over a new one', async () => {
    const { world, mailer } = await open();
    await mailer.send(sampleMail({ messageId: 'first@huitang.example' }));
    await world.stop();
    const again = await smtpWorld({}, world.port);
    ends.push(() => again.stop());
    await mailer.send(sampleMail());
    expect(again.taken).toHaveLength(1);
  });

  test('with nobody there may be tried again', async () => {
    const { world, mailer } = await open();
    await world.stop();
    const sending = mailer.send(sampleMail());
    await expect(sending).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
    await expect(sending).rejects.toThrow(/ECONNREFUSED/);
  });

  test('with a wrong password may be tried again: the mail is not to blame', async () => {
    const world = await smtpWorld({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(null, {}),
    });
    const mailer = createMailer({
      outboxDir: '/nowhere',
      from: FROM,
      mailUrl: `smtp://me:wrong@127.0.0.1:${world.port}`,
    });
    ends.push(
      () => world.stop(),
      () => mailer.close?.(),
    );
    await expect(mailer.send(sampleMail())).rejects.toMatchObject({ code: 'mail-not-taken', retriable: true });
  });

  test('that tries to add a header never reaches the server', async () => {
    const { world, mailer } = await open();
    const sending = mailer.send(sampleMail({ subject: 'a\r\nBcc: other@example.org' }));
    await expect(sending).rejects.toMatchObject({ code: 'bad-mail', retriable: false });
    expect(world.connections()).toBe(0);
  });
});
