import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { both, cancelled, confirmed, idOf, openedCenter, roomClaim } from './given.ts';
import { type World, world } from './world.ts';

const folder = new URL('golden/feeds/', import.meta.url);
const guide = { ...roomClaim('guide-a', '2026-07-02T01:00:00Z', '2026-07-02T02:30:00Z'), role: 'guide' };

/** Compares with a file that somebody has read and approved. `HUITANG_WRITE_GOLDEN=1` writes it, to be read anew. */
function expectGolden(name: string, text: string): void {
  const file = new URL(`${name}.ics`, folder);
  if (process.env.HUITANG_WRITE_GOLDEN) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** One of each sort: public with all that feeds go by, for members, private, called off, and what may still move. */
async function everySort({ say }: World): Promise<void> {
  await say('center/tianping', 'CenterOpened', openedCenter());
  const walk = {
    packageId: 'scientists',
    packageName: both('科学家故事'),
    routeId: 'red',
    routeName: both('红色足迹'),
  };
  const sorts = [
    { ...walk, claims: [roomClaim(), guide] },
    { audience: 'members', start: '2026-07-03T01:00:00Z', end: '2026-07-03T02:00:00Z', setupMinutes: 0 },
    { audience: 'private', start: '2026-07-04T01:00:00Z', end: '2026-07-04T02:00:00Z', headcount: 12 },
    {
      ...walk,
      start: '2026-07-05T01:00:00Z',
      end: '2026-07-05T02:00:00Z',
      claims: [roomClaim('tianping-studio'), guide],
    },
    { announced: false, start: '2026-07-20T01:00:00Z', end: '2026-07-20T02:00:00Z' },
  ];
  for (const [index, changes] of sorts.entries()) {
    const activityId = idOf(index + 1);
    await say(`activity/${activityId}`, 'ActivityConfirmed', confirmed({ activityId, ...changes }));
  }
  const off = cancelled(1, '2026-06-25T00:00:00.000Z', { activityId: idOf(4) });
  await say(`activity/${idOf(4)}`, 'ActivityCancelled', off);
}

describe('as it was approved is the feed of', () => {
  let w: World;
  beforeAll(async () => {
    w = await world();
    await everySort(w);
  });
  afterAll(() => w.stop());

  test.each([
    ['center', '/feeds/centers/tianping.ics'],
    ['rooms', '/feeds/centers/tianping.ics?rooms=tianping-hall,tianping-studio'],
    ['room', '/feeds/rooms/tianping-hall.ics'],
    ['kind', '/feeds/centers/tianping/kinds/oath-renewal.ics'],
    ['package', '/feeds/packages/scientists.ics'],
    ['route', '/feeds/routes/red.ics'],
    ['activity', `/feeds/activities/${idOf(5)}.ics`],
    ['center.en', '/feeds/centers/tianping.ics?lang=en'],
  ])('a %s', async (name, path) => {
    expectGolden(name, await w.text(path));
  });

  test.each([
    ['organization', 'secret-branch'],
    ['person', 'guide-a'],
    ['crew', 'tianping'],
    ['canteen', 'tianping'],
  ])('a token of a %s', async (type, id) => {
    expectGolden(type, await w.text(await w.secretPath(type, id)));
  });
});
