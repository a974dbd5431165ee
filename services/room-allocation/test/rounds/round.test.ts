import {
  AllocationDeferred,
  AllocationGranted,
  AllocationRefused,
  CenterId,
  ResourceId,
  RoundOpened,
  RoundPublished,
} from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { withdraw } from '../../src/coordinator/release.ts';
import { collectedIn } from '../../src/domain/round-state.ts';
import { problemsOf } from '../coordinator/invariants.ts';
import { allocationWorld, heldBriefly, profile, refusals, room, said, wish } from '../coordinator/world.ts';
import {
  activity,
  adjust,
  ask,
  at,
  CLOSES,
  close,
  closeRoom,
  DATE,
  giveUp,
  hour,
  on,
  open,
  openedWorld,
  PUBLISHES,
  publish,
  roundOf,
  roundsOn,
  told,
  toldTo,
  wished,
} from './world.ts';

const who = (granted: ReturnType<typeof heldBriefly>): readonly number[] => granted.map(([number]) => number);

describe('a wish for a day in a round', () => {
  test('joins it, is told so once, and is granted nothing yet', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    await ask(rounds, wished(1, hour()));
    await ask(roundsOn(world), wished(1, hour()));
    expect(told(world.log)).toEqual([{ type: 'AllocationDeferred', number: 1, revision: 1 }]);
    const deferred = world.log.commits
      .flatMap(({ events }) => events)
      .find(({ type }) => type === 'AllocationDeferred');
    expect(AllocationDeferred.parse(deferred?.data)).toEqual({
      activityId: activity(1),
      revision: 1,
      centerId: 'hall',
      date: DATE,
      closesAt: CLOSES,
      publishesAt: PUBLISHES,
    });
  });

  test('that nothing there could ever serve joins nothing: it is refused at once, with what is missing', async () => {
    const { world, rounds } = await openedWorld();
    const nope = [{ role: 'room', features: ['nope'] }];
    const guided = [{ role: 'room' }, { role: 'guide', skills: [] }];
    for (const [number, change] of [{ headcount: 5000 }, { needs: nope }, { needs: guided }].entries()) {
      await ask(rounds, wished(number + 1, hour(['09:00', '10:00'], change)));
    }
    expect(collectedIn(await roundOf(rounds))).toEqual([]);
    expect(told(world.log).map(({ type }) => type)).toEqual(Array(3).fill('AllocationRefused'));
    expect(refusals(world.log).map(({ reasons: [cause] }) => cause)).toMatchObject([
      { code: 'no-room-large-enough', values: { headcount: 5000, largest: 100 } },
      { code: 'no-room-with-features', values: { features: 'nope' } },
      { code: 'no-such-person', values: { role: 'guide' } },
    ]);
  });

  test('that stands only behind what is taken or closed joins it: that may be otherwise by then', async () => {
    const { world, rounds } = await openedWorld();
    await giveUp(rounds, 1);
    await publish(rounds);
    await ask(rounds, wished(1, hour()));
    await open(rounds);
    await closeRoom(rounds, 'hall-a');
    await ask(rounds, wished(2, hour()));
    expect(toldTo(world.log, 2)).toEqual(['Deferred 1']);
  });

  test('that somebody of a neighbouring center could serve joins it, and has them when it is over', async () => {
    const world = allocationWorld();
    const near = CenterId.parse('near');
    const guide = { type: 'person', id: 'near-guide', name: 'Guide', roles: ['guide'] };
    await world.open(profile({ neighbours: [{ centerId: near, travelMinutes: 30 }] }));
    await world.open(profile({ id: near, resources: [guide] }));
    const rounds = roundsOn(world);
    await open(rounds);
    await ask(rounds, wished(1, hour(['09:00'], { needs: [{ role: 'room' }, { role: 'guide', skills: [] }] })));
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1']);
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 1']);
  });

  test('is granted when it is published, with the round among its reasons, and movable within what it offered', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour(['09:00', '10:00'], { announceLeadMinutes: 60 })));
    await close(rounds);
    expect(heldBriefly(world.log)).toEqual([]);
    await publish(rounds);
    const [grant] = said(world.log).filter(({ type }) => type === 'AllocationGranted');
    expect(AllocationGranted.parse(grant?.data)).toMatchObject({
      start: '2026-07-10T01:00:00Z',
      reasons: expect.arrayContaining([{ code: 'round', values: { date: DATE } }]),
      tentative: { starts: ['2026-07-10T01:00:00Z', '2026-07-10T02:00:00Z'] },
    });
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 1']);
  });

  test('asked again after it was granted, or refused, is told nothing more', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await publish(rounds);
    const before = told(world.log).length;
    for (const number of [1, 2]) await ask(roundsOn(world), wished(number, hour(), { weight: 3 - number }));
    expect(told(world.log)).toHaveLength(before);
    expect([toldTo(world.log, 1), toldTo(world.log, 2)]).toEqual([
      ['Deferred 1', 'Granted 1'],
      ['Deferred 1', 'Refused 1'],
    ]);
  });

  test('leaves other days as they are', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, wish(['2026-07-11T09:00'], 60)));
    expect(toldTo(world.log, 1)).toEqual(['Granted 1']);
  });

  test('that is ordered by staff, or is a fact, is decided at once', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour(), { change: { ordered: { by: 'demo', reason: 'now' } } }));
    await ask(rounds, wished(2, hour(['11:00'], { asGiven: true })));
    await ask(rounds, wished(3, hour(['13:00'], { displaces: true })));
    expect(who(heldBriefly(world.log))).toEqual([1, 2, 3]);
  });

  test('over several days is refused with when the round is published; one that staff order is not', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, wish([`${DATE}T23:30`], 60)));
    expect(refusals(world.log)[0]?.reasons).toEqual([
      { code: 'round-open', values: { date: DATE, publishesAt: PUBLISHES } },
    ]);
    await ask(rounds, wished(2, wish([`${DATE}T23:30`], 60), { change: { ordered: { by: 'demo', reason: 'now' } } }));
    expect(who(heldBriefly(world.log))).toEqual([2]);
  });
});

