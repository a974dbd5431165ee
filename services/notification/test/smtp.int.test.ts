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

interface Manners {
  readonly port?: number;
  /** So many mails it takes first without saying so. */
  readonly hangsUp?: number;
  /** So many mails it dies of first, with a part of them. */
  readonly dies?: number;
  /** What it answers to whom; undefined takes the mail. */
  readonly refuses?: (address: string) => number | undefined;
}

/** A real mail server with manners. */
async function mailServer({ port = 0, hangsUp = 0, dies = 0, refuses }: Manners = {}): Promise<Server> {
  const sockets = new Set<Socket>();
  const taken: ParsedMail[] = [];
  let deaths = 0;
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const responseCode = refuses?.(address);
      done(responseCode === undefined ? null : Object.assign(new Error('not here'), { responseCode }));
    },
    onData(stream, _session, done) {
      deaths += 1;
      if (deaths <= dies) return void stream.once('data', hangUp).resume();
      simpleParser(stream).then((mail) => {
        taken.push(mail);
        if (taken.length <= hangsUp) hangUp();
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
        hangUp();
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
  const second = await mailServer({ port: first.port });
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
  const server = await mailServer({ hangsUp: 1 });
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

test('a mail whose server dies in the middle of it comes once, whole, with its event', async () => {
  const server = await mailServer({ dies: 1 });
  ends.push(() => server.stop());
  const { world, state } = await worldOn(server.port);
  await world.request('PUT', '/api/organizations/hengshan-branch/preferences', { calendar: 'invitations' });
  await world.tick();
  expect(await state()).toMatchObject({ state: 'planned', attempts: 1 });
  expect(server.taken).toEqual([]);
  world.clock.pass(5_000);
  await world.tick();
  expect(await state()).toMatchObject({ state: 'delivered', attempts: 2 });
  expect(server.taken).toHaveLength(1);
  const [event] = server.taken[0]?.attachments ?? [];
  expect(event?.contentType).toBe('text/calendar');
  expect(event?.content.toString()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*METHOD:REQUEST[\s\S]*END:VCALENDAR\r\n$/);
});

test('of two recipients the one that is refused has failed at once, the one put off gets its mail later', async () => {
  const isLater = { value: false };
  const refuses = (address: string): number | undefined => {
    if (address.startsWith('gone')) return 550;
    return address.startsWith('grey') && !isLater.value ? 451 : undefined;
  };
  const server = await mailServer({ refuses });
  ends.push(() => server.stop());
  const { world, state } = await worldOn(server.port);
  for (const [index, name] of ['gone', 'grey'].entries()) {
    const organizationId = `${name}-branch` as never;
    await world.platform.vault.put(`organization/${organizationId}`, {
      name,
      email: `${name}@example.org`,
      language: 'en',
    });
    const activityId = idOf(index + 2) as never;
    await world.say(`activity/${activityId}`, 'ActivityConfirmed', confirmed({ activityId, organizationId }));
  }
  const states = async () => [
    (await state())?.state,
    ...(await Promise.all([2, 3].map(async (number) => (await world.deliveries(idOf(number)))[0]?.state))),
  ];
  await world.tick();
  expect(await states()).toEqual(['delivered', 'failed', 'planned']);
  isLater.value = true;
  world.clock.pass(5_000);
  await world.tick();
  expect(await states()).toEqual(['delivered', 'failed', 'delivered']);
  expect(server.taken).toHaveLength(2);
});
