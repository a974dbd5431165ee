import { CenterId, LocalDate, minuteOf, type Neighbour } from '@huitang/contracts';
import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/coordinator/asked.ts';
import { centerStream, dayIntervalOf, dayStream } from '../../src/domain/center-days.ts';
import { problemsOf } from './invariants.ts';
import { random, shuffledLog } from './shuffled-log.ts';
import {
  type AllocationWorld,
  allocationWorld,
  asked,
  at,
  CENTER,
  close,
  displacements,
  type Event,
  handle,
  held,
  heldBriefly,
  profile,
  refusals,
  room,
  wish,
} from './world.ts';

const NEAR = CenterId.parse('near');
const FAR = CenterId.parse('far');

const guide = (id: string, change: Record<string, unknown> = {}) => ({
  type: 'person',
  id,
  name: `Guide ${id}`,
  roles: ['guide'],
  ...change,
});

/** A hall without a guide of its own; 30 minutes away a center with one, 90 minutes away another. */
async function threeCenters(
  log = new MemoryLog(),
  { home = [], near = [guide('near-guide')], far = [guide('far-guide')] }: Record<string, unknown[]> = {},
): Promise<AllocationWorld> {
  const world = allocationWorld(log);
  const neighbours = [
    { centerId: FAR, travelMinutes: 90 },
    { centerId: NEAR, travelMinutes: 30 },
  ];
  await world.open(profile({ resources: [room('a'), room('b'), room('c'), ...home], neighbours }));
  // A day begins elsewhere at another time.
  await world.open(profile({ id: NEAR, dayBoundaryMinutes: 240, resources: near }));
  await world.open(profile({ id: FAR, resources: far }));
  return world;
}

const needs = [
  { role: 'room', features: [] },
  { role: 'guide', skills: [] },
];
const guided = (starts: readonly string[], minutes = 60, change: Record<string, unknown> = {}) =>
  wish(starts, minutes, { needs, ...change });

const ten = guided(['2026-07-02T10:00']);
const atNear = (number: number, start: string, revision = 1): Asked => ({
  ...asked(number, wish([start], 60, { needs: [{ role: 'guide', skills: [] }] }), revision),
  centerId: NEAR,
});

async function told(world: AllocationWorld, ...events: readonly Event[]): Promise<void> {
  for (const event of events) await handle(world.process(), event);
}

const guides = (world: AllocationWorld) =>
  held(world.log).map(({ activityId, claims }) => {
    const claim = claims.find(({ role }) => role === 'guide');
    return [Number(activityId.slice(-12)), claim?.resourceId, claim?.start, claim?.end];
  });

test('what was refused stays so, also when it comes again and somebody could be borrowed by now', async () => {
  const world = await threeCenters(new MemoryLog(), { far: [] });
  await told(world, { asks: atNear(2, '2026-07-02T10:00') }, { asks: asked(1, ten) });
  expect(refusals(world.log)).toHaveLength(1);
  await told(world, { cancels: 2, revision: 1 });
  expect(held(world.log)).toEqual([]);
  await told(world, { asks: asked(1, ten) });
  expect(refusals(world.log)).toHaveLength(1);
  expect(held(world.log)).toEqual([]);
  // Asked anew it is granted: somebody is free.
  await told(world, { asks: asked(1, ten, 2) });
  expect(guides(world).map(([number, guide]) => [number, guide])).toEqual([[1, 'near-guide']]);
});