describe('a round', () => {
  test('is opened once, with times to come, before its day begins', async () => {
    const { world, rounds } = await openedWorld();
    expect(await open(rounds)).toMatchObject({ ok: false, refusal: { code: 'round-not-over' } });
    const fresh = roundsOn(world);
    const elsewhere = { within: { start: 0, end: 1440 } };
    await giveUp(rounds, 1);
    expect(await open(fresh)).toMatchObject({ ok: false, refusal: { code: 'round-not-over' } });
    await publish(rounds);
    expect(await open(fresh, { closesAt: 0 })).toMatchObject({ ok: false, refusal: { code: 'closes-in-the-past' } });
    expect(await open(fresh, elsewhere)).toMatchObject({ ok: false, refusal: { code: 'publishes-too-late' } });
    expect(await open(fresh)).toMatchObject({ ok: true, state: { round: { number: 2, status: 'open' } } });
    const opened = world.log.commits.flatMap(({ events }) => events).filter(({ type }) => type === 'RoundOpened');
    expect(opened.map(({ data }) => RoundOpened.parse(data).number)).toEqual([1, 2]);
  });

  test('gives an overloaded day to the heavier wishes, where the order of arrival gave it to the first', async () => {
    const wanted = [1, 1, 3, 2].map((weight, index) => ({ weight, number: index + 1 }));
    const { world, rounds } = await openedWorld();
    for (const { number, weight } of wanted) await ask(rounds, wished(number, hour(['09:00', '09:30']), { weight }));
    await publish(rounds);
    expect(who(heldBriefly(world.log))).toEqual([3]);
    const { world: other, rounds: ended } = await openedWorld();
    await giveUp(ended, 1);
    await publish(ended);
    for (const { number, weight } of wanted) await ask(ended, wished(number, hour(['09:00', '09:30']), { weight }));
    expect(who(heldBriefly(other.log))).toEqual([1]);
  });

  test('answers everybody once: granted, or refused with what was in the way and, last, the round', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2, 3]) await ask(rounds, wished(number, hour(['09:00', '10:00'])));
    await publish(rounds);
    expect(problemsOf(world.log)).toEqual([]);
    const [refused] = refusals(world.log);
    const { reasons } = AllocationRefused.parse(refused);
    expect([reasons[0]?.code, reasons.at(-1)]).toEqual(['taken', { code: 'round', values: { date: DATE } }]);
    const published = world.log.commits.flatMap(({ events }) => events).find(({ type }) => type === 'RoundPublished');
    expect(RoundPublished.parse(published?.data)).toEqual({
      centerId: 'hall',
      date: DATE,
      number: 1,
      asked: 3,
      granted: 2,
      refused: 1,
      moved: 0,
    });
  });

  test('with nobody in it closes and is published', async () => {
    const { world, rounds } = await openedWorld();
    await close(rounds);
    expect(await roundOf(rounds)).toMatchObject({ status: 'closed', solution: { outcome: 'solved', granted: [] } });
    expect(await publish(rounds)).toBeUndefined();
    expect(await roundOf(rounds)).toMatchObject({ status: 'published', isSettled: true });
    expect(told(world.log)).toEqual([]);
  });

  test('is published once, by whoever comes first', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    await Promise.all([publish(rounds), publish(roundsOn(world)), publish(roundsOn(world))]);
    const published = world.log.commits.filter(({ events }) => events.some(({ type }) => type === 'RoundPublished'));
    expect(published).toHaveLength(1);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 1']);
  });

  test('given up answers everybody in the order of arrival', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [2, 1, 3]) await ask(rounds, wished(number, hour(['09:00', '10:00']), { weight: number }));
    await giveUp(rounds, 1);
    await publish(rounds);
    expect(told(world.log).slice(3)).toEqual([
      { type: 'AllocationGranted', number: 2, revision: 1 },
      { type: 'AllocationGranted', number: 1, revision: 1 },
      { type: 'AllocationRefused', number: 3, revision: 1 },
    ]);
    expect(await roundOf(rounds)).toMatchObject({ status: 'given-up', isSettled: true });
  });

  test('leaves what stood before it, which may move inside what it offered', async () => {
    const world = (await openedWorld()).world;
    const rounds = roundsOn(world);
    await giveUp(rounds, 1);
    await publish(rounds);
    await ask(rounds, wished(1, hour(['09:00', '10:00'], { announceLeadMinutes: 60 })));
    await open(rounds);
    await ask(rounds, wished(2, hour(['09:00'])));
    await publish(rounds, 2);
    expect(toldTo(world.log, 1)).toEqual(['Granted 1', 'Moved 1']);
    expect(heldBriefly(world.log)).toContainEqual([2, 1, '2026-07-10T01:00:00Z', 'hall-a']);
    expect(await roundOf(rounds)).toMatchObject({ solution: { moved: [{ because: { code: 'made-way' } }] } });
  });
});

