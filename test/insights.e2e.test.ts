import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
const hall = { id: 'wanted-hall', capacity: 100, features: ['flag'] };
const needs = [{ role: 'room', features: ['flag'] }];

/** Five days from now, at an hour of the center's clock, eight hours ahead of UTC. */
const at = (hour: number) => instantIn(world, 5, (hour - 8) * 60);

const propose = (organization: string, change: Record<string, unknown> = {}) =>
  world.post('/api/activities', proposal('wanted', at(10), { organization, headcount: 60, needs, ...change }), {
    prefer: 'wait=10',
  });

const report = async () => {
  await world.idle();
  const date = at(10).slice(0, 10);
  return world.get(`/api/insights/unmet-demand?center=wanted&from=${date}&to=${date}`);
};

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'wanted', [hall]);
  for (const id of ['second', 'third']) {
    await world.post('/api/organizations', { id, name: id, email: `${id}@example.org`, language: 'zh' });
  }
});
afterAll(() => world.end());

describe('unmet demand', () => {
  test('is nothing while everybody gets what he asks for', async () => {
    expect((await propose('branch')).json.status).toBe('confirmed');
    const { status, json } = await report();
    expect([status, json.items]).toEqual([200, []]);
  });

  test('is told alike with alike, repeats once, with how many one more room would have served', async () => {
    for (const organization of ['second', 'third', 'second']) {
      expect((await propose(organization)).json.status).toBe('declined');
    }
    const { json } = await report();
    expect(json.items).toEqual([
      expect.objectContaining({
        fromHour: 9,
        toHour: 12,
        features: ['flag'],
        seats: 60,
        refused: 2,
        moved: 0,
        organizations: 2,
        reasons: [{ code: 'taken', count: 2 }],
        counterfactual: { added: { type: 'room', capacity: 60, features: ['flag'] }, served: 1, of: 2 },
      }),
    ]);
  });

  test('includes who was given another start than he preferred', async () => {
    const alternatives = [{ start: at(16) }];
    const { json: moved } = await propose('third', { headcount: 61, alternatives });
    expect(moved.status).toBe('confirmed');
    expect((await report()).json.items[0]).toMatchObject({ refused: 2, moved: 1 });
  });

  test('includes a search that showed nothing, however often it is repeated', async () => {
    const query = new URLSearchParams({
      from: at(10),
      to: instantIn(world, 5, 150),
      durationMinutes: '60',
      headcount: '60',
      needs: JSON.stringify(needs),
    });
    for (let times = 0; times < 3; times += 1) await world.get(`/api/centers/wanted/availability?${query}`);
    expect((await report()).json.items[0]).toMatchObject({ refused: 2, foundNothing: 1 });
  });

  test('does not include a search for what is over', async () => {
    const query = new URLSearchParams({
      from: instantIn(world, -2, 0),
      to: instantIn(world, -2, 60),
      durationMinutes: '60',
      headcount: '60',
      needs: JSON.stringify(needs),
    });
    await world.get(`/api/centers/wanted/availability?${query}`);
    await world.idle();
    const [from, to] = [-3, 0].map((days) => instantIn(world, days, 0).slice(0, 10));
    const { json } = await world.get(`/api/insights/unmet-demand?center=wanted&from=${from}&to=${to}`);
    expect(json.items).toEqual([]);
  });

  test.each([
    ['to', 'center=wanted&from=2026-07-02&to=2026-07-01'],
    ['to', 'center=wanted&from=2026-01-01&to=2026-07-01'],
    ['center', 'from=2026-07-01&to=2026-07-01'],
    ['from', 'center=wanted&from=1.7.2026&to=2026-07-01'],
  ])('is refused with a wrong %s by the field: %s', async (field, query) => {
    const { status, json } = await world.get(`/api/insights/unmet-demand?${query}`);
    expect([status, json.errors[0].field]).toEqual([422, field]);
  });

  test('is not known of a center that is not there', async () => {
    const { status, json } = await world.get('/api/insights/unmet-demand?center=nowhere&from=2026-07-01&to=2026-07-01');
    expect([status, json.code, json.errors[0].field]).toEqual([404, 'unknown-center', 'center']);
  });
});
