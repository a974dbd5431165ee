import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';
import { startWorld } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [
    {
      id: 'tianping-hall',
      capacity: 120,
      features: ['oath-wall', 'flag', 'audio'],
      setupMinutes: 30,
      teardownMinutes: 20,
    },
    { id: 'tianping-small', capacity: 30 },
  ]);
});
afterAll(() => world.end());

const wait = { prefer: 'wait=10' };
const induction = (start: string, change: Record<string, unknown> = {}) =>
  proposal('tianping', start, { kind: 'induction-ceremony', title: '新党员入党宣誓仪式', headcount: 80, ...change });

const outboxOf = (one: World): string[] => {
  return readdirSync(one.outbox)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(one.outbox, name), 'utf8'));
};

describe('an induction ceremony', () => {
  test('goes from proposal to a room, a confirmation, a feed, room use and a mail', async () => {
    const start = instantIn(world, 3, 120);
    const answer = await world.post('/api/activities', induction(start, { audience: 'public' }), wait);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      status: 'confirmed',
      revision: 1,
      allocation: { start, setupMinutes: 30, claims: [{ resourceId: 'tianping-hall' }] },
    });
    const seen = answer.headers.get('huitang-position');
    const feed = await world.get(`/feeds/rooms/tianping-hall.ics?seen=${seen}`);
    expect(feed.status).toBe(200);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(feed.text).toContain(`UID:${answer.json.id}@test.example`);
    expect(feed.text.replaceAll('\r\n ', '')).toContain('SUMMARY:新党员入党宣誓仪式');
    await world.idle();
    const use = await world.get(
      `/api/centers/tianping/use?from=${instantIn(world, 3, 0)}&to=${instantIn(world, 4, 0)}`,
    );
    const hall = use.json.resources.find(({ id }: { id: string }) => id === 'tianping-hall');
    expect(hall.reservations).toMatchObject([
      { activityId: answer.json.id, activityStart: start, title: { zh: '新党员入党宣誓仪式' } },
    ]);
    await until(() => outboxOf(world).some((mail) => mail.includes('branch@example.org')));
    const list = await world.get(`/api/activities?center=tianping&status=confirmed&seen=${seen}`);
    expect(list.json.items.map(({ id }: { id: string }) => id)).toContain(answer.json.id);
  });

  test('is declined with reasons and with alternatives that can be booked', async () => {
    const start = instantIn(world, 5, 120);
    await world.post('/api/activities', induction(start), wait);
    const second = await world.post('/api/activities', induction(start, { title: '第二支部宣誓' }), wait);
    expect(second.json).toMatchObject({ status: 'declined' });
    expect(second.json.declined.reasons.length).toBeGreaterThan(0);
    const [nearest] = second.json.declined.nearest;
    const third = await world.post('/api/activities', induction(nearest.start, { title: '第二支部宣誓' }), wait);
    expect(third.json).toMatchObject({ status: 'confirmed', allocation: { start: nearest.start } });
  });

  test('takes an acceptable alternative when the preferred start is taken', async () => {
    const start = instantIn(world, 6, 120);
    await world.post('/api/activities', induction(start), wait);
    const other = instantIn(world, 6, 360);
    const second = await world.post('/api/activities', induction(start, { alternatives: [{ start: other }] }), wait);
    expect(second.json).toMatchObject({ status: 'confirmed', allocation: { start: other } });
  });

  test('is revised: keeps its old place when the new wish cannot be had, moves when it can', async () => {
    const start = instantIn(world, 8, 120);
    const taken = instantIn(world, 8, 480);
    const first = await world.post('/api/activities', induction(start, { audience: 'public' }), wait);
    await world.post('/api/activities', induction(taken), wait);
    const change = { title: '改期后的仪式', audience: 'private' };
    const refused = await world.post(`/api/activities/${first.json.id}/revise`, induction(taken, change), wait);
    expect(refused.json).toMatchObject({
      ...change,
      status: 'confirmed',
      revision: 2,
      allocation: { revision: 1, start, title: '新党员入党宣誓仪式', audience: 'public' },
      declined: { revision: 2 },
    });
    const page = await world.get(`/activities/${first.json.id}`);
    expect(page.text).toContain('新党员入党宣誓仪式');
    expect(page.text).not.toContain('改期后的仪式');
    const free = instantIn(world, 9, 120);
    const moved = await world.post(`/api/activities/${first.json.id}/revise`, induction(free), {
      ...wait,
      'if-match': '"2"',
    });
    expect(moved.json).toMatchObject({ status: 'confirmed', revision: 3, allocation: { revision: 3, start: free } });
    await world.idle();
    const again = await world.post('/api/activities', induction(start), wait);
    expect(again.json).toMatchObject({ status: 'confirmed', allocation: { start } });
    const stale = await world.post(`/api/activities/${first.json.id}/revise`, induction(start), {
      ...wait,
      'if-match': '"1"',
    });
    expect(stale).toMatchObject({ status: 412, json: { code: 'revision-mismatch' } });
  });

  test('is cancelled: its room is free again, its feed says so, its history has everything', async () => {
    const start = instantIn(world, 11, 120);
    const first = await world.post('/api/activities', induction(start), wait);
    const cancelled = await world.post(`/api/activities/${first.json.id}/cancel`, undefined, wait);
    expect(cancelled).toMatchObject({ status: 200, json: { status: 'cancelled' } });
    const feed = await world.get(`/feeds/rooms/tianping-hall.ics?seen=${cancelled.headers.get('huitang-position')}`);
    const own = feed.text.split('BEGIN:VEVENT').find((text) => text.includes(first.json.id));
    expect(own).toContain('STATUS:CANCELLED');
    expect(own).toContain('SEQUENCE:1');
    await world.idle();
    const again = await world.post('/api/activities', induction(start), wait);
    expect(again.json.status).toBe('confirmed');
    const history = await world.get(`/api/activities/${first.json.id}/history`);
    expect(
      history.json.items.flatMap(({ events }: { events: { type: string }[] }) => events.map(({ type }) => type)),
    ).toEqual(['ActivityProposed', 'ActivityConfirmed', 'ActivityCancelled']);
  });
});

