import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import { random, shuffledLog } from './shuffled-log.ts';
import {
  type AllocationWorld,
  allocationWorld,
  asked,
  CENTER,
  type Event,
  handle,
  held,
  heldBriefly,
  profile,
  room,
  wish,
} from './world.ts';

async function worldOf(seed: number): Promise<{ world: AllocationWorld; next: () => number }> {
  const next = random(seed);
  const world = allocationWorld(shuffledLog(next));
  await world.open(profile({ resources: [room('a')] }));
  return { world, next };
}

const twoDays = wish(['2026-07-02T23:00'], 120);
const threeDays = wish(['2026-07-01T23:00'], 26 * 60);
const secondDay = wish(['2026-07-03T00:30'], 60);
const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

describe('rivals at the same time', () => {
  test.each([
    ['for the same two days', [twoDays, twoDays]],
    ['one for three days, one for the last two', [threeDays, twoDays]],
    ['one for two days, one for the second alone', [twoDays, secondDay]],
    ['four of them', [twoDays, threeDays, secondDay, twoDays]],
  ])('%s: never both, never neither', async (_, wishes) => {
    for (const seed of SEEDS) {
      const { world } = await worldOf(seed);
      await Promise.all(wishes.map((one, index) => handle(world.process(), { asks: asked(index + 1, one) })));
      expect({ seed, held: held(world.log).length, problems: problemsOf(world.log) }).toEqual({
        seed,
        held: 1,
        problems: [],
      });
    }
  });

  test('two copies of one process that handle the same events give one answer to each', async () => {
    const events: readonly Event[] = [
      { asks: asked(1, wish(['2026-07-02T10:00', '2026-07-02T23:30', '2026-07-04T10:00'], 60)) },
      { asks: asked(2, wish(['2026-07-02T10:30', '2026-07-02T23:00', '2026-07-05T10:00'], 60)) },
      { asks: asked(3, twoDays) },
    ];
    for (const seed of SEEDS) {
      const { world } = await worldOf(seed);
      const copy = async (): Promise<void> => {
        const process = world.process();
        await Promise.all(events.map((event) => handle(process, event)));
      };
      await Promise.all([copy(), copy()]);
      expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
      expect(held(world.log).length).toBeGreaterThanOrEqual(2);
    }
  });

  test('a late copy cannot grant what has been withdrawn', async () => {
    for (const seed of SEEDS) {
      const { world } = await worldOf(seed);
      const event: Event = { asks: asked(1, wish(['2026-07-02T10:00', '2026-07-02T23:30'], 60)) };
      await handle(world.process(), event);
      await Promise.all([handle(world.process(), { cancels: 1, revision: 1 }), handle(world.process(), event)]);
      expect(heldBriefly(world.log)).toEqual([]);
    }
  });

  test('a season of proposals, revisions and cancellations by three processes keeps every promise', async () => {
    for (const seed of SEEDS.slice(0, 12)) {
      const { world, next } = await worldOf(seed);
      const processes = [world.process(), world.process(), world.process()];
      const start = (): string =>
        `2026-07-0${2 + Math.floor(next() * 3)}T${String(Math.floor(next() * 24)).padStart(2, '0')}:00`;
      const live = async (number: number): Promise<void> => {
        const own = processes[number % 3] ?? world.process();
        const revisions = 1 + Math.floor(next() * 3);
        for (let revision = 1; revision <= revisions; revision += 1) {
          const starts = [start(), start(), start()];
          await handle(own, {
            asks: asked(number, wish([...new Set(starts)], 60 + Math.floor(next() * 4) * 60), revision),
          });
        }
        if (next() < 0.3) await handle(own, { cancels: number, revision: revisions });
      };
      await Promise.all(Array.from({ length: 12 }, (_, index) => live(index + 1)));
      expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
    }
  });
});

test('the checker sees a place given twice', async () => {
  const { world } = await worldOf(1);
  await handle(world.process(), { asks: asked(1, twoDays) });
  const [granted] = world.log.commits.filter(({ events }) => events.some(({ type }) => type === 'AllocationGranted'));
  const forged = JSON.parse(JSON.stringify(granted).replaceAll('000000000001', '000000000009'));
  world.log.commits.push({ ...forged, stream: `center-day/${CENTER}/2026-07-02` });
  expect(problemsOf(world.log).length).toBeGreaterThan(0);
});
