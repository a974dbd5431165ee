import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { center, instantIn, proposal, room } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
const organization = { id: 'branch', name: '第一党支部', email: 'branch@example.org', language: 'zh' };

beforeAll(async () => {
  world = await startWorld();
  await world.post('/api/organizations', organization);
});
afterAll(() => world.end());

const each = Array.from({ length: 20 }, (_, index) => `new${index}`);
const csv = (hall: string) => `id,room,start,end,title\n1,${hall},2027-03-01T09:00:00Z,2027-03-01T10:00:00Z,Talk\n`;

describe('a center that has just opened', () => {
  test('can be proposed to at once', async () => {
    for (const id of each) {
      const opened = await world.post('/api/centers', center(id, [{ id: `${id}-hall` }]));
      expect(opened.status).toBe(201);
      const proposed = await world.post('/api/activities', proposal(id, instantIn(world, 3, 120)), {
        prefer: 'wait=30',
      });
      expect(proposed).toMatchObject({ status: 201, json: { status: 'confirmed', center: id } });
    }
  });

  test('can be imported into at once, also into a room it got afterwards', async () => {
    for (const id of each.map((name) => `${name}x`)) {
      await world.post('/api/centers', center(id, [{ id: `${id}-hall` }]));
      await world.post(`/api/centers/${id}/resources`, room({ id: `${id}-studio` }));
      const headers = { 'content-type': 'text/csv' };
      const path = `/api/import?center=${id}&organization=branch`;
      expect(await world.post(path, csv(`${id}-studio`), headers)).toMatchObject({
        status: 200,
        json: { outcomes: { confirmed: 1 } },
      });
    }
  });
});
