import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal, room } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const booking = { kinds: ['oath-renewal'], horizonDays: 10, leastLeadMinutes: 2 * 1440 };
const hall = { ...room({ id: 'rules-hall', capacity: 200, features: ['oath-wall', 'flag'] }), booking };

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'rules', [{ id: 'rules-small', capacity: 30 }]);
  const added = await world.post('/api/centers/rules/resources', hall);
  expect(added.status).toBe(201);
  await world.idle();
});
afterAll(() => world.end());

const propose = (days: number, change: Record<string, unknown> = {}) =>
  world.post('/api/activities', proposal('rules', instantIn(world, days, 60), { headcount: 100, ...change }), wait);
const renewal = { kind: 'oath-renewal', durationMinutes: 30 };

const codesOf = (json: { declined?: { reasons: { code: string; resourceId?: string }[] } }) =>
  (json.declined?.reasons ?? []).map(({ code, resourceId }) => [code, resourceId]);

describe('a hall for ceremonies alone, at most ten days and at least two days ahead', () => {
  test('is not given to another kind, and that is the reason', async () => {
    const { json } = await propose(5);
    expect([json.status, codesOf(json)[0]]).toEqual(['declined', ['not-bookable-by-kind', 'rules-hall']]);
  });

  test.each([
    [1, 'not-bookable-so-soon'],
    [11, 'not-bookable-yet'],
  ])('is not given %s days ahead, and what is offered instead is granted', async (days, code) => {
    const { json } = await propose(days, renewal);
    expect([json.status, codesOf(json)[0]]).toEqual(['declined', [code, 'rules-hall']]);
    const [first] = json.declined.nearest as { start: string }[];
    const again = await propose(0, { ...renewal, preferredStart: first?.start });
    expect(again.json).toMatchObject({ status: 'confirmed', allocation: { start: first?.start } });
  });

  test('is what a ceremony gets in between', async () => {
    const { json } = await propose(9, renewal);
    expect(json).toMatchObject({ status: 'confirmed', allocation: { start: instantIn(world, 9, 60) } });
  });

  test('is shown to a search by who searches', async () => {
    const query = (change: Record<string, string>) =>
      new URLSearchParams({
        from: instantIn(world, 6, 60),
        to: instantIn(world, 6, 90),
        durationMinutes: '30',
        headcount: '100',
        needs: JSON.stringify([{ role: 'room', features: ['flag'] }]),
        ...change,
      });
    const shown = async (change: Record<string, string>) => {
      const { json } = await world.get(`/api/centers/rules/availability?${query(change)}`);
      return json.items.map((item: { isAvailable: boolean; reasons: { code: string }[] }) =>
        item.isAvailable ? 'free' : item.reasons[0]?.code,
      );
    };
    expect(await shown({})).toEqual(['free']);
    expect(await shown({ kind: 'oath-renewal' })).toEqual(['free']);
    expect(await shown({ kind: 'community-activity' })).toEqual(['not-bookable-by-kind']);
    const far = { from: instantIn(world, 12, 60), to: instantIn(world, 12, 90) };
    expect(await shown(far)).toEqual(['not-bookable-yet']);
  });
});

test.each([
  [{ kinds: [] }, 'booking.kinds'],
  [{ horizonDays: 0 }, 'booking.horizonDays'],
  [{ leastLeadMinutes: -1 }, 'booking.leastLeadMinutes'],
  [{ organizations: ['No Slug'] }, 'booking.organizations[0]'],
  [{ who: 'nobody' }, 'booking.who'],
])('rules that make no sense are refused by name: %p', async (rules, field) => {
  const { status, json } = await world.post('/api/centers/rules/resources', {
    ...room({ id: 'rules-odd' }),
    booking: rules,
  });
  expect(status).toBe(422);
  expect(json.errors.map((error: { field: string }) => error.field)).toContain(field);
});
