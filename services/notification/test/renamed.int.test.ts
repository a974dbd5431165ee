import { Fault } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claim, confirmed, idOf, moved, revisionDeclined } from './given.ts';
import { readers } from './invitation/read.ts';
import { startWorld, type World } from './world.ts';

let world: World;
const path = '/api/organizations/hengshan-branch/preferences';
const center = 'center/tianping' as const;
const stream = `activity/${idOf(1)}`;

beforeEach(async () => {
  world = await startWorld();
  await prefer({ calendar: 'invitations' });
});
afterEach(() => world.end());

const unreachable = new Fault('mail-unreachable', 'nobody answers', { retriable: true });

const prefer = (preferences: object) => world.request('PUT', path, preferences);
const confirm = (change = {}) => world.say(stream, 'ActivityConfirmed', confirmed(change));

const shown = (displayRevision: number) => ({
  centerId: 'tianping' as never,
  displayRevision,
  displayChangedAt: '2026-06-28T09:00:00.000Z',
});
const renameCenter = (change: number, zh = '天平') =>
  world.say(center, 'CenterRenamed', { ...shown(change), name: { zh, en: zh }, formerName: { zh: '旧', en: 'Old' } });
const changeRoom = (change: number, zh: string, id = 'tianping-hall', capacity = 120) =>
  world.say(center, 'ResourceChanged', {
    ...shown(change),
    resource: { id: id as never, name: { zh, en: 'Oath Hall' }, type: 'room', capacity } as never,
  });

const plan = async () => world.host.services[0]?.ticks.find(({ name }) => name === 'notification.renamings')?.run();

/** As the host runs them, but at once. */
async function settle(): Promise<void> {
  await plan();
  await world.tick();
}

/** The events that mails have brought since, as a program reads them. */
function brought() {
  return world.mailer.taken.splice(0).map(({ invitation }) => {
    const [event] = readers['ical.js']?.(invitation?.content ?? '') ?? [];
    if (!event) throw new Error('a mail without an event');
    return [event.method, event.sequence, event.location?.split('\n')[0]];
  });
}

const renamings = async () =>
  (await world.deliveries(idOf(1))).flatMap(({ message, state }) => (message === 'renamed' ? state : []));

async function invited(change = {}): Promise<void> {
  await confirm(change);
  await world.tick();
  expect(world.mailer.taken.splice(0)).toHaveLength(1);
}

