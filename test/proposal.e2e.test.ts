import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal, room } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
let start: string;

const name = (text: string) => ({ zh: text, en: text });
const resources = [
  room({ id: 'tianping-hall', features: ['projector', 'oath-wall', 'flag'] }),
  { type: 'kit', id: 'tianping-chairs', name: name('椅子'), count: 50 },
  { type: 'stop', id: 'tianping-gate', name: name('门') },
  {
    type: 'person',
    id: 'tianping-lecturer',
    name: name('讲师'),
    roles: ['lecturer'],
    skills: ['package:urban-development'],
  },
];

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [], { resources });
  await openCenter(world, 'elsewhere', [{ id: 'elsewhere-hall' }]);
  start = instantIn(world, 3, 120);
});
afterAll(() => world.end());

const propose = (change: Record<string, unknown>, wait = '10') =>
  world.post('/api/activities', proposal('tianping', start, change), { prefer: `wait=${wait}` });

const kit = (resourceId: string) => ({ role: 'kit', resourceId, count: 1 });
const stop = (resourceId: string, offsetMinutes: number, minutes: number) => ({
  role: 'stop',
  resourceId,
  offsetMinutes,
  minutes,
});
const steps = (...minutes: number[]) => minutes.map((each) => ({ title: '一步', minutes: each }));
const walk = { kind: 'walking-class', routeId: 'red-chen-yi', durationMinutes: undefined };

type Case = [name: string, change: Record<string, unknown>, field: string, code: string];

describe('a proposal that', () => {
  test.each<Case>([
    [
      'needs kit nobody has',
      { needs: [kit('tianping-chairs'), kit('tianping-chair')] },
      'needs[1].resourceId',
      'unknown-resource',
    ],
    ['needs a room as kit', { needs: [kit('tianping-hall')] }, 'needs[0].resourceId', 'unknown-resource'],
    [
      'needs kit as a room',
      { needs: [{ role: 'room', resourceId: 'tianping-chairs' }] },
      'needs[0].resourceId',
      'unknown-resource',
    ],
    [
      'needs another center’s room',
      { needs: [{ role: 'room', resourceId: 'elsewhere-hall' }] },
      'needs[0].resourceId',
      'unknown-resource',
    ],
    ['stops nowhere', { needs: [stop('tianping-gat', 0, 10)] }, 'needs[0].resourceId', 'unknown-resource'],
    ['stops after its end', { needs: [stop('tianping-gate', 60, 1)] }, 'needs[0].offsetMinutes', 'beyond-the-end'],
    ['stops beyond its end', { needs: [stop('tianping-gate', 50, 11)] }, 'needs[0].minutes', 'beyond-the-end'],
    ['is longer than its route', { ...walk, durationMinutes: 240 }, 'durationMinutes', 'length-from-route'],
    ['is shorter than its route', { ...walk, preferredEnd: 'SOON' }, 'preferredEnd', 'length-from-route'],
    ['has more programme than time', { programme: steps(30, 31) }, 'programme', 'programme-too-long'],
  ])('%s is refused with the field named', async (_, change, field, code) => {
    const soon = `${new Date(Date.parse(start) + 600_000).toISOString().slice(0, 19)}Z`;
    const answer = await propose({ ...change, ...('preferredEnd' in change && { preferredEnd: soon }) });
    expect(answer).toMatchObject({ status: 422, json: { code, errors: [{ field, code }] } });
  });

  test.each<[name: string, change: Record<string, unknown>]>([
    ['stops up to its very end', { needs: [stop('tianping-gate', 50, 10)] }],
    ['names its room', { needs: [{ role: 'room', resourceId: 'tianping-hall' }] }],
    ['needs kit that there is', { needs: [kit('tianping-chairs')] }],
    ['fills its time with programme', { programme: steps(30, 0, 30) }],
  ])('%s is taken', async (_, change) => {
    const answer = await propose(change);
    expect(answer).toMatchObject({ status: 201, json: { status: 'confirmed' } });
    await world.post(`/api/activities/${answer.json.id}/cancel`);
    await world.idle();
  });

  test('lasts as its route does is taken with those minutes and without', async () => {
    const without = await propose(walk, '0');
    expect(without.status).toBe(202);
    const { durationMinutes } = without.json;
    expect(await propose({ ...walk, durationMinutes }, '0')).toMatchObject({ status: 202, json: { durationMinutes } });
  });
});

describe('the programme of a kind', () => {
  const minutesOf = ({ json }: { json: { programme: { minutes: number }[] } }) =>
    json.programme.map(({ minutes }) => minutes);

  test('is shortened in proportion to an activity that is shorter than it', async () => {
    expect(minutesOf(await propose({ kind: 'oath-renewal', durationMinutes: 20 }, '0'))).toEqual([3, 7, 10]);
  });

  test('is shortened to the package that is chosen', async () => {
    const session = { kind: 'educational-session', packageId: 'urban-development', durationMinutes: undefined };
    const answer = await propose(session, '0');
    expect(answer.json.durationMinutes).toBe(75);
    expect(minutesOf(answer)).toEqual([8, 50, 17]);
  });

  test('stays as it is where there is time left', async () => {
    expect(minutesOf(await propose({ kind: 'oath-renewal', durationMinutes: 60 }, '0'))).toEqual([5, 10, 15]);
  });
});