describe('while the center that borrows is closed as a whole', () => {
  const onlyGuide = wish(['2026-07-02T10:00'], 60, { needs: [{ role: 'guide', skills: [] }] });

  test.each([
    ['until it begins', '2026-07-02T08:00', '2026-07-02T10:00', 1],
    ['from its end on', '2026-07-02T11:00', '2026-07-02T13:00', 1],
    ['while it would be on', '2026-07-02T10:20', '2026-07-02T10:40', 0],
    ['until a minute after its beginning', '2026-07-02T08:00', '2026-07-02T10:01', 0],
  ])('somebody may be on the way, and nobody serves there: %s', async (_, from, to, granted) => {
    const world = await threeCenters();
    await close(world.process(), [from, to]);
    await told(world, { asks: asked(1, onlyGuide) });
    expect(guides(world)).toHaveLength(granted);
    expect(refusals(world.log)).toHaveLength(1 - granted);
  });
});

describe('where no guide of its own is free', () => {
  test('the nearest is borrowed, on the way there and back taken, and that is a reason', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, ten) });
    const [grant] = held(world.log);
    expect(grant?.claims).toMatchObject([
      { resourceId: 'hall-a', start: at('2026-07-02T10:00'), end: at('2026-07-02T11:00') },
      { resourceId: 'near-guide', centerId: NEAR, start: at('2026-07-02T09:30'), end: at('2026-07-02T11:30') },
    ]);
    expect(grant?.claims[0]).not.toHaveProperty('centerId');
    expect(grant?.reasons).toContainEqual({
      code: 'borrowed',
      resourceId: 'near-guide',
      values: { travelMinutes: 30 },
    });
    expect(grant?.centerId).toBe(CENTER);
  });

  test('another is borrowed while the nearest is out, and nobody when all are', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, ten) }, { asks: asked(2, ten) }, { asks: asked(3, ten) });
    expect(guides(world).map(([number, id]) => [number, id])).toEqual([
      [1, 'near-guide'],
      [2, 'far-guide'],
    ]);
    expect(refusals(world.log)[0]?.reasons).toMatchObject([
      { code: 'people-busy' },
      { code: 'person-busy', resourceId: 'near-guide' },
      { code: 'person-busy', resourceId: 'far-guide' },
    ]);
  });

  test('what a refusal offers counts on those who could come, and is granted when it is sent back', async () => {
    const world = await threeCenters();
    const offerWithin = { from: '2026-07-02T00:00:00+08:00', to: '2026-07-04T00:00:00+08:00' };
    await told(world, { asks: asked(1, ten) }, { asks: asked(2, ten) });
    await told(world, { asks: asked(3, { ...ten, offerWithin }) });
    const offers = refusals(world.log).flatMap(({ nearest }) => nearest);
    // They are back at half past nine, when they leave for what begins at ten.
    expect(offers[0]).toMatchObject({ start: at('2026-07-02T08:00'), resourceIds: ['hall-a', 'near-guide'] });
    for (const { start } of offers) {
      const again = await threeCenters();
      await told(
        again,
        { asks: asked(1, ten) },
        { asks: asked(2, ten) },
        { asks: asked(3, { ...ten, starts: [start] }) },
      );
      expect(refusals(again.log)).toEqual([]);
    }
  });

  test('whoever loses the guide that it borrowed is offered when one could come', async () => {
    const world = await threeCenters(undefined, { far: [] });
    await told(world, { asks: asked(1, ten) });
    await close(world.process(), ['2026-07-02T09:00', '2026-07-02T12:00'], { center: NEAR });
    const [offer] = displacements(world.log).flatMap(({ nearest }) => nearest);
    // Half an hour on the way: back before the center is closed.
    expect(offer).toMatchObject({ start: at('2026-07-02T07:30'), resourceIds: ['hall-a', 'near-guide'] });
    await told(world, { asks: asked(1, { ...ten, starts: offer ? [offer.start] : [] }, 2) });
    expect(guides(world).map(([number, id]) => [number, id])).toEqual([[1, 'near-guide']]);
  });

  test('who is borrowed is not there at home, to the minute', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, ten) });
    await told(world, { asks: atNear(2, '2026-07-02T08:31') }, { asks: atNear(3, '2026-07-02T11:29') });
    await told(world, { asks: atNear(4, '2026-07-02T08:30') }, { asks: atNear(5, '2026-07-02T11:30') });
    expect(guides(world).map(([number]) => number)).toEqual([1, 4, 5]);
  });

  test('a round of the day before does not matter where only their way begins on it', async () => {
    const world = await threeCenters();
    const { days, clock } = world.process();
    const publishesAt = minuteOf(at('2026-07-01T12:00'));
    const opened = await days.execute({
      stream: dayStream(CENTER, '2026-07-02'),
      command: {
        type: 'OpenRound',
        centerId: CENTER,
        date: LocalDate.parse('2026-07-02'),
        within: dayIntervalOf({ standardOffsetMinutes: 480, dayBoundaryMinutes: 0 }, '2026-07-02'),
        closesAt: publishesAt,
        publishesAt,
        ordered: { by: 'demo', reason: 'the peak of the year' },
        now: Math.floor(clock.now() / 60_000),
      },
      commandId: 'open',
      principal: 'demo',
      partitionKey: CENTER,
    });
    expect(opened.ok).toBe(true);
    await told(world, { asks: asked(1, guided(['2026-07-03T00:10'])) });
    expect(guides(world)).toEqual([[1, 'near-guide', at('2026-07-02T23:40'), at('2026-07-03T01:40')]]);
    await told(world, { asks: asked(2, guided(['2026-07-02T23:40'])) });
    expect(refusals(world.log)).toHaveLength(1);
  });

  test('who is taken at home is not borrowed', async () => {
    const world = await threeCenters();
    await told(world, { asks: atNear(1, '2026-07-02T11:00') }, { asks: asked(2, ten) });
    expect(guides(world)).toEqual([
      [1, 'near-guide', at('2026-07-02T11:00'), at('2026-07-02T12:00')],
      [2, 'far-guide', at('2026-07-02T08:30'), at('2026-07-02T12:30')],
    ]);
  });

  test('everything is given back by calling off, and by a change that needs nobody', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, ten) }, { cancels: 1, revision: 1 }, { asks: asked(2, ten) });
    expect(guides(world)).toEqual([[2, 'near-guide', at('2026-07-02T09:30'), at('2026-07-02T11:30')]]);
    await told(world, { asks: asked(2, wish(['2026-07-02T10:00'], 60), 2) }, { asks: atNear(3, '2026-07-02T10:00') });
    expect(heldBriefly(world.log)).toEqual([
      [2, 2, at('2026-07-02T10:00'), 'hall-a'],
      [3, 1, at('2026-07-02T10:00'), 'near-guide'],
    ]);
  });

  test('a change to another time borrows again, from where it had borrowed', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, ten) }, { asks: asked(1, guided(['2026-07-02T10:30']), 2) });
    expect(guides(world)).toEqual([[1, 'near-guide', at('2026-07-02T10:00'), at('2026-07-02T12:00')]]);
  });

  test('the way may lie on the day before, of either center', async () => {
    const world = await threeCenters();
    await told(
      world,
      { asks: asked(1, guided(['2026-07-02T00:10'])) },
      { asks: asked(2, guided(['2026-07-02T04:10'])) },
    );
    expect(guides(world)).toEqual([
      [1, 'near-guide', at('2026-07-01T23:40'), at('2026-07-02T01:40')],
      [2, 'near-guide', at('2026-07-02T03:40'), at('2026-07-02T05:40')],
    ]);
    expect(problemsOf(world.log)).toEqual([]);
  });
});