test('what would have moved when it was solved, and is too near its announcement when it is published, stays', async () => {
  const { world, rounds } = await openedWorld();
  await giveUp(rounds, 1);
  await publish(rounds);
  // Due to be announced between closing and publishing.
  await ask(rounds, wished(1, hour(['09:00', '10:00'], { announceLeadMinutes: 4 * 1440 })));
  await open(rounds);
  await ask(rounds, wished(2, hour(['09:00'])));
  await close(rounds, 2);
  expect((await roundOf(rounds)).solution?.moved).toHaveLength(1);
  world.clock.pass(Date.parse('2026-07-06T10:00:00Z') - world.clock.now());
  await publish(rounds, 2);
  expect([toldTo(world.log, 1), toldTo(world.log, 2)]).toEqual([['Granted 1'], ['Deferred 1', 'Refused 1']]);
});

describe('who comes late', () => {
  test('is kept, is not among those answered together, and is decided after them in the order of arrival', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(5, hour(['09:00'])));
    await close(rounds);
    const before = await roundOf(rounds);
    for (const number of [4, 3]) await ask(rounds, wished(number, hour(['09:00', '10:00']), { weight: 9 }));
    expect((await roundOf(rounds)).solution).toEqual(before.solution);
    await publish(rounds);
    expect(told(world.log).slice(3)).toEqual([
      { type: 'AllocationGranted', number: 5, revision: 1 },
      { type: 'AllocationGranted', number: 4, revision: 1 },
      { type: 'AllocationRefused', number: 3, revision: 1 },
    ]);
  });

  test('is whoever comes at the time of closing, also before anybody has closed it', async () => {
    const { world, rounds } = await openedWorld();
    world.clock.pass(Date.parse(CLOSES) - world.clock.now() - 60_000);
    await ask(rounds, wished(1, hour()));
    world.clock.pass(60_000);
    await ask(rounds, wished(2, hour()));
    expect(collectedIn(await roundOf(rounds)).map(({ late }) => late)).toEqual([false, true]);
  });
});