describe('a POST', () => {
  test('repeated with its key repeats its answer and does nothing', async () => {
    const body = induction(instantIn(world, 13, 120));
    const key = { 'idempotency-key': 'ceremony-13', ...wait };
    const first = await world.post('/api/activities', body, key);
    const second = await world.post('/api/activities', body, key);
    expect(second.json).toEqual(first.json);
    const history = await world.get(`/api/activities/${first.json.id}/history`);
    expect(history.json.items).toHaveLength(2);
  });

  test('with another body under a used key is refused and changes nothing', async () => {
    const start = instantIn(world, 14, 120);
    const key = { 'idempotency-key': 'ceremony-14', ...wait };
    await world.post('/api/activities', induction(start), key);
    const other = await world.post('/api/activities', induction(start, { headcount: 81 }), key);
    expect(other).toMatchObject({
      status: 422,
      json: { code: 'command-reused', errors: [{ field: 'Idempotency-Key' }] },
    });
  });

  test('without a wait is answered at once, with the place to look', async () => {
    const answer = await world.post('/api/activities', induction(instantIn(world, 15, 120)));
    expect(answer.status).toBe(202);
    await world.idle();
    const later = await world.get(answer.headers.get('location') ?? '');
    expect(later.json).toMatchObject({ status: 'confirmed' });
    expect(later.headers.get('etag')).toMatch(/^"1\./);
  });
});

describe('reminders', () => {
  test('are mailed before the start, and not for a cancelled activity', async () => {
    const own = await startStandalone();
    try {
      await openCenter(own, 'hall', [{ id: 'hall-a' }, { id: 'hall-b' }]);
      const start = instantIn(own, 4, 120);
      const kept = await own.post('/api/activities', proposal('hall', start, { title: '留下的活动' }), wait);
      const gone = await own.post('/api/activities', proposal('hall', start, { title: '取消的活动' }), wait);
      await own.post(`/api/activities/${gone.json.id}/cancel`, undefined, wait);
      await own.idle();
      await until(async () => {
        const { json } = await own.get(`/api/activities/${gone.json.id}/deliveries`);
        return json.items.some(
          ({ message, state }: { message: string; state: string }) => /cancel/i.test(message) && state === 'delivered',
        );
      });
      own.clock.shift(Date.parse(start) - own.clock.now() - 50 * 60_000);
      const remindersOf = async (id: string) => {
        const { json } = await own.get(`/api/activities/${id}/deliveries`);
        return json.items.filter(
          ({ message, state }: { message: string; state: string }) => /remind/i.test(message) && state === 'delivered',
        );
      };
      await until(async () => (await remindersOf(kept.json.id)).length > 0);
      expect(await remindersOf(gone.json.id)).toEqual([]);
    } finally {
      await own.end();
    }
  });
});
