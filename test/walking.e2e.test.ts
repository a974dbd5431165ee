import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alwaysOpen, instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const demo = JSON.parse(
  readFileSync(new URL('../services/standalone/demo/centers/tianping.json', import.meta.url), 'utf8'),
);

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const { holidays: _, resources, ...profile } = demo;
  // Whatever day it is: the routes and their stops are what is looked at.
  await openCenter(world, 'tianping', [], { ...profile, resources, openingHours: alwaysOpen });
});
afterAll(() => world.end());

/** Minutes after ten o'clock on the center's clock. */
const at = (days: number, minutes: number): string => instantIn(world, days, 120 + minutes);

const walk = (routeId: string, days: number, minutes: number, change: Record<string, unknown> = {}) =>
  world.post(
    '/api/activities',
    proposal('tianping', at(days, minutes), {
      kind: 'walking-class',
      routeId,
      durationMinutes: undefined,
      headcount: 15,
      ...change,
    }),
    wait,
  );

type Claim = { role: string; resourceId: string; start: string; end: string; count: number };

const busyAt = (json: { declined?: { reasons: { code: string; resourceId?: string }[] } }) =>
  json.declined?.reasons.slice(0, 1).map(({ code, resourceId }) => [code, resourceId])[0];

test('a walking class claims its guide, a headset for each, and every stop for as long as it is there', async () => {
  const { json } = await walk('red-chen-yi', 3, 0);
  expect(json.status).toBe('confirmed');
  const claims = json.allocation.claims as Claim[];
  const stops = claims.filter(({ role }) => role === 'stop');
  expect(stops.map(({ resourceId, start, end }) => [resourceId, start, end])).toEqual([
    ['tianping-stop-plaza', at(3, 0), at(3, 10)],
    ['tianping-stop-chen-yi-site', at(3, 20), at(3, 45)],
    ['tianping-stop-jianye-lane', at(3, 48), at(3, 68)],
    ['tianping-stop-neighbourhood-house', at(3, 70), at(3, 90)],
  ]);
  const [guide, ...others] = claims.filter(({ role }) => role === 'guide');
  expect([guide?.start, guide?.end, others]).toEqual([at(3, -10), at(3, 95), []]);
  expect(claims.find(({ role }) => role === 'kit')).toMatchObject({ resourceId: 'tianping-headsets', count: 15 });
  expect(json.allocation.end).toBe(at(3, 85));
});

describe('groups on the same route', () => {
  test('follow each other as closely as the stop that admits one of them allows, with the headway', async () => {
    expect((await walk('red-chen-yi', 4, 0)).json.status).toBe('confirmed');
    const early = await walk('red-chen-yi', 4, 24);
    expect([early.json.status, busyAt(early.json)]).toEqual(['declined', ['stop-busy', 'tianping-stop-chen-yi-site']]);
    expect((await walk('red-chen-yi', 4, 25)).json.status).toBe('confirmed');
  });
});

describe('two routes that share two stops in opposite order', () => {
  test.each([
    [5, 89, 90],
    [6, 51, 50],
  ])('pass each other where they change places, and not a minute earlier or later (%s)', async (days, not, but) => {
    expect((await walk('red-chen-yi', days, 0)).json.status).toBe('confirmed');
    const wrong = await walk('renewed-lanes', days, not);
    expect([wrong.json.status, busyAt(wrong.json)]).toEqual([
      'declined',
      ['stop-busy', 'tianping-stop-neighbourhood-house'],
    ]);
    expect((await walk('renewed-lanes', days, but)).json.status).toBe('confirmed');
  });
});

test('a slow group at a stop is waited for, with the headway after it', async () => {
  const slow = await world.post(
    '/api/activities',
    proposal('tianping', at(7, 0), {
      headcount: 10,
      needs: [{ role: 'stop', resourceId: 'tianping-stop-chen-yi-site', offsetMinutes: 0, minutes: 60 }],
    }),
    wait,
  );
  expect(slow.json.status).toBe('confirmed');
  // They arrive twenty minutes after their start.
  const early = await walk('red-chen-yi', 7, 44);
  expect(busyAt(early.json)).toEqual(['stop-busy', 'tianping-stop-chen-yi-site']);
  expect((await walk('red-chen-yi', 7, 45)).json.status).toBe('confirmed');
});

test('a group for whom there are too few headsets is refused the class, and with it guide and stops', async () => {
  const { json } = await walk('red-soong-ching-ling', 8, 0, { headcount: 121 });
  expect([json.status, busyAt(json)]).toEqual(['declined', ['kit-short', 'tianping-headsets']]);
  expect((await walk('red-soong-ching-ling', 8, 0, { headcount: 120 })).json.status).toBe('confirmed');
});
