import { OrganizationId } from '@huitang/contracts';
import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import { limit, minutesHeld, mostHeld, used } from './quota-world.ts';
import { random, shuffledLog } from './shuffled-log.ts';
import {
  type AllocationWorld,
  allocationWorld,
  asked,
  close,
  displacements,
  type Event,
  handle,
  heldBriefly,
  profile,
  refusals,
  room,
  wish,
} from './world.ts';

const JULY = '2026-07';

async function worldWith(minutesPerMonth: number | null, log = new MemoryLog()): Promise<AllocationWorld> {
  const world = allocationWorld(log);
  await world.open(profile({ resources: [room('a'), room('b')] }));
  if (minutesPerMonth !== null) await limit(world, minutesPerMonth);
  return world;
}

async function told(world: AllocationWorld, ...events: readonly Event[]): Promise<void> {
  for (const event of events) await handle(world.process(), event);
}

const on = (day: string, minutes: number, change: Record<string, unknown> = {}) =>
  wish([`2026-${day}T10:00`], minutes, change);

describe('an organization with a limit', () => {
  test('has what it asked for counted, and is refused what is more, with what is left told', async () => {
    const world = await worldWith(150);
    await told(world, { asks: asked(1, on('07-02', 90)) }, { asks: asked(2, on('07-03', 61)) });
    expect(await used(world, JULY)).toEqual([90, 90]);
    expect(refusals(world.log)).toMatchObject([
      { reasons: [{ code: 'quota-exceeded', values: { limit: 150, used: 90, wanted: 61 } }], nearest: [] },
    ]);
    await told(world, { asks: asked(3, on('07-03', 60)) });
    expect(await used(world, JULY)).toEqual([150, 150]);
  });

  test('has minutes back for what is refused for another reason, cancelled, or revised to less', async () => {
    const world = await worldWith(120);
    await told(world, { asks: asked(1, on('07-02', 60, { headcount: 999 })) });
    expect(await used(world, JULY)).toEqual([0, 0]);
    await told(world, { asks: asked(2, on('07-02', 90)) }, { asks: asked(2, on('07-02', 30), 2) });
    expect(await used(world, JULY)).toEqual([30, 30]);
    await told(world, { cancels: 2, revision: 2 });
    expect(await used(world, JULY)).toEqual([0, 0]);
  });

  test('keeps what it has when a revision is too much, and has it counted in the month it is revised to', async () => {
    const world = await worldWith(120);
    await told(world, { asks: asked(1, on('07-02', 90)) }, { asks: asked(1, on('07-02', 121), 2) });
    expect(heldBriefly(world.log)).toEqual([[1, 1, '2026-07-02T02:00:00Z', 'hall-a']]);
    expect(await used(world, JULY)).toEqual([90, 90]);
    await told(world, { asks: asked(1, on('08-02', 120), 3) });
    expect(await used(world, JULY)).toEqual([0, 0]);
    expect(await used(world, '2026-08')).toEqual([120, 120]);
  });

  test('is counted by the month of the center, not of UTC', async () => {
    const world = await worldWith(100);
    // Half an hour into August in Shanghai is still July in UTC.
    await told(world, { asks: asked(1, wish(['2026-08-01T00:30'], 60)) });
    expect([await used(world, JULY), await used(world, '2026-08')]).toEqual([
      [0, 0],
      [60, 60],
    ]);
  });

  test('is offered only what its month has minutes for', async () => {
    const world = await worldWith(100);
    await told(world, { asks: asked(1, on('08-20', 60)) });
    const taken = asked(2, wish(['2026-07-31T10:00'], 3 * 1440, { asGiven: true }));
    await told(world, { asks: { ...taken, organizationId: OrganizationId.parse('other') } });
    const b = asked(3, wish(['2026-07-31T10:00'], 3 * 1440, { asGiven: true }));
    await told(world, { asks: { ...b, organizationId: OrganizationId.parse('other') } });
    const within = { from: '2026-07-30T00:00:00+08:00', to: '2026-08-05T00:00:00+08:00' };
    await told(world, { asks: asked(4, on('07-31', 60, { offerWithin: within })) });
    const starts = refusals(world.log).flatMap(({ nearest }) => nearest.map(({ start }) => start));
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.every((start) => start < '2026-07-31T16:00:00Z')).toBe(true);
  });

  test('is offered the days of another month that has minutes where its own has none', async () => {
    const world = await worldWith(100);
    await told(world, { asks: asked(1, on('07-02', 100)) });
    const offerWithin = { from: '2026-07-02T00:00:00+08:00', to: '2026-08-31T00:00:00+08:00' };
    await told(world, { asks: asked(2, on('07-30', 60, { offerWithin })) });
    const [refusal] = refusals(world.log);
    expect(refusal?.reasons).toMatchObject([{ code: 'quota-exceeded' }]);
    const starts = refusal?.nearest.map(({ start }) => start) ?? [];
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((start) => start < '2026-07-31T16:00:00Z')).toEqual([]);
  });

  test('is offered, where staff take a place away, only what its month has minutes for', async () => {
    const world = await worldWith(100);
    await told(world, { asks: asked(1, on('07-31', 60)) }, { asks: asked(2, on('08-20', 60)) });
    await close(world.process(), ['2026-07-29T00:00', '2026-08-01T00:00']);
    const starts = displacements(world.log).flatMap(({ nearest }) => nearest.map(({ start }) => start));
    // The next month has forty minutes left.
    expect(starts.filter((start) => start > '2026-07-31T16:00:00Z')).toEqual([]);
  });

  test('is not refused what staff order or what is a fact, which counts all the same', async () => {
    const world = await worldWith(50);
    const ordered = { by: 'manager', reason: 'a delegation' };
    await told(world, { asks: { ...asked(1, on('07-02', 60)), ordered } });
    await told(world, { asks: asked(2, on('07-03', 60, { asGiven: true })) });
    expect(await used(world, JULY)).toEqual([120, 120]);
  });

  test('over several days is held and given back like everything else', async () => {
    const world = await worldWith(150);
    const night = wish(['2026-07-02T23:00'], 120);
    await told(world, { asks: asked(1, night) }, { asks: asked(2, night) });
    expect(await used(world, JULY)).toEqual([120, 120]);
    await told(world, { cancels: 1, revision: 1 }, { asks: asked(3, night) });
    expect(await used(world, JULY)).toEqual([120, 120]);
  });
});