describe('own people', () => {
  test('are taken before anybody is borrowed, at a later of the starts too', async () => {
    const world = await threeCenters(undefined, { home: [guide('hall-guide')] });
    await told(world, { asks: asked(1, ten) }, { asks: asked(2, guided(['2026-07-02T10:00', '2026-07-02T12:00'])) });
    expect(guides(world)).toEqual([
      [1, 'hall-guide', at('2026-07-02T10:00'), at('2026-07-02T11:00')],
      [2, 'hall-guide', at('2026-07-02T12:00'), at('2026-07-02T13:00')],
    ]);
  });

  test('are taken beside who has to be borrowed', async () => {
    const both = { roles: ['guide', 'interpreter'] };
    const world = await threeCenters(undefined, { home: [guide('hall-both', both)], near: [guide('near-both', both)] });
    const pair = [...needs, { role: 'interpreter', skills: [] }];
    await told(world, { asks: asked(1, guided(['2026-07-02T10:00'], 60, { needs: pair })) });
    const [grant] = held(world.log);
    expect(grant?.claims.map(({ resourceId }) => resourceId).sort()).toEqual(['hall-a', 'hall-both', 'near-both']);
  });
});

describe('when its process ends after the days were written down that it may come to hold something on', () => {
  const evening = guided(['2026-07-02T22:00']);
  const moved = async (world: AllocationWorld, neighbours: readonly Neighbour[]) =>
    world.process().centers.execute({
      stream: centerStream(CENTER),
      command: { type: 'ChangeNeighbours', neighbours, now: '2026-07-01T00:00:00Z' },
      commandId: 'change-neighbours',
      principal: 'demo',
      partitionKey: CENTER,
    });
  const soughtIn = ({ log }: AllocationWorld) =>
    log.commits.flatMap(({ events }) =>
      events.filter(({ type }) => type === 'ElsewhereSought').map(({ data }) => data),
    );

  async function endedThere(neighbours: readonly Neighbour[]): Promise<AllocationWorld> {
    const world = await threeCenters();
    let dead = false;
    world.log.beforeAppend = async () => {
      if (dead) throw new Error('crash');
    };
    world.log.afterAppend = async ({ events }) => {
      dead = events.some(({ type }) => type === 'ElsewhereSought');
    };
    await expect(told(world, { asks: asked(1, evening) })).rejects.toThrow('crash');
    world.log.beforeAppend = async () => {};
    world.log.afterAppend = async () => {};
    await moved(world, neighbours);
    return world;
  }

  test('somebody is borrowed who has farther to come by now, over a day more', async () => {
    const world = await endedThere([{ centerId: NEAR, travelMinutes: 400 }]);
    await told(world, { asks: asked(1, evening) });
    expect(guides(world)).toEqual([[1, 'near-guide', at('2026-07-02T15:20'), at('2026-07-03T05:40')]]);
    expect(soughtIn(world)).toHaveLength(2);
    expect(soughtIn(world)[1]).toMatchObject({
      days: expect.arrayContaining([
        dayStream(FAR, LocalDate.parse('2026-07-03')),
        dayStream(NEAR, LocalDate.parse('2026-07-03')),
      ]),
    });
    await told(world, { cancels: 1, revision: 1 });
    expect(problemsOf(world.log)).toEqual([]);
    expect(heldBriefly(world.log)).toEqual([]);
  });

  test('nothing is written down anew where it has fewer neighbours by now', async () => {
    const world = await endedThere([{ centerId: FAR, travelMinutes: 90 }]);
    await told(world, { asks: asked(1, evening) });
    expect(guides(world).map(([number, guide]) => [number, guide])).toEqual([[1, 'far-guide']]);
    expect(soughtIn(world)).toHaveLength(1);
  });
});

