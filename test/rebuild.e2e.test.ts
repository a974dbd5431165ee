import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { type Dump, differences, type History, historyOf, liveIn, mixed, rebuilt } from './support/read-models.ts';
import { startWorld } from './support/world.ts';

const PROPOSALS = 36;
/** A database for each service and order: with processes of their own one order says what there is to say. */
const ORDERS = process.env.HUITANG_WORLD === 'distributed' ? [1] : [1, 2, 3, 4];
const wait = { prefer: 'wait=30' };

/** Rivals for two rooms; a third of those who have something call it off or change it, and the center gets a new name. */
async function live(world: World): Promise<void> {
  await openCenter(
    world,
    'rebuilt',
    ['a', 'b'].map((name) => ({ id: `rebuilt-${name}`, capacity: 40, setupMinutes: 10 })),
  );
  const propose = (index: number, change: Record<string, unknown> = {}) =>
    proposal('rebuilt', instantIn(world, 3 + (index % 5), 120 + Math.floor(index / 15) * 60), {
      title: `读书会 ${index}`,
      audience: index % 2 === 0 ? 'public' : 'members',
      ...change,
    });
  const ids: string[] = [];
  for (let index = 0; index < PROPOSALS; index += 1) {
    const { json } = await world.post('/api/activities', propose(index), wait);
    ids.push(json.id);
  }
  for (const [index, id] of ids.slice(0, PROPOSALS / 3).entries()) {
    if (index % 2 === 0) await world.post(`/api/activities/${id}/cancel`, undefined, wait);
    else await world.post(`/api/activities/${id}/revise`, propose(index, { title: `改期 ${index}` }), wait);
  }
  await world.post('/api/centers/rebuilt/rename', { name: { zh: '天平会堂', en: 'Tianping Hall of Assembly' } });
  await world.idle();
}

describe('the read models of all services', () => {
  let world: World;
  let shown: Dump;
  let streams: History;

  beforeAll(async () => {
    world = await startWorld({ demo: true });
    await live(world);
    streams = await historyOf(world);
    shown = await liveIn(world);
  }, 180_000);
  afterAll(() => world.end());

  test('have something to compare', () => {
    expect(Object.keys(shown).length).toBeGreaterThanOrEqual(7);
    expect(shown['calendar-entries']?.length).toBeGreaterThan(15);
    expect(shown['room-allocation-grants']?.length).toBeGreaterThan(10);
    expect(shown['scheduling-activities']?.length).toBeGreaterThanOrEqual(PROPOSALS);
    for (const status of ['cancelled', 'declined', 'confirmed']) {
      expect(shown['scheduling-activities']?.some((row) => row.includes(`"status":"${status}"`))).toBe(true);
    }
  });

  test.each(ORDERS)('come out identical when rebuilt with the streams mixed in another order (%i)', async (seed) => {
    expect(differences(await rebuilt(world, mixed(streams, seed)), shown)).toEqual([]);
  });

  test('differ when an event is missing: the comparison can fail', async () => {
    const last = [...streams].filter(([stream]) => stream.startsWith('activity/')).at(-1);
    const fewer = new Map([...streams].filter(([stream]) => stream !== last?.[0]));
    expect(differences(await rebuilt(world, mixed(fewer, 1)), shown)).not.toEqual([]);
  });
});