describe('cancelled', () => {
  const cancel = (rounds: ReturnType<typeof roundsOn>, number: number) =>
    withdraw(rounds.coordinator, { activityId: activity(number), centerId: at().centerId, causationId: 'gone' }, 1);

  test('while it is collected it is not answered, and another has its place', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await cancel(rounds, 1);
    await publish(rounds);
    expect([toldTo(world.log, 1), toldTo(world.log, 2)]).toEqual([['Deferred 1'], ['Deferred 1', 'Granted 1']]);
  });

  test('between solving and publishing the rest is solved anew', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await close(rounds);
    expect((await roundOf(rounds)).solution?.granted.map(({ activityId }) => activityId)).toEqual([activity(1)]);
    await cancel(rounds, 1);
    expect(await roundOf(rounds)).not.toHaveProperty('solution');
    await publish(rounds);
    expect([toldTo(world.log, 1), toldTo(world.log, 2)]).toEqual([['Deferred 1'], ['Deferred 1', 'Granted 1']]);
  });

  test('a late copy of what was cancelled joins nothing', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    await cancel(rounds, 1);
    await ask(roundsOn(world), wished(1, hour()));
    expect(collectedIn(await roundOf(rounds))).toEqual([]);
    expect(told(world.log)).toHaveLength(1);
  });
});

describe('revised while it is collected', () => {
  test('the newer revision is answered, and the older one never', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour(['09:00'])));
    await ask(rounds, wished(1, hour(['11:00']), { revision: 2 }));
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Deferred 2', 'Granted 2']);
    expect(heldBriefly(world.log)).toEqual([[1, 2, '2026-07-10T03:00:00Z', 'hall-a']]);
  });

  test('to another day it leaves the round at once', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    await ask(rounds, wished(1, wish(['2026-07-11T09:00'], 60), { revision: 2 }));
    expect(collectedIn(await roundOf(rounds))).toEqual([]);
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 2']);
  });

  test('to what is refused it has left the round all the same', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    await ask(rounds, wished(1, wish(['2026-07-11T09:00'], 60, { headcount: 500 }), { revision: 2 }));
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Refused 2']);
    expect(heldBriefly(world.log)).toEqual([]);
  });

  test('after it was closed it comes late, and the rest is solved anew', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await close(rounds);
    await ask(rounds, wished(1, hour(['09:30', '10:00']), { weight: 2, revision: 2 }));
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Deferred 2', 'Granted 2']);
    expect(heldBriefly(world.log)).toEqual([
      [1, 2, '2026-07-10T02:00:00Z', 'hall-a'],
      [2, 1, '2026-07-10T01:00:00Z', 'hall-a'],
    ]);
  });

  test('what stands from before keeps its place when the revision is refused, and may use it when it is not', async () => {
    const { world, rounds } = await openedWorld();
    await giveUp(rounds, 1);
    await publish(rounds);
    for (const [number, clock] of [
      [1, '09:00'],
      [2, '11:00'],
    ] as const)
      await ask(rounds, wished(number, hour([clock])));
    await open(rounds);
    await ask(rounds, wished(1, hour(['09:30']), { revision: 2 }));
    await ask(rounds, wished(2, hour(['09:00']), { revision: 2 }));
    await publish(rounds, 2);
    expect(toldTo(world.log, 1)).toEqual(['Granted 1', 'Deferred 2', 'Granted 2']);
    expect(toldTo(world.log, 2)).toEqual(['Granted 1', 'Deferred 2', 'Refused 2']);
    expect(heldBriefly(world.log)).toEqual([
      [1, 2, '2026-07-10T01:30:00Z', 'hall-a'],
      [2, 1, '2026-07-10T03:00:00Z', 'hall-a'],
    ]);
    expect(problemsOf(world.log)).toEqual([]);
  });
});

test('what a revision in a round would leave is nobody else’s before the revision has its answer', async () => {
  const { world, rounds } = await openedWorld();
  await giveUp(rounds, 1);
  await publish(rounds);
  await ask(rounds, wished(1, hour(['09:00', '10:00'], { announceLeadMinutes: 60 })));
  await open(rounds);
  await ask(rounds, wished(1, hour(['11:00']), { revision: 2 }));
  await ask(rounds, wished(2, hour(['09:00'])));
  await publish(rounds, 2);
  expect(toldTo(world.log, 1)).toEqual(['Granted 1', 'Deferred 2', 'Granted 2']);
  expect(toldTo(world.log, 2)).toEqual(['Deferred 1', 'Refused 1']);
});

