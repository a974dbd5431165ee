import type { AddressInfo, Socket } from 'node:net';
import { createMailer } from '@huitang/runtime/adapters';
import { afterEach, expect, test } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { confirmed, idOf } from './given.ts';
import { startWorld } from './world.ts';

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Server {
  readonly port: number;
  readonly taken: ParsedMail[];
  stop(): Promise<void>;
}

/** A real mail server; the first `hangsUp` mails it takes without saying so. */
async function mailServer(port = 0, hangsUp = 0): Promise<Server> {
  const sockets = new Set<Socket>();
  const taken: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        taken.push(mail);
        if (taken.length <= hangsUp) for (const socket of sockets) socket.destroy();
        else done();
      }, done);
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function worldOn(port: number) {
  const mailer = createMailer({
    outboxDir: '/nowhere',
    from: 'Huitang <huitang@example.org>',
    mailUrl: `smtp://127.0.0.1:${port}`,
  });
  const world = await startWorld({ mailer });
  ends.push(
    async () => mailer.close?.(),
    () => world.end(),
  );
  await world.say(`activity/${idOf(1)}`, 'ActivityConfirmed', confirmed());
  const state = async () => (await world.deliveries(idOf(1)))[0];
  return { world, state };
}

test('mails wait while the mail server is down and go out when it is back', async () => {
  const first = await mailServer();
  await first.stop();
  const { world, state } = await worldOn(first.port);
  await world.tick();
  expect(await state()).toMatchObject({
    state: 'planned',
    attempts: 1,
    error: 'the mail was not handed over: ECONNREFUSED at CONN',
  });
  const second = await mailServer(first.port);
  ends.push(() => second.stop());
  world.clock.pass(5_000);
  await world.tick();
  expect(await state()).toMatchObject({ state: 'delivered', attempts: 2 });
  expect(second.taken).toMatchObject([
    {
      subject: '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
      to: { value: [{ name: '衡山居民区党支部', address: 'hengshan-branch@example.org' }] },
    },
  ]);
  expect(second.taken[0]?.text).toContain('场地：宣誓厅');
  expect(second.taken[0]?.html).toContain('宣誓厅');
});

test('a mail that was taken without an answer is sent once more, with the Message-ID that tells them apart from two', async () => {
  const server = await mailServer(0, 1);
  ends.push(() => server.stop());
  const { world, state } = await worldOn(server.port);
  await world.tick();
  expect(await state()).toMatchObject({ state: 'planned', attempts: 1 });
  world.clock.pass(5_000);
  await world.tick();
  expect(await state()).toMatchObject({ state: 'delivered', attempts: 2 });
  expect(server.taken).toHaveLength(2);
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(1);
});
