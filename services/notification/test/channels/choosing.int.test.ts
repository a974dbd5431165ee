import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { confirmed, idOf, NOW } from '../given.ts';
import { startWorld, type World } from '../world.ts';

const CHANNELS = '/api/organizations/hengshan-branch/channels';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const choose = (channels: unknown) => world.request('PUT', CHANNELS, { channels });
const confirm = (number = 1) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number) }));
const channelsOf = async (number = 1): Promise<string[]> => [
  ...new Set((await world.deliveries(idOf(number))).map(({ channel }) => channel)),
];

describe('an organization', () => {
  test('that has chosen nothing is told by mail alone', async () => {
    expect(await world.request('GET', CHANNELS)).toMatchObject({ status: 200, json: { items: [{ channel: 'mail' }] } });
    await confirm();
    expect(await channelsOf()).toEqual(['mail']);
  });

  test('is told by what it has chosen, from then on', async () => {
    await confirm(1);
    world.clock.pass(1);
    const since = new Date(NOW + 1).toISOString();
    expect(await choose([{ channel: 'mail' }, { channel: 'inbox' }])).toMatchObject({
      status: 200,
      json: { items: [{ channel: 'mail' }, { channel: 'inbox', since }] },
    });
    await confirm(2);
    expect(await channelsOf(1)).toEqual(['mail']);
    expect(await channelsOf(2)).toEqual(['mail', 'inbox']);
    await world.hearAgain();
    expect(await channelsOf(1)).toEqual(['mail']);
  });

  test('keeps the moment it chose something when it chooses again, and begins anew with what it had left out', async () => {
    await choose([{ channel: 'inbox' }]);
    world.clock.pass(1);
    await choose([{ channel: 'inbox' }, { channel: 'mail' }]);
    const [first, second] = [NOW, NOW + 1].map((ms) => new Date(ms).toISOString());
    const { json } = await world.request('GET', CHANNELS);
    expect(json).toEqual({
      items: [
        { channel: 'inbox', since: first },
        { channel: 'mail', since: second },
      ],
    });
  });

  test('is sent nothing more by what it has left out, also when that was planned before', async () => {
    await confirm();
    await choose([{ channel: 'inbox' }]);
    await world.tick();
    expect(world.mailer.taken).toEqual([]);
    expect((await world.deliveries(idOf(1)))[0]).toMatchObject({ state: 'dropped', error: 'switched-off' });
  });

  test.each([
    ['nothing', [], 'channels'],
    ['a channel there is not', [{ channel: 'pigeon' }], 'channels[0].channel'],
    ['one twice', [{ channel: 'mail' }, { channel: 'mail' }], 'channels'],
    ['settings that are no text', [{ channel: 'wecom', settings: { key: 1 } }], 'channels[0].settings.key'],
    ['an operator for one', { $ne: null }, 'channels'],
  ])('that chooses %s is refused by the field', async (_, channels, field) => {
    const { status, json } = await choose(channels);
    expect({ status, field: (json as { errors: { field: string }[] }).errors[0]?.field }).toEqual({
      status: 422,
      field,
    });
  });

  test('that gives settings where none are needed is refused, and so is one that nobody knows', async () => {
    expect(await choose([{ channel: 'mail', settings: { key: 'x' } }])).toMatchObject({
      status: 422,
      json: { code: 'wrong-settings', errors: [{ field: 'channels[0].settings' }] },
    });
    const nobody = '/api/organizations/nobody/channels';
    expect(await world.request('GET', nobody)).toMatchObject({ status: 404, json: { code: 'unknown-organization' } });
    expect(await world.request('PUT', nobody, { channels: [{ channel: 'mail' }] })).toMatchObject({ status: 404 });
  });
});
