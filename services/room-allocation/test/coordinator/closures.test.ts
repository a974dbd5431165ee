import { type Alternative, CLOSURE_DAYS_MAX } from '@huitang/contracts';
import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import {
  activity,
  allocationWorld,
  announce,
  asked,
  at,
  carryOut,
  close,
  closureId,
  displacements,
  handle,
  held,
  heldBriefly,
  lift,
  liftUnheard,
  ordered,
  profile,
  refusals,
  room,
  wish,
} from './world.ts';

const twoRooms = { resources: [room('a'), room('b')] };
const morning = ['2026-07-02T08:00', '2026-07-02T12:00'] as const;
const nine = wish(['2026-07-02T09:00'], 60, { needs: [{ role: 'room', features: [], resourceId: 'hall-a' }] });

const opened = async (change: Record<string, unknown> = twoRooms, log = new MemoryLog()) => {
  const world = allocationWorld(log);
  await world.open(profile(change));
  return { ...world, coordinator: world.process() };
};

/** What is held of an interval of the center's clock. */
const heldIn = (log: MemoryLog, from: string, to: string) =>
  held(log).filter(({ claims }) => claims.some(({ start, end }) => start < at(to) && at(from) < end));

describe('a closure', () => {
  test('holds another place for who is there, and offers what is free on the days around', async () => {
    const { log, coordinator } = await opened();
    await handle(coordinator, { asks: asked(1, nine) });
    await close(coordinator, morning, { rooms: ['a'] });
    expect(heldBriefly(log)).toEqual([[1, 1, at('2026-07-02T09:00'), 'hall-b']]);
    const [displaced, ...others] = displacements(log);
    expect(others).toEqual([]);
    expect(displaced).toMatchObject({ because: { code: 'closed-for', resourceId: 'hall-a' }, allocationVersion: 2 });
    expect(displaced?.demanded).toMatchObject({ organizationId: 'branch', kindId: 'community-activity' });
    const offered = displaced?.nearest.map(({ start, resourceIds }) => `${start} ${resourceIds}`) ?? [];
    expect(offered).toHaveLength(5);
    // The nearest first, not what it is held already, and nothing in what is closed.
    expect(offered[0]).toBe(`${at('2026-07-02T08:30')} hall-b`);
    expect(offered).not.toContain(`${at('2026-07-02T09:00')} hall-b`);
    expect(
      offered.filter((offer) => offer.endsWith('hall-a') && offer < at(morning[1]) && offer > at('2026-07-02T07:00')),
    ).toEqual([]);
    expect(offered.filter((offer) => !offer.startsWith(at(morning[0]).slice(0, 10))).length).toBeGreaterThan(0);
  });

  test('tells of each offer whether it is another room than the one that was named', async () => {
    const { log, coordinator } = await opened();
    await handle(coordinator, { asks: asked(1, nine) });
    await close(coordinator, morning, { rooms: ['a'] });
    const offered = displacements(log).flatMap(({ nearest }) => nearest);
    const relaxed = new Set(offered.map((offer) => `${offer.resourceIds}: ${offer.relaxed}`));
    expect(relaxed).toEqual(new Set(['hall-a: start', 'hall-b: room,start']));
  });

  test('offers only what the kind may be asked for by the time that it is read', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    const limits = { horizonDays: 3, leastLeadMinutes: 24 * 60 };
    await handle(coordinator, { asks: asked(1, nine) });
    await close({ ...coordinator, kindLimitsOf: async () => limits }, ['2026-07-02T00:00', '2026-07-03T00:00']);
    const starts = displacements(log).flatMap(({ nearest }) => nearest.map(({ start }) => start));
    // It is eight o'clock on the first of July.
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((start) => start < at('2026-07-02T09:00') || start > at('2026-07-04T08:00'))).toEqual([]);
  });

  test('keeps out what is asked for later, and names itself', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await close(coordinator, morning);
    await handle(coordinator, { asks: asked(1, nine) });
    expect(held(log)).toEqual([]);
    expect(refusals(log)[0]?.reasons).toMatchObject([{ code: 'room-closed', resourceId: 'hall-a' }]);
  });

  test('lets in again what is asked for once it is lifted, and leaves the displaced where they are', async () => {
    const { log, coordinator } = await opened();
    await handle(coordinator, { asks: asked(1, nine) });
    await close(coordinator, morning, { rooms: ['a'] });
    await lift(coordinator);
    await handle(coordinator, { asks: asked(2, nine) });
    expect(heldBriefly(log).map(([who, , , rooms]) => [who, rooms])).toEqual([
      [1, 'hall-b'],
      [2, 'hall-a'],
    ]);
  });

  test('that was lifted before anybody carried it out displaces nobody', async () => {
    const { log, coordinator } = await opened();
    await handle(coordinator, { asks: asked(1, nine) });
    const told = await announce(coordinator, morning);
    await liftUnheard(coordinator);
    await carryOut(coordinator, told);
    expect(displacements(log)).toEqual([]);
    expect(heldBriefly(log)).toEqual([[1, 1, at('2026-07-02T09:00'), 'hall-a']]);
  });

  test('beside another that is lifted goes on closing what is its own', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await close(coordinator, morning);
    await close(coordinator, ['2026-07-02T11:00', '2026-07-02T14:00'], { id: closureId(2) });
    await lift(coordinator);
    await handle(coordinator, { asks: asked(1, wish(['2026-07-02T10:00'], 60)) });
    await handle(coordinator, { asks: asked(2, wish(['2026-07-02T11:30'], 60)) });
    expect(heldBriefly(log).map(([who]) => who)).toEqual([1]);
  });

  test('carried out again, and by another process, changes nothing', async () => {
    const { log, coordinator, process } = await opened();
    await handle(coordinator, { asks: asked(1, nine) });
    const told = await announce(coordinator, morning, { rooms: ['a'] });
    await carryOut(coordinator, told);
    const before = log.commits.length;
    await carryOut(coordinator, told);
    await carryOut(process(), told);
    expect(log.commits.length).toBe(before);
  });

  test('over three days, the day boundary at four in the morning, closes each of them for its part', async () => {
    const { log, coordinator } = await opened({ dayBoundaryMinutes: 240, resources: [room('a')] });
    await close(coordinator, ['2026-07-02T22:00', '2026-07-04T05:00']);
    const days = new Set(log.commits.map(({ stream }) => stream).filter((stream) => stream.startsWith('center-day')));
    expect([...days].sort()).toEqual(['02', '03', '04'].map((day) => `center-day/hall/2026-07-${day}`));
    const asks = ['2026-07-02T21:00', '2026-07-02T21:30', '2026-07-03T12:00', '2026-07-04T04:30', '2026-07-04T05:00'];
    for (const [index, start] of asks.entries())
      await handle(coordinator, { asks: asked(index + 1, wish([start], 60)) });
    expect(heldBriefly(log).map(([who]) => who)).toEqual([1, 5]);
  });

  test('of 366 days is carried to every one', async () => {
    const { log, coordinator } = await opened();
    await close(coordinator, ['2026-07-02T00:00', '2027-07-03T00:00'], { rooms: ['a'] });
    expect(log.commits.filter(({ stream }) => stream.startsWith('center-day'))).toHaveLength(CLOSURE_DAYS_MAX);
  });

  test('moves who may still move inside what it offered', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    const starts = ['2026-07-02T09:00', '2026-07-02T15:00'];
    await handle(coordinator, { asks: asked(1, wish(starts, 60, { announceLeadMinutes: 60 })) });
    await close(coordinator, morning);
    expect(displacements(log)).toEqual([]);
    expect(heldBriefly(log)).toEqual([[1, 1, at('2026-07-02T15:00'), 'hall-a']]);
  });
});

