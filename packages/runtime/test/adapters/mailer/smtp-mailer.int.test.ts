import type { Mailer } from '@huitang/runtime';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, describe, expect, test } from '@jest/globals';
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