describe('who was invited', () => {
  test('is brought the new name of the center, under a higher SEQUENCE, and once', async () => {
    await invited();
    await renameCenter(1);
    await settle();
    expect(brought()).toEqual([['REQUEST', 1, '宣誓厅, 天平']]);
    await world.hearAgain();
    await settle();
    expect(brought()).toEqual([]);
  });

  test('is brought the new name of a room that it is in, and of no other', async () => {
    await invited();
    await changeRoom(1, '排练厅二', 'tianping-studio');
    await settle();
    expect(brought()).toEqual([]);
    await changeRoom(2, '大礼堂');
    await settle();
    expect(brought()).toEqual([['REQUEST', 2, '大礼堂, 天平街道党群服务中心']]);
  });

  test('hears nothing where the room has other seats and the same name', async () => {
    await invited();
    await changeRoom(1, '宣誓厅', 'tianping-hall', 60);
    await settle();
    expect(brought()).toEqual([]);
  });

  test('is brought the last of several names, once', async () => {
    await invited();
    await changeRoom(1, '甲厅');
    await renameCenter(2);
    await changeRoom(3, '乙厅');
    await settle();
    world.clock.pass(5_000);
    await settle();
    world.clock.pass(5_000);
    await settle();
    expect(brought()).toEqual([['REQUEST', 3, '乙厅, 天平']]);
    expect((await renamings()).sort()).toEqual(['delivered', 'dropped', 'dropped']);
  });

  test('needs no second mail where another has brought the name, whichever is due first', async () => {
    await invited({ announced: false, announcesAt: '2026-06-30T01:00:00Z' });
    await renameCenter(1);
    const later = moved({ start: '2026-07-02T02:00:00Z', claims: [claim('tianping-hall', 'room')] });
    await world.say(stream, 'ActivityMoved', later);
    await settle();
    world.clock.pass(5_000);
    await settle();
    expect(brought()).toEqual([['REQUEST', 2, '宣誓厅, 天平']]);
    expect(await renamings()).toEqual(['dropped']);
  });

  test('is brought the name where it is given while the first mail is on its way with the one before', async () => {
    const { mailer } = world;
    const send = mailer.send.bind(mailer);
    mailer.send = async (mail) => {
      mailer.send = send;
      await renameCenter(1);
      await plan();
      await send(mail);
    };
    await confirm();
    await world.tick();
    expect(brought()).toEqual([
      ['REQUEST', 0, '宣誓厅, 天平街道党群服务中心'],
      ['REQUEST', 1, '宣誓厅, 天平'],
    ]);
  });

  test('is brought it by the first mail where that could not be sent before', async () => {
    world.mailer.refuse = () => unreachable;
    await confirm();
    await world.tick();
    await renameCenter(1);
    await settle();
    world.mailer.refuse = undefined;
    for (let minute = 0; minute < 10; minute += 1) {
      world.clock.pass(60_000);
      await settle();
    }
    expect(brought()).toEqual([['REQUEST', 1, '宣誓厅, 天平']]);
    expect(await renamings()).toEqual(['dropped']);
  });

  test('is brought it although the mail that has to go first is in hand for longer than any attempts last', async () => {
    const { mailer } = world;
    const send = mailer.send.bind(mailer);
    await invited({ announced: false, announcesAt: '2026-06-30T01:00:00Z' });
    // Whoever has taken up the news of the move never comes back.
    const isInHand = new Promise<void>((resolve) => {
      mailer.send = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const later = moved({ start: '2026-07-02T02:00:00Z', claims: [claim('tianping-hall', 'room')] });
    await world.say(stream, 'ActivityMoved', later);
    // It never ends by itself, and fails when its file is closed.
    void world.tick().catch(() => {});
    await isInHand;
    await world.restart();
    mailer.send = send;
    await renameCenter(1);
    for (let look = 0; look < 24; look += 1) {
      await settle();
      world.clock.pass(5_000);
    }
    for (let minute = 0; minute < 5; minute += 1) {
      await settle();
      world.clock.pass(60_000);
    }
    expect(brought().at(-1)).toEqual(['REQUEST', expect.any(Number), '宣誓厅, 天平']);
    expect(await renamings()).not.toContain('failed');
  });

  test('is told at the end of its quiet hours', async () => {
    await invited();
    await prefer({ calendar: 'invitations', quietHours: { from: '15:00', to: '20:00' } });
    await renameCenter(1);
    await settle();
    expect(brought()).toEqual([]);
    world.clock.moveTo('2026-06-28T12:00:01Z');
    await settle();
    expect(brought()).toEqual([['REQUEST', 1, '宣誓厅, 天平']]);
  });

  test('is told although the process died before it was planned', async () => {
    await invited();
    await renameCenter(1);
    await world.restart();
    await settle();
    expect(brought()).toEqual([['REQUEST', 1, '宣誓厅, 天平']]);
  });
});

describe('nobody is mailed a new name', () => {
  test('who follows a feed', async () => {
    await prefer({ calendar: 'feed' });
    await confirm();
    await world.tick();
    world.mailer.taken.splice(0);
    await renameCenter(1);
    await settle();
    expect([world.mailer.taken, await renamings()]).toEqual([[], []]);
  });

  test('who has been told without an event before it wanted invitations', async () => {
    await prefer({ calendar: 'feed' });
    await confirm();
    await world.tick();
    world.mailer.taken.splice(0);
    await prefer({ calendar: 'invitations' });
    await renameCenter(1);
    await settle();
    expect([world.mailer.taken, await renamings()]).toEqual([[], []]);
  });

  test('who has changed to a feed before it was sent', async () => {
    await invited();
    world.mailer.refuse = () => unreachable;
    await renameCenter(1);
    await settle();
    world.mailer.refuse = undefined;
    await prefer({ calendar: 'feed' });
    world.clock.pass(600_000);
    await settle();
    expect([world.mailer.taken, await renamings()]).toEqual([[], ['dropped']]);
  });
});

test('whoever was invited is brought the new name, also when another organization has asked for the activity in vain since', async () => {
  await invited();
  const inVain = revisionDeclined({ revision: 2, organizationId: 'somebody-else' });
  await world.say(stream, 'ActivityRevisionDeclined', inVain);
  await renameCenter(1);
  await settle();
  expect(brought()).toMatchObject([['REQUEST', 1, expect.stringContaining('天平')]]);
});