describe('nobody is asked elsewhere', () => {
  const streamsOf = ({ log }: AllocationWorld) => new Set(log.commits.map(({ stream }) => stream.split('/')[1]));

  test('for a wish that a room is missing for', async () => {
    const world = await threeCenters();
    await told(world, { asks: asked(1, guided(['2026-07-02T10:00'], 60, { headcount: 999 })) });
    expect(refusals(world.log)[0]?.reasons[0]?.code).toBe('no-room-large-enough');
    const private_ = world.log.commits.flatMap(({ events }) => events.map(({ type }) => type));
    expect(private_).not.toContain('ElsewhereSought');
  });

  test('who does not do what is needed, whose rules forbid it, or whose center is not open', async () => {
    const world = allocationWorld();
    const neighbours = [
      { centerId: NEAR, travelMinutes: 30 },
      { centerId: CenterId.parse('nowhere'), travelMinutes: 5 },
    ];
    await world.open(profile({ neighbours }));
    const rules = { booking: { kinds: ['oath-renewal'] } };
    await world.open(
      profile({ id: NEAR, resources: [guide('near-guide', rules), guide('near-lecturer', { roles: ['lecturer'] })] }),
    );
    await told(world, { asks: asked(1, ten) });
    expect(heldBriefly(world.log)).toEqual([]);
    expect(streamsOf(world)).not.toContain('nowhere');
  });
});

