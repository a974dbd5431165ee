import { expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import { random, shuffledLog } from './shuffled-log.ts';
import {
  type AllocationWorld,
  allocationWorld,
  asked,
  type Event,
  handle,
  held,
  profile,
  room,
  said,
  wish,
} from './world.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

async function worldOf(seed: number, ...rooms: readonly string[]): Promise<AllocationWorld> {
  const world = allocationWorld(shuffledLog(random(seed)));
  await world.open(profile({ resources: rooms.map((name) => room(name)) }));
  return world;
}

const atOnce = (world: AllocationWorld, events: readonly Event[]) =>
  Promise.all(events.map((event) => handle(world.process(), event)));

test('two at once on one center-day: one finds the other there, decides again, and both have a room', async () => {
  let retried = 0;
  for (const seed of SEEDS) {
    const world = await worldOf(seed, 'a', 'b');
    const nine = wish(['2026-07-02T09:00'], 60);
    await atOnce(world, [{ asks: asked(1, nine) }, { asks: asked(2, nine) }]);
    const rooms = held(world.log).map(({ claims }) => claims.map(({ resourceId }) => resourceId).join());
    expect({ seed, rooms: rooms.sort(), problems: problemsOf(world.log) }).toEqual({
      seed,
      rooms: ['hall-a', 'hall-b'],
      problems: [],
    });
    retried += Math.min(1, world.conflicts());
  }
  // Each wants the same version of the day: unless one has come to its end before the other began, one is too late.
  expect(retried).toBeGreaterThan(SEEDS.length / 2);
});

/** Offers an evening, and may be moved within it until a day before. */
const movable = wish(['2026-07-03T22:00', '2026-07-03T18:00', '2026-07-03T19:00', '2026-07-03T20:00'], 60, {
  announceLeadMinutes: 1440,
});
const exact = (start: string) => wish([`2026-07-03T${start}`], 60);
const overnight = wish(['2026-07-03T23:00'], 240);

test('an answer over two days beside others that are moved on one of them: nobody has what another has', async () => {
  let moved = 0;
  for (const seed of SEEDS) {
    const world = await worldOf(seed, 'a');
    await handle(world.process(), { asks: asked(1, movable) });
    await atOnce(world, [
      { asks: asked(2, exact('22:00')) },
      { asks: asked(3, overnight) },
      { asks: asked(4, exact('21:00')) },
    ]);
    expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
    // There is room for all of them, once the first has made way.
    expect(held(world.log)).toHaveLength(4);
    moved += said(world.log).filter(({ type }) => type === 'AllocationMoved').length;
  }
  expect(moved).toBe(SEEDS.length);
});

test('an answer over two days that a move has come before is planned anew, or refused, and leaves nothing behind', async () => {
  for (const seed of SEEDS) {
    const world = await worldOf(seed, 'a');
    await handle(world.process(), {
      asks: asked(1, { ...movable, starts: [movable.starts[1], movable.starts[0]].flatMap((one) => one ?? []) }),
    });
    // Whoever is first: the first one is moved to ten by the second, where the night begins half an hour later.
    await atOnce(world, [{ asks: asked(2, exact('18:00')) }, { asks: asked(3, wish(['2026-07-03T22:30'], 240)) }]);
    expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
    const who = held(world.log).map(({ activityId }) => Number(activityId.slice(-12)));
    expect(who.filter((one) => one !== 1)).toHaveLength(1);
    await handle(world.process(), { asks: asked(4, wish(['2026-07-04T01:00'], 60)) });
    expect(held(world.log)).toHaveLength(who.includes(3) ? 2 : 3);
  }
});