describe('without a limit', () => {
  const wishes = [
    { asks: asked(1, on('07-02', 60)) },
    { asks: asked(2, on('07-03', 60)) },
    { cancels: 1, revision: 1 },
  ];

  test('nothing is appended to any other stream, and nothing more than to those', async () => {
    const world = await worldWith(null);
    await told(world, ...wishes);
    const streams = world.log.commits.map(({ stream }) => stream.split('/')[0]);
    expect(new Set(streams)).toEqual(new Set(['center', 'allocation', 'center-day']));
    // Sought and granted twice, withdrawn and released once.
    expect(streams.slice(1)).toEqual([
      'allocation',
      'center-day',
      'allocation',
      'center-day',
      'allocation',
      'center-day',
    ]);
  });

  test('lifted, what was counted is given back all the same', async () => {
    const world = await worldWith(100);
    await told(world, { asks: asked(1, on('07-02', 60)) });
    await limit(world, null);
    await told(world, { asks: asked(2, on('07-03', 600)) }, { cancels: 1, revision: 1 });
    expect(await used(world, JULY)).toEqual([0, 0]);
    expect(heldBriefly(world.log)).toEqual([[2, 1, '2026-07-03T02:00:00Z', 'hall-a']]);
  });
});

/** Proposals that are granted, refused for want of a place and of minutes, revisions to more, to less, to another month. */
const story: readonly Event[] = [
  { asks: asked(1, on('07-02', 60)) },
  { asks: asked(2, wish(['2026-07-02T23:00'], 120)) },
  { asks: asked(3, on('07-03', 100)) },
  { asks: asked(1, on('07-04', 40), 2) },
  { asks: asked(4, on('07-02', 30, { headcount: 999 })) },
  { asks: asked(2, on('08-02', 120), 2) },
  { asks: asked(5, on('07-03', 160)) },
  { asks: asked(5, on('07-03', 20), 2) },
  { cancels: 3, revision: 1 },
  { cancels: 1, revision: 2 },
];

type Mode = 'refused' | 'lost';

