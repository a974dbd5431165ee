import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import {
  activity,
  allocationWorld,
  asked,
  close,
  displacements,
  type Event,
  handle,
  heldBriefly,
  ordered,
  profile,
  refusals,
  room,
  said,
  wish,
} from './world.ts';

const inRoom = (name: string) => [{ role: 'room', features: [], resourceId: `hall-${name}` }];
const ask = (number: number, start: string, minutes = 60, name = 'a'): Event => ({
  asks: asked(number, wish([start], minutes, { needs: inRoom(name) })),
});
/** From ten in the evening until two, in the first room. */
const night = ordered(9, wish(['2026-07-02T22:00'], 240, { needs: inRoom('a') }));
const evening = ask(1, '2026-07-02T22:30');
const morning = ask(2, '2026-07-03T01:00');

async function opened(...events: readonly Event[]) {
  const log = new MemoryLog();
  const world = allocationWorld(log);
  await world.open(profile({ resources: [room('a'), room('b')] }));
  for (const event of events) await handle(world.process(), event);
  return { ...world, log };
}

const whoHas = (log: MemoryLog) => heldBriefly(log).map(([who, , , rooms]) => [who, rooms]);

describe('an order over several days', () => {
  test('has everybody make way who stands there on one of them, each held the next best of its day', async () => {
    const { log, process } = await opened(evening, morning, ask(3, '2026-07-02T20:00'));
    await handle(process(), { asks: night });
    expect(whoHas(log)).toEqual([
      [1, 'hall-b'],
      [2, 'hall-b'],
      [3, 'hall-a'],
      [9, 'hall-a'],
    ]);
    expect(displacements(log)).toMatchObject([
      { activityId: activity(1), ordered: { by: 'staff' }, because: { code: 'made-way-for-order' } },
      { activityId: activity(2), ordered: { by: 'staff' }, because: { code: 'made-way-for-order' } },
    ]);
    expect(displacements(log).every(({ nearest }) => nearest.length > 0)).toBe(true);
    expect(problemsOf(log)).toEqual([]);
  });

  test('is told when nobody is there any more', async () => {
    const { log, process } = await opened(evening, morning);
    await handle(process(), { asks: night });
    const types = said(log).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(['AllocationDisplaced', 'AllocationDisplaced', 'AllocationGranted']);
    expect(said(log).at(-1)?.data).toMatchObject({ activityId: activity(9), displaces: true });
  });

  test.each<readonly [string, Event]>([
    ['was ordered', { asks: ordered(2, wish(['2026-07-03T01:00'], 60, { needs: inRoom('a') })) }],
    ['stands over several days', ask(2, '2026-07-03T01:30', 1440)],
  ])('displaces nobody on any day where on one of them somebody is who %s', async (_, standing) => {
    const { log, process } = await opened(evening, standing);
    const before = whoHas(log);
    await handle(process(), { asks: night });
    expect(displacements(log)).toEqual([]);
    expect(whoHas(log)).toEqual(before);
    expect(refusals(log)).toMatchObject([{ activityId: activity(9), reasons: [{ code: 'taken' }] }]);
  });

  test('displaces nobody where a day of it is closed', async () => {
    const { log, process } = await opened(evening);
    await close(process(), ['2026-07-03T00:30', '2026-07-03T01:30'], { rooms: ['a'] });
    await handle(process(), { asks: night });
    expect(displacements(log)).toEqual([]);
    expect(whoHas(log)).toEqual([[1, 'hall-a']]);
  });

  test('is brought to its end by whoever meets it, should its process have died with it decided', async () => {
    const { log, process } = await opened(evening, morning);
    const isDecided = () => log.commits.some(({ events }) => events.some(({ type }) => type === 'HoldsDecided'));
    log.beforeAppend = async () => {
      if (isDecided()) throw new Error('died');
    };
    await expect(handle(process(), { asks: night })).rejects.toThrow('died');
    log.beforeAppend = async () => {};
    await handle(process(), ask(4, '2026-07-02T22:00', 30));
    expect(displacements(log)).toMatchObject([{ activityId: activity(1) }]);
    await handle(process(), { asks: night });
    expect(displacements(log)).toHaveLength(2);
    expect(whoHas(log)).toEqual([
      [1, 'hall-b'],
      [2, 'hall-b'],
      [9, 'hall-a'],
    ]);
    expect(problemsOf(log)).toEqual([]);
  });

  test('that need displace nobody displaces nobody', async () => {
    const { log, process } = await opened(evening, morning);
    await handle(process(), { asks: ordered(9, wish(['2026-07-02T22:00'], 240)) });
    expect(displacements(log)).toEqual([]);
    expect(whoHas(log)).toEqual([
      [1, 'hall-a'],
      [2, 'hall-a'],
      [9, 'hall-b'],
    ]);
  });

  test('is once, however often it is delivered, and two of them never both take a place', async () => {
    const { log, process } = await opened(evening, morning);
    for (let times = 0; times < 3; times += 1) await handle(process(), { asks: night });
    await handle(process(), { asks: ordered(8, wish(['2026-07-02T23:00'], 120, { needs: inRoom('a') })) });
    expect(displacements(log)).toHaveLength(2);
    expect(refusals(log)).toMatchObject([{ activityId: activity(8) }]);
    expect(problemsOf(log)).toEqual([]);
  });
});

/** Somebody in each room on both days, the order, a rival for its place, and a call-off. */
const story: readonly Event[] = [
  evening,
  morning,
  { asks: night },
  ask(4, '2026-07-02T22:00', 30),
  ask(5, '2026-07-02T23:30'),
  { cancels: 9, revision: 1 },
  ask(6, '2026-07-02T23:00', 30),
];

async function play(crash?: { readonly at: number; readonly isLost: boolean }) {
  const log = new MemoryLog();
  const world = allocationWorld(log);
  await world.open(profile({ resources: [room('a'), room('b')] }));
  let calls = 0;
  let isDead = false;
  const fail = (isLost: boolean) => async (): Promise<void> => {
    if (!isLost) calls += 1;
    if (crash?.isLost === isLost && (isDead || calls === crash.at)) isDead = true;
    if (isDead) throw new Error('crash');
  };
  log.beforeAppend = fail(false);
  log.afterAppend = fail(true);
  let process = world.process();
  for (const event of story) {
    for (let deliveries = 1; ; deliveries += 1) {
      try {
        await handle(process, event);
        break;
      } catch (error) {
        if (deliveries > 3) throw error;
        isDead = false;
        process = world.process();
      }
    }
  }
  return { log, calls };
}

test.each([[false], [true]])(
  'ends the same wherever a store call fails (lost: %p) and the process dies of it',
  async (isLost) => {
    const expected = await play();
    expect(problemsOf(expected.log)).toEqual([]);
    for (let at = 1; at <= expected.calls; at += 1) {
      const { log } = await play({ at, isLost });
      const told = { at, problems: problemsOf(log), held: heldBriefly(log), displaced: displacements(log).length };
      expect(told).toEqual({ at, problems: [], held: heldBriefly(expected.log), displaced: 2 });
    }
  },
);