const story: readonly Event[] = [
  { asks: asked(1, ten) },
  { asks: atNear(2, '2026-07-02T14:30') },
  { asks: asked(1, guided(['2026-07-02T14:00', '2026-07-02T23:45']), 2) },
  { asks: asked(3, guided(['2026-07-02T14:30'])) },
  { asks: asked(4, ten) },
  { cancels: 1, revision: 2 },
];

type Mode = 'refused' | 'lost';

async function play(crash?: { readonly at: number; readonly mode: Mode }) {
  const log = new MemoryLog();
  const world = await threeCenters(log);
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
  for (const event of story) {
    for (let deliveries = 1; ; deliveries += 1) {
      try {
        await handle(world.process(), event);
        break;
      } catch (error) {
        if (deliveries > 3) throw error;
        dead = false;
      }
    }
  }
  return { log, calls };
}

test('a process that dies at any point leaves nobody borrowed who is not, and nothing half', async () => {
  const { log, calls } = await play();
  const expected = heldBriefly(log);
  expect(expected.map(([number]) => number)).toEqual([2, 4]);
  for (const mode of ['refused', 'lost'] as const) {
    for (let crashAt = 1; crashAt <= calls; crashAt += 1) {
      const again = await play({ at: crashAt, mode });
      expect([mode, crashAt, problemsOf(again.log)]).toEqual([mode, crashAt, []]);
      expect([mode, crashAt, heldBriefly(again.log)]).toEqual([mode, crashAt, expected]);
    }
  }
});

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('rivals of several centers at the same time', () => {
  test('never both have one guide, and never neither', async () => {
    for (const seed of SEEDS) {
      const world = await threeCenters(shuffledLog(random(seed)), { far: [] });
      const asks = [asked(1, ten), asked(2, ten), atNear(3, '2026-07-02T10:00')];
      await Promise.all(asks.map((one) => handle(world.process(), { asks: one })));
      expect([seed, problemsOf(world.log), held(world.log).length]).toEqual([seed, [], 1]);
    }
  });

  test('a season of all they can do puts no guide in two places', async () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const next = random(seed);
      const world = await threeCenters(shuffledLog(next));
      const processes = [world.process(), world.process(), world.process()];
      const hour = (): string =>
        `2026-07-0${2 + Math.floor(next() * 2)}T${String(Math.floor(next() * 24)).padStart(2, '0')}:00`;
      const live = async (number: number): Promise<void> => {
        const own = processes[number % 3] ?? world.process();
        const revisions = 1 + Math.floor(next() * 3);
        for (let revision = 1; revision <= revisions; revision += 1) {
          const home = asked(number, guided([...new Set([hour(), hour()])]), revision);
          await handle(own, { asks: number % 4 === 0 ? atNear(number, hour(), revision) : home });
        }
        if (next() < 0.3) await handle(own, { cancels: number, revision: revisions });
      };
      await Promise.all(Array.from({ length: 12 }, (_, index) => live(index + 1)));
      expect({ seed, problems: problemsOf(world.log) }).toEqual({ seed, problems: [] });
    }
  });
});