describe('a wish that accepts the day of a round and another day', () => {
  const both = wish([...on('09:00'), '2026-07-11T09:00', ...on('11:00')], 60);

  test('goes on to the other when the round refuses it', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, both));
    await ask(rounds, wished(2, hour(), { weight: 5 }));
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 1']);
    expect(heldBriefly(world.log)).toContainEqual([1, 1, '2026-07-11T01:00:00Z', 'hall-a']);
  });

  test('goes on to later starts of the same day when the other one is full', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(3, wish(['2026-07-11T09:00'], 60)));
    await ask(rounds, wished(1, both));
    await ask(rounds, wished(2, hour(), { weight: 5 }));
    await publish(rounds);
    expect(heldBriefly(world.log)).toContainEqual([1, 1, '2026-07-10T03:00:00Z', 'hall-a']);
  });

  test('that prefers the other day is given that at once', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, wish(['2026-07-11T09:00', ...on('09:00')], 60)));
    expect(toldTo(world.log, 1)).toEqual(['Granted 1']);
  });
});

test('who is refused elsewhere is offered nothing on the day of a round', async () => {
  const { world, rounds } = await openedWorld();
  const offerWithin = { from: `${DATE}T08:00:00+08:00`, to: '2026-07-11T12:00:00+08:00' };
  await ask(rounds, wished(1, wish(['2026-07-11T09:00'], 60)));
  await ask(rounds, wished(2, wish(['2026-07-11T09:00'], 60, { offerWithin })));
  const [refused] = refusals(world.log);
  expect(refused?.nearest.length).toBeGreaterThan(0);
  expect(refused?.nearest.filter(({ start }) => start < '2026-07-10T16:00:00Z')).toEqual([]);
});

