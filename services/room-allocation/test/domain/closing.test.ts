import { AllocationDisplaced, AllocationMoved, instantOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { centerDayRules } from '../../src/domain/center-day.ts';
import { activityOn, type CenterDay, type CenterDayEvent, takenOn } from '../../src/domain/center-day-state.ts';
import { closedLegs } from '../../src/domain/closing.ts';
import {
  ask,
  close,
  closureId,
  confirm,
  factsOf,
  fix,
  given,
  hold,
  legClaim,
  next,
  release,
  reopen,
  staff,
} from './support/day.ts';
import { activity, aGuide, aRoom, at, during, person, room } from './support/given.ts';

const two = factsOf([room('hall'), room('lawn')]);
const nine = ask({ starts: [at('09:00')], needs: [aRoom({ resourceId: 'hall' })] }, { facts: two });
const hallClosed = close('08:00', '12:00', { rooms: ['hall'], facts: two });

type Of<T> = Extract<CenterDayEvent, { type: T }>;
const displacedIn = (events: readonly CenterDayEvent[]) =>
  events.filter((event): event is Of<'AllocationDisplaced'> => event.type === 'AllocationDisplaced').map((e) => e.data);

const placesOn = (day: CenterDay) =>
  takenOn(day, undefined, { holds: true }).map(({ resourceId, start, end, activityId }) => [
    Number(activityId.slice(-12)),
    resourceId,
    instantOf(start).slice(11, 16),
    instantOf(end).slice(11, 16),
  ]);

describe('a day that is closed', () => {
  const closed = given(close('10:00', '12:00'));
  test.each([
    ['09:00', 60, true],
    ['09:00', 61, false],
    ['11:00', 30, false],
    ['11:59', 30, false],
    ['12:00', 60, true],
  ])('grants from %s for %s minutes: %s, whatever was known of the center', (start, durationMinutes, isGranted) => {
    const { refusal } = next(closed, ask({ starts: [at(start)], durationMinutes }));
    expect(refusal === undefined).toBe(isGranted);
    if (refusal) expect(refusal).toMatchObject({ code: 'nothing-fits', because: { cause: { code: 'room-closed' } } });
  });

  test('holds nothing of what is closed for an answer over several days', () => {
    const claims = (from: string, to: string) => [legClaim('hall', from, to)];
    expect(next(closed, hold(claims('11:00', '13:00'))).refusal).toEqual({ code: 'taken', resourceId: 'hall' });
    expect(next(closed, hold(claims('12:00', '13:00'))).refusal).toBeUndefined();
  });

  test('names the only room with what is needed as closed', () => {
    const facts = factsOf([room('hall', { features: ['oath-wall'] }), room('lawn')]);
    const oath = ask({ starts: [at('10:30')], needs: [aRoom({ features: ['oath-wall'] })] }, { facts });
    const { refusal } = next(given(close('10:00', '12:00', { rooms: ['hall'], facts })), oath);
    expect(refusal).toMatchObject({ because: { cause: { code: 'room-closed', resourceId: 'hall' } } });
  });

  test('is closed once, and closing the same again changes nothing', () => {
    expect(next(closed, close('10:00', '12:00')).events).toEqual([]);
  });

  test('keeps of a closure what lies on it', () => {
    const [event] = next(given(), close('-2:00', '30:00')).events;
    expect(event).toEqual({
      type: 'DayClosed',
      data: { closureId: closureId(1), ...during('00:00', '24:00'), ordered: staff },
    });
  });

  test('is open again when it is reopened, and a late closing does not close it', () => {
    const reopened = next(closed, reopen());
    expect(next(reopened.day, ask({ starts: [at('10:30')] })).refusal).toBeUndefined();
    expect(next(reopened.day, reopen()).events).toEqual([]);
    expect(next(reopened.day, close('10:00', '12:00')).events).toEqual([]);
    const early = given(reopen(), close('10:00', '12:00'));
    expect(next(early, ask({ starts: [at('10:30')] })).refusal).toBeUndefined();
  });

  test('with two closures that overlap stays closed by the other when one is lifted', () => {
    const day = given(close('10:00', '12:00'), close('11:00', '13:00', { id: closureId(2) }), reopen());
    expect(next(day, ask({ starts: [at('10:00')] })).refusal).toBeUndefined();
    expect(next(day, ask({ starts: [at('11:00')] })).refusal).toMatchObject({ code: 'nothing-fits' });
    const open = next(day, reopen(closureId(2))).day;
    expect(next(open, ask({ starts: [at('11:00')] })).refusal).toBeUndefined();
  });
});

describe('whoever is in a room that is closed', () => {
  test('is told, and held the best other place, in the commit that closes it', () => {
    const { events, day } = next(given(nine), hallClosed);
    expect(events.map(({ type }) => type)).toEqual(['DayClosed', 'AllocationDisplaced']);
    const [displaced] = displacedIn(events);
    expect(AllocationDisplaced.parse(displaced)).toEqual(displaced);
    expect(displaced).toMatchObject({
      activityId: activity(1),
      revision: 1,
      centerVersion: 4,
      allocationVersion: 2,
      from: { start: '2026-07-01T09:00:00Z', end: '2026-07-01T10:00:00Z', claims: [{ resourceId: 'hall' }] },
      because: { code: 'closed-for', resourceId: 'hall' },
      ordered: staff,
      held: { start: '2026-07-01T09:00:00Z', claims: [{ resourceId: 'lawn' }], movedMinutes: 0 },
      demanded: { starts: ['2026-07-01T09:00:00Z'], headcount: 20 },
    });
    expect(placesOn(day)).toEqual([[1, 'lawn', '09:00', '10:00']]);
  });

  test('is held another hour of the day where no other room will do, the nearest to its own', () => {
    const { events, day } = next(given(ask({ starts: [at('09:00')] })), close('08:00', '12:15'));
    expect(displacedIn(events)[0]).toMatchObject({
      because: { code: 'closed-for' },
      held: { start: '2026-07-01T07:00:00Z', movedMinutes: -120 },
    });
    const later = next(given(ask({ starts: [at('11:00')] })), close('08:00', '12:15'));
    expect(displacedIn(later.events)[0]).toMatchObject({ held: { start: '2026-07-01T12:30:00Z' } });
    expect(placesOn(day)).toEqual([[1, 'hall', '07:00', '08:00']]);
  });

  test('is not held what is past, what is closed by opening hours, or what others have', () => {
    const facts = factsOf([room('hall')], { open: [during('08:00', '14:00')] });
    const noon = ask({ starts: [at('12:00')] }, { who: activity(2), facts });
    const day = given(ask({ starts: [at('10:00')] }, { facts }), noon);
    const { events } = next(day, close('10:00', '11:00', { facts, now: at('09:00') }));
    expect(displacedIn(events)[0]?.held).toMatchObject({ start: '2026-07-01T11:00:00Z' });
    const full = next(day, close('10:00', '12:00', { facts, now: at('09:00') }));
    expect(displacedIn(full.events)[0]?.held).toMatchObject({ start: '2026-07-01T13:00:00Z' });
  });

  test('has nothing any more where the day has nothing, and no late copy of its wish gets it back', () => {
    const offers = new Map([[activity(1) as string, []]]);
    const { events, day } = next(given(nine), close('00:00', '24:00', { facts: two, offers }));
    expect(displacedIn(events)[0]).not.toHaveProperty('held');
    expect(placesOn(day)).toEqual([]);
    const open = next(day, reopen()).day;
    expect(next(open, nine).refusal).toEqual({ code: 'superseded' });
    expect(next(open, ask({ starts: [at('09:00')] }, { revision: 2, facts: two })).refusal).toBeUndefined();
  });

  test('is told what else can be had, as it was looked up before', () => {
    const alternative = { centerId: 'tianping', start: 'a', end: 'b', resourceIds: [], relaxed: [] };
    const offers = new Map([[activity(1) as string, [alternative as never]]]);
    const { events } = next(given(nine), close('08:00', '12:00', { rooms: ['hall'], facts: two, offers }));
    expect(displacedIn(events)[0]?.nearest).toEqual([alternative]);
  });

  test('is not displaced where it is over, or beside what is closed by a minute', () => {
    const { events } = next(given(nine), close('08:00', '12:00', { now: at('10:00') }));
    expect(displacedIn(events)).toEqual([]);
    for (const [from, to] of [
      ['08:00', '09:00'],
      ['10:00', '11:00'],
    ] as const)
      expect(displacedIn(next(given(nine), close(from, to)).events)).toEqual([]);
    expect(displacedIn(next(given(nine), close('09:59', '11:00')).events)).toHaveLength(1);
  });

  test('and was granted before terms were told is held nothing and offered nothing', () => {
    const [granted] = next(given(), nine).events;
    if (granted?.type !== 'AllocationGranted') throw new Error('not granted');
    const { terms: _, ...old } = granted.data;
    const day = centerDayRules.evolve(given(), { type: 'AllocationGranted', data: old });
    const [displaced] = displacedIn(next(day, hallClosed).events);
    expect(displaced).toMatchObject({ allocationVersion: 2, nearest: [] });
    for (const field of ['held', 'demanded']) expect(displaced).not.toHaveProperty(field);
  });

  test('keeps its terms for the next time, and counts its places', () => {
    const { events } = next(
      next(given(nine), hallClosed).day,
      close('08:00', '12:00', { id: closureId(2), facts: two }),
    );
    expect(displacedIn(events)[0]).toMatchObject({
      allocationVersion: 3,
      from: { claims: [{ resourceId: 'lawn' }] },
      held: { terms: { needs: [{ role: 'room', resourceId: 'hall' }] } },
    });
  });

  test('is found an hour at which its guide and a room are there', () => {
    const facts = factsOf([room('hall'), room('lawn'), person('lin')]);
    const needs = [aRoom({ resourceId: 'hall' }), aGuide()];
    const { events } = next(given(ask({ needs }, { facts })), close('08:00', '12:00', { rooms: ['lin'], facts }));
    expect(displacedIn(events)[0]).toMatchObject({
      because: { code: 'closed-for', resourceId: 'lin' },
      held: { start: '2026-07-01T07:00:00Z', claims: [{ resourceId: 'hall' }, { resourceId: 'lin' }] },
    });
  });
});

describe('two who are displaced at once', () => {
  const both = given(
    nine,
    ask({ starts: [at('10:00')], needs: [aRoom({ resourceId: 'hall' })] }, { who: activity(2), facts: two }),
  );

  test('are not held the same place', () => {
    const { day } = next(both, close('08:00', '23:00', { rooms: ['hall'], facts: two }));
    expect(placesOn(day).sort()).toEqual([
      [1, 'lawn', '09:00', '10:00'],
      [2, 'lawn', '10:00', '11:00'],
    ]);
    const same = given(
      nine,
      ask({ starts: [at('09:00')], needs: [aRoom({ resourceId: 'lawn' })] }, { who: activity(2), facts: two }),
    );
    const { day: after } = next(same, close('08:00', '22:00', { facts: two }));
    expect(placesOn(after)).toHaveLength(2);
    expect(placesOn(after)[0]?.slice(1)).not.toEqual(placesOn(after)[1]?.slice(1));
  });

  test('and one place is left: one has it, the other is told that there is none', () => {
    const facts = factsOf([room('hall'), room('lawn')], { open: [during('09:00', '10:00')] });
    const at9 = (who: number, resourceId: string) =>
      ask({ needs: [aRoom({ resourceId })] }, { who: activity(who), facts });
    const day = given(at9(1, 'hall'), at9(2, 'lawn'));
    const { events } = next(day, close('09:00', '10:00', { rooms: ['hall'], facts }));
    expect(displacedIn(events)).toHaveLength(1);
    expect(displacedIn(events)[0]).not.toHaveProperty('held');
  });
});

describe('who may still move', () => {
  const starts = [at('09:00'), at('13:00')];
  const tentative = (who: number) => ask({ starts }, { who: activity(who), movable: { starts, leadMinutes: 60 } });

  test('moves inside what it offered, and is not displaced', () => {
    const { events, day } = next(given(tentative(1)), close('08:00', '12:00'));
    expect(events.map(({ type }) => type)).toEqual(['DayClosed', 'AllocationMoved']);
    expect(AllocationMoved.parse(events[1]?.data)).toMatchObject({
      because: { code: 'closed-for', values: { reason: staff.reason } },
      allocationVersion: 2,
      start: '2026-07-01T13:00:00Z',
    });
    expect(activityOn(day, activity(1)).granted).toHaveProperty('tentative');
  });

  test('is displaced and fixed where it offered nothing else that is free', () => {
    const { events, day } = next(given(tentative(1)), close('08:00', '13:30'));
    expect(displacedIn(events)[0]).toMatchObject({ held: { terms: { headcount: 20 } } });
    expect(activityOn(day, activity(1)).granted).not.toHaveProperty('tentative');
    expect(next(day, fix()).events).toEqual([]);
  });

  test('makes way inside what it offered for one who would have nothing', () => {
    const facts = factsOf([room('hall')], { open: [during('09:00', '10:00'), during('13:00', '15:00')] });
    const fixed = ask({ starts: [at('09:00')] }, { who: activity(2), facts });
    const hours = [at('13:30'), at('13:00'), at('14:00')];
    const other = ask({ starts: hours }, { facts, movable: { starts: hours, leadMinutes: 60 } });
    const { events, day } = next(given(fixed, other), close('09:00', '10:00', { facts }));
    expect(events.map(({ type }) => type)).toEqual(['DayClosed', 'AllocationMoved', 'AllocationDisplaced']);
    expect(placesOn(day)).toHaveLength(2);
    expect(displacedIn(events)[0]).toHaveProperty('held');
  });
});

describe('what a displaced activity had', () => {
  const { day } = next(given(nine), hallClosed);

  test('is free again for others once the closure is lifted', () => {
    const { refusal } = next(next(day, reopen()).day, { ...nine, activityId: activity(2) } as typeof nine);
    expect(refusal).toBeUndefined();
  });

  test('stays taken away when the closure is lifted', () => {
    expect(placesOn(next(day, reopen()).day)).toEqual([[1, 'lawn', '09:00', '10:00']]);
  });

  test('is not fixed, and what it has instead is already', () => {
    expect(next(day, fix())).toMatchObject({ events: [], refusal: undefined });
    const gone = next(given(nine), close('00:00', '24:00', { facts: two })).day;
    expect(next(gone, fix()).refusal).toEqual({ code: 'superseded' });
  });

  test('is released with what it has instead', () => {
    expect(placesOn(next(day, release()).day)).toEqual([]);
  });
});

test('a leg of an answer over several days is for its coordinator to take away', () => {
  const day = given(hold([legClaim('hall', '22:00', '24:00')]), confirm());
  const { day: closed, events } = next(day, close('23:00', '24:00'));
  expect(displacedIn(events)).toEqual([]);
  expect(closedLegs(closed)).toMatchObject([{ activityId: activity(1), revision: 1, attempt: 1, confirmed: true }]);
  expect(closedLegs(next(day, close('20:00', '22:00')).day)).toEqual([]);
});