async function play(crash?: { readonly at: number; readonly mode: Mode }) {
  const world = await worldWith(200);
  const { log } = world;
  let calls = 0;
  let dead = false;
  const fail = (mode: Mode) => async (): Promise<void> => {
    if (mode === 'refused') calls += 1;
    if (crash?.mode === mode && (dead || calls === crash.at)) {
      dead = true;
      throw new Error('crash');
    }
    if (mode === 'refused' && dead) throw new Error('crash');
  };
  log.beforeAppend = fail('refused');
  log.afterAppend = fail('lost');
  let crashes = 0;
  for (const event of story) {
    for (let isHandled = false; !isHandled; ) {
      try {
        await handle(world.process(), event);
        isHandled = true;
      } catch (error) {
        if (crashes > 0) throw error;
        crashes += 1;
        dead = false;
      }
    }
  }
  return { world, log, calls, crashes };
}

describe('a process that dies', () => {
  test('at any point leaves nothing behind that its successor does not put right', async () => {
    const { world: undisturbed, calls, log } = await play();
    const july = await used(undisturbed, JULY);
    const expected = heldBriefly(log);
    expect(july).toEqual([20, 20]);
    for (const mode of ['refused', 'lost'] as const) {
      for (let at = 1; at <= calls; at += 1) {
        const again = await play({ at, mode });
        // Only the very last answer can be lost without anybody having to start again.
        expect([mode, at, again.crashes]).toEqual([mode, at, mode === 'lost' && at === calls ? 0 : 1]);
        expect([mode, at, heldBriefly(again.log)]).toEqual([mode, at, expected]);
        expect([mode, at, await used(again.world, JULY)]).toEqual([mode, at, july]);
        expect([mode, at, problemsOf(again.log), mostHeld(again.log, JULY) <= 200]).toEqual([mode, at, [], true]);
      }
    }
  });
});

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('rivals of one organization at the same time', () => {
  test('never both have the last minutes, and never neither', async () => {
    for (const seed of SEEDS) {
      const world = await worldWith(100, shuffledLog(random(seed)));
      const wishes = [on('07-02', 60), on('07-03', 60), wish(['2026-07-04T23:30'], 60)];
      await Promise.all(wishes.map((one, index) => handle(world.process(), { asks: asked(index + 1, one) })));
      expect([seed, minutesHeld(world.log, JULY), await used(world, JULY)]).toEqual([seed, 60, [60, 60]]);
    }
  });

  test('have what a rival gives back that found no place', async () => {
    for (const seed of SEEDS) {
      const world = await worldWith(100, shuffledLog(random(seed)));
      const wishes = [on('07-02', 60, { headcount: 999 }), on('07-03', 60)];
      await Promise.all(wishes.map((one, index) => handle(world.process(), { asks: asked(index + 1, one) })));
      expect([seed, heldBriefly(world.log).map(([number]) => number)]).toEqual([seed, [2]]);
    }
  });

  test('a season of proposals, revisions and cancellations never has more than the limit, and ends counted right', async () => {
    for (const seed of SEEDS) {
      const next = random(seed);
      const world = await worldWith(400, shuffledLog(next));
      const processes = [world.process(), world.process(), world.process()];
      const start = (): string =>
        `2026-07-0${2 + Math.floor(next() * 3)}T${String(Math.floor(next() * 24)).padStart(2, '0')}:00`;
      const live = async (number: number): Promise<void> => {
        const own = processes[number % 3] ?? world.process();
        const revisions = 1 + Math.floor(next() * 3);
        for (let revision = 1; revision <= revisions; revision += 1) {
          const minutes = 30 + Math.floor(next() * 4) * 40;
          const event = { asks: asked(number, wish([...new Set([start(), start()])], minutes), revision) };
          await Promise.all(next() < 0.3 ? [handle(own, event), handle(world.process(), event)] : [handle(own, event)]);
        }
        if (next() < 0.4) await handle(own, { cancels: number, revision: revisions });
      };
      await Promise.all(Array.from({ length: 10 }, (_, index) => live(index + 1)));
      expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
      expect([seed, mostHeld(world.log, JULY) <= 400]).toEqual([seed, true]);
      const held = minutesHeld(world.log, JULY);
      expect([seed, await used(world, JULY)]).toEqual([seed, [held, held]]);
    }
  });
});