describe('staff settle', () => {
  test('a start and a room for one: the rest is solved round it, and it does not move any more', async () => {
    const { world, rounds } = await openedWorld(['a', 'b']);
    await ask(rounds, wished(1, hour(['09:00', '10:00'], { announceLeadMinutes: 60 })));
    await ask(rounds, wished(2, hour(['10:00']), { weight: 9 }));
    await close(rounds);
    const roomB = ResourceId.parse('hall-b');
    const start = Date.parse(`${DATE}T10:00:00+08:00`) / 60_000;
    await adjust(rounds, [{ activityId: activity(1), start, rooms: [roomB] }]);
    expect(await roundOf(rounds)).not.toHaveProperty('solution');
    await publish(rounds);
    expect(heldBriefly(world.log)).toEqual([
      [1, 1, '2026-07-10T02:00:00Z', 'hall-b'],
      [2, 1, '2026-07-10T02:00:00Z', 'hall-a'],
    ]);
    const first = said(world.log).find(({ data }) => AllocationGranted.parse(data).activityId === activity(1));
    expect(first?.data).not.toHaveProperty('tentative');
  });

  test('that one is left out: it is refused with their reason', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await adjust(rounds, [{ activityId: activity(1), leftOut: true }]);
    await publish(rounds);
    expect(who(heldBriefly(world.log))).toEqual([2]);
    expect(refusals(world.log)[0]?.reasons).toEqual([
      { code: 'left-out', values: { reason: 'so it is' } },
      { code: 'round', values: { date: DATE } },
    ]);
  });

  test('a room, or a start, that the rules of booking keep from whoever asks', async () => {
    const world = allocationWorld();
    const booking = { kinds: ['induction-ceremony'] };
    await world.open(profile({ resources: [room('a', { booking }), room('b', { booking: { horizonDays: 9 } })] }));
    const rounds = roundsOn(world);
    await open(rounds);
    // Nine days before nine: ten is beyond the horizon of the second room.
    const askedAt = Date.parse('2026-07-01T09:00:00+08:00') / 60_000;
    const start = Date.parse(`${DATE}T10:00:00+08:00`) / 60_000;
    for (const number of [1, 2, 3]) {
      await ask(rounds, wished(number, hour(['09:00', '10:00']), { change: { askedAt } }));
    }
    await adjust(rounds, [
      { activityId: activity(1), rooms: [ResourceId.parse('hall-a')] },
      { activityId: activity(2), start, rooms: [ResourceId.parse('hall-b')] },
    ]);
    await publish(rounds);
    expect(heldBriefly(world.log)).toEqual([
      [1, 1, '2026-07-10T01:00:00Z', 'hall-a'],
      [2, 1, '2026-07-10T02:00:00Z', 'hall-b'],
      [3, 1, '2026-07-10T01:00:00Z', 'hall-b'],
    ]);
    const terms = said(world.log).flatMap(({ type, data }) =>
      type === 'AllocationGranted' ? [AllocationGranted.parse(data).terms?.barred] : [],
    );
    expect(terms).toEqual([undefined, undefined, expect.any(Array)]);
  });

  test('a start for one revision and not for the next, which did not ask for it', async () => {
    const { world, rounds } = await openedWorld();
    await ask(rounds, wished(1, hour(['10:00'])));
    const start = Date.parse(`${DATE}T10:00:00+08:00`) / 60_000;
    await adjust(rounds, [{ activityId: activity(1), start, rooms: [ResourceId.parse('hall-a')] }]);
    expect((await roundOf(rounds)).adjustments).toMatchObject([{ activityId: activity(1), revision: 1 }]);
    await ask(rounds, wished(1, hour(['14:00']), { revision: 2 }));
    expect((await roundOf(rounds)).adjustments).toEqual([]);
    await close(rounds);
    await publish(rounds);
    expect(heldBriefly(world.log)).toEqual([[1, 2, '2026-07-10T06:00:00Z', 'hall-a']]);
  });

  test('that one is left out until it leaves the round: coming back it is answered as the others are', async () => {
    const { world, rounds } = await openedWorld();
    for (const number of [1, 2]) await ask(rounds, wished(number, hour([`1${number}:00`])));
    await adjust(
      rounds,
      [1, 2].map((number) => ({ activityId: activity(number), leftOut: true as const })),
    );
    await ask(rounds, wished(1, wish(['2026-07-11T09:00'], 60), { revision: 2 }));
    expect((await roundOf(rounds)).adjustments).toMatchObject([{ activityId: activity(2), revision: 1 }]);
    await ask(rounds, wished(1, hour(['11:00']), { revision: 3 }));
    await publish(rounds);
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 2', 'Deferred 3', 'Granted 3']);
    expect(toldTo(world.log, 2)).toEqual(['Deferred 1', 'Refused 1']);
  });

  test('nothing for who is not in it, at a start nobody offered, or in more rooms than are needed', async () => {
    const { rounds } = await openedWorld();
    await ask(rounds, wished(1, hour()));
    const codes = await Promise.all(
      [
        { activityId: activity(2), leftOut: true as const },
        { activityId: activity(1), start: 0 },
        { activityId: activity(1), rooms: [ResourceId.parse('hall-a'), ResourceId.parse('hall-a')] },
      ].map(async (one) => {
        const fine = { activityId: activity(1), leftOut: true as const };
        const outcome = await adjust(rounds, [fine, one]);
        return outcome.ok ? 'ok' : outcome.refusal;
      }),
    );
    expect(codes).toMatchObject([
      { code: 'not-in-round', index: 1 },
      { code: 'start-not-offered', index: 1 },
      { code: 'one-room-for-each-need', index: 1 },
    ]);
  });
});

describe('what staff do to the day', () => {
  test('a room closed between solving and publishing is given to nobody', async () => {
    const { world, rounds } = await openedWorld(['a', 'b']);
    for (const number of [1, 2]) await ask(rounds, wished(number, hour(), { weight: 3 - number }));
    await close(rounds);
    expect((await roundOf(rounds)).solution?.granted).toHaveLength(2);
    await closeRoom(rounds, 'hall-a');
    expect(await roundOf(rounds)).not.toHaveProperty('solution');
    await publish(rounds);
    expect(heldBriefly(world.log).map(([number, , , rooms]) => [number, rooms])).toEqual([[1, 'hall-b']]);
  });

  test('who is displaced by an order keeps what the round gave until then, and nobody is given it twice', async () => {
    const { world, rounds } = await openedWorld(['a']);
    await ask(rounds, wished(1, hour()));
    await publish(rounds);
    const ordered = { by: 'demo', reason: 'a delegation comes' };
    await ask(rounds, wished(2, hour(['09:00'], { displaces: true }), { change: { ordered } }));
    const displaced = world.log.commits
      .flatMap(({ events }) => events)
      .find(({ type }) => type === 'AllocationDisplaced');
    // Its terms were kept, so it was found another place.
    expect(displaced?.data).toMatchObject({ activityId: activity(1), held: { claims: [{ resourceId: 'hall-a' }] } });
    await ask(roundsOn(world), wished(1, hour()));
    expect(toldTo(world.log, 1)).toEqual(['Deferred 1', 'Granted 1']);
  });
});
