import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelled, confirmed, displaced, idOf, NOW, openedCenter, proposed, unplaced } from './given.ts';
import { startWorld, type World } from './world.ts';

let world: World;
const id = idOf(1);
const stream = `activity/${id}`;

async function confirmedWorld(): Promise<World> {
  const started = await startWorld();
  await started.say('center/tianping', 'CenterOpened', openedCenter());
  await started.say(stream, 'ActivityProposed', proposed());
  await started.say(stream, 'ActivityConfirmed', confirmed());
  await started.tick();
  return started;
}

beforeEach(async () => {
  world = await confirmedWorld();
});
afterEach(() => world.end());

const subjects = (): string[] => world.mailer.taken.map(({ subject }) => subject);
const ledger = async (): Promise<string[]> =>
  (await world.deliveries(id)).map(({ message, state, at }) => `${message} ${state} ${at.slice(0, 16)}`).sort();
const displace = (allocationVersion = 2) => world.say(stream, 'ActivityDisplaced', displaced({ allocationVersion }));
const accept = () => {
  const { before: _, because: __, ordered: ___, nearest: ____, announcesAt: _____, ...place } = displaced();
  return world.say(stream, 'ActivityAnnounced', { ...place, announced: true, wasDisplaced: true });
};
const at = (time: string) => {
  world.clock.moveTo(time);
  return world.tick();
};

describe('an organization whose activity is displaced', () => {
  test('is told once, and reminded of nothing before it is announced', async () => {
    await displace();
    await world.tick();
    expect(subjects()).toEqual([
      expect.stringContaining('已确认'),
      '【另作安排】新党员入党宣誓仪式 · 7月2日（周四）14:00',
    ]);
    await at('2026-07-02T00:30:00Z');
    expect(subjects()).toHaveLength(2);
    expect((await ledger()).filter((line) => line.startsWith('reminder'))).toEqual([
      expect.stringContaining('reminder-day dropped'),
      expect.stringContaining('reminder-hour dropped'),
    ]);
  });

  test('has its reminders dropped at once, so that the ledger says so', async () => {
    const reminders = async () => (await ledger()).filter((line) => line.startsWith('reminder'));
    const dropped = [expect.stringContaining('day dropped'), expect.stringContaining('hour dropped')];
    await displace();
    expect(await reminders()).toEqual(dropped);
    await world.end();
    world = await confirmedWorld();
    await world.say(stream, 'ActivityUnplaced', unplaced());
    expect(await reminders()).toEqual(dropped);
  });

  test('that is given a place again after it had none is told that as the first one', async () => {
    await world.say(stream, 'ActivityConfirmed', confirmed({ revision: 2, displayRevision: 1 }));
    await world.say(stream, 'ActivityUnplaced', unplaced({ revision: 2, displayRevision: 2 }));
    await world.say(stream, 'ActivityConfirmed', confirmed({ revision: 3, displayRevision: 3 }));
    await world.tick();
    expect(subjects().slice(1)).toEqual([expect.stringContaining('已确认')]);
  });

  test('is reminded of where it is announced, and of no other time', async () => {
    await displace();
    await accept();
    await at('2026-07-01T02:00:00Z');
    expect(subjects().filter((subject) => subject.includes('活动提醒'))).toEqual([]);
    await at('2026-07-01T06:00:00Z');
    expect(subjects().at(-1)).toBe('【活动提醒】新党员入党宣誓仪式 · 7月2日（周四）14:00');
  });

  test('is not told what is held any more where it has accepted that, or cancelled, before the mail left', async () => {
    await displace();
    await accept();
    await world.tick();
    expect(subjects().slice(1)).toEqual([expect.stringContaining('已公布')]);
    await displace(3);
    await world.say(stream, 'ActivityCancelled', cancelled({ displayRevision: 3 }));
    await world.tick();
    expect(subjects().slice(2)).toEqual([expect.stringContaining('已取消')]);
  });

  test('is told that there is no place, and nothing about the one that was held', async () => {
    await displace();
    await world.say(stream, 'ActivityUnplaced', unplaced({ displayRevision: 2 }));
    await world.tick();
    expect(subjects().slice(1)).toEqual(['【原安排已收回】新党员入党宣誓仪式 · 7月2日（周四）09:00']);
    await world.say(stream, 'ActivityCancelled', cancelled({ displayRevision: 2, wasConfirmed: false }));
    await at('2026-07-02T00:30:00Z');
    expect(subjects()).toHaveLength(2);
  });
});

test('an organization is told in its own words what staff have said, and not who said it', async () => {
  await displace();
  await world.tick();
  const mail = JSON.stringify(world.mailer.taken.at(-1));
  expect(mail).toContain('停用：空调检修。');
  expect(mail).not.toContain('manager-1');
  expect(world.clock.now()).toBe(NOW);
});