describe('an activity over several days', () => {
  const night = wish(['2026-07-02T23:00'], 120);

  test('loses all it has on each of them, once, and is offered other places', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, night) });
    await close(coordinator, ['2026-07-03T00:30', '2026-07-03T06:00']);
    expect(held(log)).toEqual([]);
    expect(displacements(log)).toMatchObject([
      { activityId: activity(1), allocationVersion: 2, from: { start: at('2026-07-02T23:00') } },
    ]);
    expect(displacements(log)[0]).not.toHaveProperty('held');
    expect(displacements(log)[0]?.nearest.length).toBeGreaterThan(0);
    await handle(coordinator, { asks: asked(2, wish(['2026-07-02T23:00'], 30)) });
    expect(heldBriefly(log).map(([who]) => who)).toEqual([2]);
  });

  test('hit on both days is told once, and gets nothing back by a late copy of its wish', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, night) });
    await close(coordinator, ['2026-07-02T20:00', '2026-07-03T06:00']);
    await lift(coordinator);
    await handle(coordinator, { asks: { ...asked(1, night), causationId: 'again' } });
    expect(displacements(log)).toHaveLength(1);
    expect(held(log)).toEqual([]);
    await handle(coordinator, { asks: asked(1, night, 2) });
    expect(heldBriefly(log)).toEqual([[1, 2, at('2026-07-02T23:00'), 'hall-a']]);
  });

  test('that is over has been there', async () => {
    const { log, coordinator, clock } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, wish(['2026-07-01T23:00'], 120)) });
    clock.pass(17 * 3_600_000);
    await close(coordinator, ['2026-07-02T00:00', '2026-07-02T12:00']);
    expect(displacements(log)).toEqual([]);
  });

  test('makes way for no order', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, night) });
    await handle(coordinator, { asks: ordered(2, wish(['2026-07-02T22:30'], 60)) });
    expect(heldBriefly(log).map(([who]) => who)).toEqual([1]);
    expect(refusals(log).map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['taken']]);
  });
});

