import { ChangeWentUnseen } from '@huitang/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelled, confirmed, idOf, openedCenter, proposed } from './given.ts';
import { startWorld, type World } from './world.ts';

const id = idOf(1);
const stream = `activity/${id}`;
const changedAt = '2026-07-01T22:00:00.000Z';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.say('center/tianping', 'CenterOpened', openedCenter());
  await world.say(stream, 'ActivityProposed', proposed());
  await world.say(stream, 'ActivityConfirmed', confirmed());
  await world.tick();
  // Three hours before it begins.
  world.clock.moveTo(changedAt);
  await world.say(
    stream,
    'ActivityConfirmed',
    confirmed({ revision: 2, displayRevision: 1, displayChangedAt: changedAt }),
  );
  await world.tick();
  world.mailer.taken.length = 0;
});
afterEach(() => world.end());

const unseen = (changes: Record<string, unknown> = {}) =>
  ChangeWentUnseen.parse({
    activityId: id,
    revision: 2,
    centerId: 'tianping',
    displayRevision: 1,
    displayChangedAt: changedAt,
    start: '2026-07-02T01:00:00Z',
    owner: { type: 'organization', id: confirmed().organizationId },
    calendars: 3,
    unseen: 1,
    ...changes,
  });
const say = (changes: Record<string, unknown> = {}) => world.say(`reach/${id}`, 'ChangeWentUnseen', unseen(changes));
const subjects = (): string[] => world.mailer.taken.map(({ subject }) => subject);
const states = async () =>
  (await world.deliveries(id)).flatMap(({ message, recipient, state, error }) =>
    message === 'not-seen' ? [[recipient, state, ...(error ? [error] : [])].join(' ')] : [],
  );

describe('a change that a calendar has not seen', () => {
  test('is mailed to whom the calendar belongs, once', async () => {
    await say();
    await world.tick();
    await say();
    await world.tick();
    expect(subjects()).toEqual([expect.stringContaining('【日历未更新】')]);
  });

  test('is told of the newest change alone', async () => {
    await say({ displayRevision: 0 });
    await world.tick();
    expect(subjects()).toEqual([]);
    expect(await states()).toEqual([expect.stringMatching(/ dropped overtaken$/)]);
  });

  test('waits until the change itself has been heard of', async () => {
    await say({ displayRevision: 2 });
    await world.tick();
    expect(subjects()).toEqual([]);
    expect(await states()).toEqual([expect.stringMatching(/ planned$/)]);
    await world.say(stream, 'ActivityCancelled', cancelled({ displayRevision: 2, displayChangedAt: changedAt }));
    world.clock.pass(10_000);
    await world.tick();
    const mail = world.mailer.taken.find(({ subject }) => subject.includes('日历未更新'));
    expect(mail?.text).toContain('已取消');
  });

  test('is of no use once it has begun', async () => {
    world.clock.moveTo('2026-07-02T01:00:00Z');
    await say();
    await world.tick();
    expect(subjects()).toEqual([]);
    expect(await states()).toEqual([expect.stringMatching(/ dropped too-late$/)]);
  });

  test('reaches a person whose address is known, and nobody else', async () => {
    const owner = { type: 'person', id: 'tianping-guide' };
    await say({ owner });
    await world.tick();
    expect(await states()).toEqual(['person/tianping-guide dropped recipient-unknown']);
    await world.platform.vault.put('person/guide-b', { name: '讲解员乙', email: 'b@example.org', language: 'zh' });
    await say({ owner: { type: 'person', id: 'guide-b' } });
    await world.tick();
    expect(world.mailer.taken.map(({ to }) => to.address)).toEqual(['b@example.org']);
  });
});
