import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { center } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.end());

const open = (id: string, rooms: string[] = [`${id}-hall`], key?: string) =>
  world.post(
    '/api/centers',
    center(
      id,
      rooms.map((room) => ({ id: room })),
    ),
    key ? { 'idempotency-key': key } : {},
  );
const isOpen = async (id: string) => (await world.get(`/api/centers/${id}`)).status === 200;

describe('a center whose id and a hyphen begin another center’s id', () => {
  test.each([
    ['longer', 'tianping', 'tianping-east'],
    ['shorter', 'xuhui-riverside-north', 'xuhui-riverside'],
    ['much shorter', 'jing-an-temple', 'jing'],
  ])('is refused when the %s one comes second', async (_, first, second) => {
    expect((await open(first)).status).toBe(201);
    const refused = await open(second);
    expect(refused).toMatchObject({ status: 409, json: { code: 'id-overlaps', centerId: first } });
    expect(refused.json.errors).toMatchObject([{ field: 'id' }]);
    expect(await isOpen(second)).toBe(false);
  });

  test('is refused when both come at once, whichever it is', async () => {
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const ids = [`${word}-a`, `${word}-a-b`, `${word}-a-b-c`];
      const answers = await Promise.all(ids.map((id) => open(id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    }
  });

  test('is not refused for one that was itself refused', async () => {
    const named = await open('huangpu', ['somewhere-else']);
    expect(named).toMatchObject({ status: 422, json: { code: 'resource-id-prefix' } });
    expect((await open('huangpu-bund')).status).toBe(201);
  });
});

test('centers that share only letters or a first word open beside each other', async () => {
  for (const id of ['pudong', 'pudongnan', 'yangpu-east', 'yangpu-west', 'yangpu-eastern']) {
    expect([id, (await open(id)).status]).toEqual([id, 201]);
  }
});

test('opening a center again says that it is open, and repeats its answer under the same key', async () => {
  expect((await open('putuo', undefined, 'k-1')).status).toBe(201);
  expect((await open('putuo', undefined, 'k-1')).status).toBe(201);
  expect(await open('putuo')).toMatchObject({ status: 409, json: { code: 'already-open' } });
});