describe('an order', () => {
  test('tells those who make way what else is free, and no two are held the same', async () => {
    const { log, coordinator } = await opened();
    const named = (start: string, name: string) =>
      wish([start], 60, { needs: [{ role: 'room', features: [], resourceId: `hall-${name}` }] });
    await handle(coordinator, { asks: asked(1, named('2026-07-02T09:00', 'a')) });
    await handle(coordinator, { asks: asked(2, named('2026-07-02T09:30', 'b')) });
    await handle(coordinator, {
      asks: ordered(
        3,
        wish(['2026-07-02T09:00'], 120, {
          needs: [
            { role: 'room', features: [] },
            { role: 'room', features: [] },
          ],
        }),
      ),
    });
    expect(heldBriefly(log).filter(([who]) => who === 3)).toHaveLength(1);
    expect(displacements(log)).toHaveLength(2);
    for (const { held: instead, nearest, because, activityId } of displacements(log)) {
      expect([because.code, instead !== undefined, nearest.length]).toEqual(['made-way-for-order', true, 5]);
      const others = held(log).filter((one) => one.activityId !== activityId);
      const theirs = others.flatMap(({ claims }) => claims);
      const isTaken = ({ start, end, resourceIds: [id] }: Alternative) =>
        theirs.some((claim) => claim.resourceId === id && claim.start < end && start < claim.end);
      expect(nearest.filter(isTaken)).toEqual([]);
    }
    expect(problemsOf(log)).toEqual([]);
  });

  test('by nobody of the staff makes nobody leave', async () => {
    const { log, coordinator } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, nine) });
    await handle(coordinator, { asks: asked(2, { ...nine, displaces: true }) });
    expect(heldBriefly(log).map(([who]) => who)).toEqual([1]);
  });
});

describe('a closure that meets a wish', () => {
  /** A store whose answers come in an order of its own. */
  function unevenLog(seed: number): MemoryLog {
    const log = new MemoryLog({ appendsInOrder: false });
    let turn = seed;
    log.beforeAppend = async () => {
      turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
      for (let left = turn % 5; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
    };
    return log;
  }

  test.each([
    ['for an hour of it', wish(['2026-07-02T09:00'], 60)],
    ['over midnight', wish(['2026-07-01T23:00'], 12 * 60)],
    ['with other starts', wish(['2026-07-02T09:00', '2026-07-02T15:00'], 60, { announceLeadMinutes: 60 })],
  ])('%s at any moment ends with nothing held in what is closed', async (_, wanted) => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { log, process } = await opened({ resources: [room('a')] }, unevenLog(seed));
      const closing = async () => close(process(), morning);
      await Promise.all([handle(process(), { asks: asked(1, wanted) }), closing()]);
      expect({ seed, held: heldIn(log, ...morning), problems: problemsOf(log) }).toEqual({
        seed,
        held: [],
        problems: [],
      });
    }
  });

  test('that has begun to be held when the day is closed is brought to its end first, and taken away', async () => {
    const { log, coordinator, process } = await opened({ resources: [room('a')] });
    const isSaid = (wanted: string) => log.commits.some(({ events }) => events.some(({ type }) => type === wanted));
    const append = log.append.bind(log);
    let carried: Promise<void> | undefined;
    // Both days are held, and the answer is on its way to the log, when the second day is closed.
    log.append = async (commit) => {
      if (commit.events.some(({ type }) => type === 'AllocationGranted')) {
        carried ??= close(process(), ['2026-07-03T00:00', '2026-07-03T06:00']);
        while (!isSaid('DayClosed')) await new Promise((resolve) => setImmediate(resolve));
      }
      return append(commit);
    };
    await handle(coordinator, { asks: asked(1, wish(['2026-07-02T23:00'], 120)) });
    await carried;
    expect(isSaid('LegConfirmed')).toBe(true);
    expect(displacements(log)).toHaveLength(1);
    expect(held(log)).toEqual([]);
    expect(problemsOf(log)).toEqual([]);
  });
});

test('whoever dies while carrying out a closure leaves nothing that carrying it out again does not mend', async () => {
  for (let appends = 1; appends <= 6; appends += 1) {
    const { log, coordinator, process } = await opened({ resources: [room('a')] });
    await handle(coordinator, { asks: asked(1, wish(['2026-07-02T23:00'], 120)) });
    await handle(coordinator, { asks: asked(2, wish(['2026-07-02T20:00'], 60)) });
    const told = await announce(coordinator, ['2026-07-02T19:00', '2026-07-03T06:00']);
    let left = appends;
    log.beforeAppend = async () => {
      left -= 1;
      if (left < 0) throw new Error('dead');
    };
    await carryOut(process(), told).catch(() => undefined);
    log.beforeAppend = async () => {};
    await carryOut(process(), told);
    expect({ appends, held: heldIn(log, '2026-07-02T19:00', '2026-07-03T06:00') }).toEqual({ appends, held: [] });
    expect(displacements(log)).toHaveLength(2);
    await handle(coordinator, { asks: asked(3, wish(['2026-07-02T18:00'], 60)) });
    expect(problemsOf(log)).toEqual([]);
  }
});
