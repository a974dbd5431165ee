import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { until } from './support/until.ts';
import { startWorld } from './support/world.ts';

let world: World;

const needs = [{ role: 'room', features: ['flag'] }];
const hall = { id: 'avail-hall', capacity: 100, features: ['flag'] };
const small = { id: 'avail-small', capacity: 30, features: ['flag'] };

/** Terms of a proposal as their kind would have them. */
const ask = (change: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    from: instantIn(world, 3, 0),
    to: instantIn(world, 3, 240),
    durationMinutes: '60',
    headcount: '40',
    needs: JSON.stringify(needs),
    ...change,
  });
  return world.get(`/api/centers/avail/availability?${query}`);
};

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'avail', [hall, small]);
});
afterAll(() => world.end());

const propose = (minutes: number) =>
  world.post('/api/activities', proposal('avail', instantIn(world, 3, minutes), { headcount: 40, needs }), {
    prefer: 'wait=10',
  });

describe('availability', () => {
  test('tells for every half hour what would be given, and afterwards what is in the way, without saying who', async () => {
    const before = await ask();
    expect(before.json.items).toHaveLength(8);
    expect(new Set(before.json.items.map(({ resourceIds }: { resourceIds: string[] }) => resourceIds.join()))).toEqual(
      new Set(['avail-hall']),
    );
    const { json } = await propose(120);
    expect(json.status).toBe('confirmed');
    const after = (await ask()).json.items as {
      isAvailable: boolean;
      reasons: { code: string; resourceId: string }[];
    }[];
    expect(after.map(({ isAvailable }) => isAvailable)).toContain(true);
    const taken = after.find(({ isAvailable }) => !isAvailable);
    expect(taken?.reasons[0]).toMatchObject({
      code: 'taken',
      resourceId: 'avail-hall',
      text: { en: expect.stringMatching(/: taken at that time\.$/) },
    });
    expect(JSON.stringify(after)).not.toContain(json.id);
  });

  test('is what a proposal then gets, start by start', async () => {
    const { items } = (await ask()).json as { items: { start: string; isAvailable: boolean }[] };
    for (const { start, isAvailable } of items) {
      const { json } = await world.post(
        '/api/activities',
        proposal('avail', start, { headcount: 40, needs, setupMinutes: undefined }),
        { prefer: 'wait=10' },
      );
      expect([start, json.status]).toEqual([start, isAvailable ? 'confirmed' : 'declined']);
      if (json.status === 'confirmed') await world.post(`/api/activities/${json.id}/cancel`);
      await world.idle();
    }
  });

  test('keeps to how far ahead its kind may be asked for, as a proposal does, and to its buffers', async () => {
    const kind = 'oath-renewal';
    const terms = { kind, durationMinutes: '30', headcount: '20', needs: JSON.stringify([{ role: 'room' }]) };
    const first = async (from: number) => {
      const at = (ms: number) =>
        `${new Date(Math.ceil((world.clock.now() + ms) / 60_000) * 60_000).toISOString().slice(0, 19)}Z`;
      const { json } = await ask({ ...terms, from: at(from), to: at(from + 60_000) });
      return json.items[0];
    };
    const [HOUR, DAY] = [3_600_000, 86_400_000];
    // What scheduling says of its kinds is heard a moment after the start.
    await until(async () => !(await first(HOUR / 2)).isAvailable);
    for (const [ms, code] of [
      [HOUR / 2, 'starts-too-soon'],
      [181 * DAY, 'starts-too-late'],
    ] as const) {
      const { start, isAvailable, reasons } = await first(ms);
      expect([isAvailable, reasons[0].code]).toEqual([false, code]);
      const body = proposal('avail', start, { kind, headcount: 20, durationMinutes: 30, needs: [] });
      expect((await world.post('/api/activities', body)).json.code).toBe(code);
    }
    expect((await first(3 * HOUR)).isAvailable).toBe(true);
    const taken = await world.post(
      '/api/activities',
      proposal('avail', instantIn(world, 5, 0), { headcount: 40, needs }),
      {
        prefer: 'wait=10',
      },
    );
    expect(taken.json.status).toBe('confirmed');
    // It is free ten minutes after its end, and a renewal takes ten to set up.
    const at = { from: instantIn(world, 5, 70), to: instantIn(world, 5, 80) };
    expect((await ask(at)).json.items[0].isAvailable).toBe(true);
    expect((await ask({ ...at, kind })).json.items[0].isAvailable).toBe(false);
  });

  test('says that nothing will ever do when nothing will', async () => {
    const { json } = await ask({ headcount: '101' });
    const causes = json.items.map(({ reasons }: { reasons: { code: string }[] }) => reasons[0]?.code);
    expect(new Set(causes)).toEqual(new Set(['no-room-large-enough']));
  });

  test('is nothing that is over, since nobody can ask for it any more', async () => {
    const { json } = await ask({ from: instantIn(world, -1, 0), to: instantIn(world, -1, 60) });
    const causes = json.items.map(({ reasons }: { reasons: { code: string }[] }) => reasons[0]?.code);
    expect(causes).toEqual(['no-start-left', 'no-start-left']);
  });

  test('is nothing for an organization that its quota leaves too little', async () => {
    await world.request('PUT', '/api/organizations/branch/quota', { minutesPerMonth: 30 });
    const { json } = await ask({ organization: 'branch' });
    expect(json.items[0]).toMatchObject({
      isAvailable: false,
      reasons: [{ code: 'quota-exceeded', values: { limit: 30, wanted: 60 } }],
    });
    expect((await propose(0)).json.declined.reasons[0].code).toBe('quota-exceeded');
    await world.request('PUT', '/api/organizations/branch/quota', { minutesPerMonth: null });
    expect((await ask({ organization: 'branch' })).json.items[0].isAvailable).toBe(true);
  });

  test.each([
    ['organization', { organization: 'nobody' }],
    ['needs', { needs: 'flag' }],
    ['needs', { needs: '[]' }],
    ['needs[0].role', { needs: '[{"role":"chef"}]' }],
    ['headcount', { headcount: '0' }],
    ['durationMinutes', { durationMinutes: '-1' }],
    ['to', { to: '2099-01-01T00:00:00Z' }],
    ['from', { from: '2026-01-01T09:00' }],
  ])('is refused with a wrong %s by the field: %j', async (field, change) => {
    const { status, json } = await ask(change as Record<string, string>);
    expect([status, json.errors[0].field]).toEqual([422, field]);
  });
});
