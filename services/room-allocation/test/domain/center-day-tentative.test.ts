import { AllocationFixed, AllocationGranted, AllocationMoved } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { centerDayRules } from '../../src/domain/center-day.ts';
import { activityOn, type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import { movedOf } from '../../src/domain/tentative.ts';
import { ask, factsOf, fix, given, giveUp, hold, legClaim, next, release } from './support/day.ts';
import { activity, assigned, at, person, room } from './support/given.ts';

const starts = [at('09:00'), at('09:30'), at('10:00')];
/** It is midnight, so that nothing here is announced at once. */
const movable = { starts, leadMinutes: 60 };
const tentative = ask({ starts }, { movable });

const grantOf = (day: CenterDay) => activityOn(day, activity(1)).granted;

/** The day after activity 1 has been moved to another of its starts. */
function moved(day: CenterDay, to: string): CenterDay {
  const known = grantOf(day)?.tentative;
  if (!known) throw new Error('nothing is tentative');
  const assignment = assigned({ ...known.request, starts: [at(to)] }, { rooms: [room('hall')] });
  const data = movedOf(known, assignment, { because: { code: 'made-way' }, centerVersion: 4 });
  return centerDayRules.evolve(day, { type: 'AllocationMoved', data });
}

describe('an activity that offers several starts', () => {
  test('keeps of its wish what it may be moved within, for whoever reads the event and for the day', () => {
    const { events, day } = next(given(), tentative);
    const [event] = events;
    expect(event).toMatchObject({
      type: 'AllocationGranted',
      data: {
        start: '2026-07-01T09:00:00Z',
        tentative: {
          starts: ['2026-07-01T09:00:00Z', '2026-07-01T09:30:00Z', '2026-07-01T10:00:00Z'],
          preferredStart: '2026-07-01T09:00:00Z',
          durationMinutes: 60,
          headcount: 20,
          needs: [{ role: 'room', features: [] }],
        },
      },
    });
    expect(AllocationGranted.parse(event?.data)).toEqual(event?.data);
    expect(grantOf(day)?.tentative).toMatchObject({ start: at('09:00'), request: { starts, headcount: 20 } });
  });

  test('keeps what it is worth, where that is told', () => {
    const { events, day } = next(given(), ask({ starts, weight: 3 }, { movable }));
    expect(AllocationGranted.parse(events[0]?.data).tentative?.weight).toBe(3);
    expect(grantOf(day)?.tentative?.request.weight).toBe(3);
    expect(AllocationGranted.parse(next(given(), tentative).events[0]?.data).tentative).not.toHaveProperty('weight');
  });

  test('may be moved to starts of the day that another group of its wish has', () => {
    const request = { starts: [at('10:00')], preferredStart: at('09:00') };
    const { day } = next(given(), ask(request, { movable, firstStart: 2 }));
    expect(grantOf(day)?.tentative?.request).toMatchObject({ starts, preferredStart: at('09:00') });
  });

  test.each([
    ['inside the lead', 540, true],
    ['a minute beyond it', 539, false],
  ])('is fixed at once only %s', (_, leadMinutes, isFixed) => {
    const { day, events } = next(given(), ask({ starts }, { movable: { starts, leadMinutes } }));
    expect(events[0]?.data).toHaveProperty('start', '2026-07-01T09:00:00Z');
    expect(grantOf(day)?.tentative === undefined).toBe(isFixed);
    expect('tentative' in (events[0]?.data ?? {})).toBe(!isFixed);
  });
});

test('who offers one start is granted it without a word about moving', () => {
  const { events, day } = next(given(), ask({ starts: [at('09:00')] }));
  expect(Object.keys(events[0]?.data ?? {})).not.toEqual(expect.arrayContaining(['tentative']));
  expect(Object.keys(events[0]?.data ?? {})).not.toEqual(expect.arrayContaining(['allocationVersion']));
  expect(grantOf(day)).not.toHaveProperty('tentative');
});

describe('a move', () => {
  const day = moved(given(tentative), '10:00');

  test('tells what it had, what it has, and why, and counts', () => {
    const answer = grantOf(day)?.tentative?.answer;
    expect(AllocationMoved.parse(answer)).toMatchObject({
      revision: 1,
      centerVersion: 4,
      allocationVersion: 2,
      start: '2026-07-01T10:00:00Z',
      from: { start: '2026-07-01T09:00:00Z', end: '2026-07-01T10:00:00Z', resourceIds: ['hall'] },
      because: { code: 'made-way' },
    });
    expect(grantOf(moved(day, '09:30'))?.tentative?.answer).toMatchObject({ allocationVersion: 3 });
  });

  test('frees what it had and takes what it has', () => {
    expect(takenOn(day, undefined, { holds: true })).toMatchObject([{ start: at('10:00'), end: at('11:00') }]);
    expect(next(day, ask({ starts: [at('09:00')] }, { who: activity(2) })).refusal).toBeUndefined();
    const fixed = next(day, fix()).day;
    expect(next(fixed, ask({ starts: [at('10:30')] }, { who: activity(2) })).refusal).toMatchObject({
      code: 'nothing-fits',
    });
  });

  test('leaves it to be moved again within the same starts', () => {
    expect(grantOf(day)?.tentative?.request.starts).toEqual(starts);
  });
});

describe('fixing', () => {
  test('says what is kept, and the day keeps nothing it could be moved by', () => {
    const { events, day } = next(moved(given(tentative), '10:00'), fix());
    expect(events).toHaveLength(1);
    expect(AllocationFixed.parse(events[0]?.data)).toEqual({
      activityId: activity(1),
      revision: 1,
      centerId: 'tianping',
      allocationVersion: 2,
      start: '2026-07-01T10:00:00Z',
      end: '2026-07-01T11:00:00Z',
      setupMinutes: 0,
      teardownMinutes: 0,
      claims: [expect.objectContaining({ resourceId: 'hall', start: '2026-07-01T10:00:00Z' })],
    });
    expect(grantOf(day)).not.toHaveProperty('tentative');
    expect(takenOn(day, undefined, { holds: true })).toMatchObject([{ start: at('10:00'), end: at('11:00') }]);
  });

  test('again, or of what was fixed with its answer, changes nothing', () => {
    expect(next(given(tentative, fix()), fix())).toMatchObject({ events: [], refusal: undefined });
    expect(next(given(ask()), fix())).toMatchObject({ events: [], refusal: undefined });
  });

  test('of what a newer revision was given in its place, or of what is released, is refused', () => {
    const revised = given(tentative, ask({ starts }, { movable, revision: 2 }));
    expect(next(revised, fix()).refusal).toEqual({ code: 'superseded' });
    expect(next(given(tentative, release()), fix()).refusal).toEqual({ code: 'superseded' });
    expect(next(given(), fix()).refusal).toEqual({ code: 'superseded' });
  });

  test('holds while a newer revision has asked in vain', () => {
    expect(next(given(tentative, giveUp(3, { revision: 2 })), fix()).events).toHaveLength(1);
  });

  test('is of one revision: a newer one that offers several starts is tentative anew', () => {
    const day = given(tentative, fix(), ask({ starts }, { movable, revision: 2, facts: factsOf([room('hall')]) }));
    expect(grantOf(day)?.tentative?.answer).toMatchObject({ revision: 2 });
    expect(grantOf(day)?.tentative?.answer).not.toHaveProperty('allocationVersion');
  });
});

describe('for a wish that nothing is free for', () => {
  const rival = (change = {}) => ask({ starts: [at('09:00')] }, { who: activity(2), ...change });
  const startOf = (day: CenterDay, who = activity(1)) => {
    const granted = activityOn(day, who).granted;
    return granted?.claims.find(({ resourceId }) => resourceId === room('hall').id)?.start;
  };

  test('a tentative activity makes way inside what it offered: moved and granted in one commit, each with its reason', () => {
    const { events, day } = next(given(tentative), rival());
    expect(events.map(({ type }) => type)).toEqual(['AllocationMoved', 'AllocationGranted']);
    const [moving, granted] = events;
    expect(moving?.data).toMatchObject({
      activityId: activity(1),
      revision: 1,
      allocationVersion: 2,
      start: '2026-07-01T10:00:00Z',
      from: { start: '2026-07-01T09:00:00Z', resourceIds: [room('hall').id] },
      because: { code: 'made-way' },
    });
    expect(AllocationMoved.parse(moving?.data)).toEqual(moving?.data);
    expect(granted?.data).toMatchObject({ activityId: activity(2), start: '2026-07-01T09:00:00Z' });
    expect(JSON.stringify(moving)).not.toContain(activity(2));
    expect([startOf(day), startOf(day, activity(2))]).toEqual([at('10:00'), at('09:00')]);
  });

  test('one that has been fixed, by its lead or because somebody pinned it, does not', () => {
    expect(next(given(tentative, fix()), rival()).refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test.each([
    ['is due to be announced itself', at('08:00')],
    ['could only go where it would be announced at once', at('09:00') - 30],
  ])('one that %s does not', (_, now) => {
    expect(next(given(tentative), rival({ now })).refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test('one that offered nothing beyond what it has does not', () => {
    const alone = ask({ starts: [at('09:00')] }, { movable: { starts: [at('09:00')], leadMinutes: 60 } });
    expect(next(given(alone), rival()).refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test('one makes way with the guide it needs, though who asks needs none', () => {
    const guide = person('guide', { roles: ['guide'] });
    const facts = factsOf([room('hall'), guide]);
    const needs = [
      { role: 'room' as const, features: [] },
      { role: 'guide' as const, skills: [] },
    ];
    const day = given(ask({ starts, needs }, { movable, facts }));
    const { events } = next(day, rival({ facts }));
    expect(events[0]).toMatchObject({
      type: 'AllocationMoved',
      data: { claims: [{ role: 'room' }, { resourceId: guide.id, role: 'guide', start: '2026-07-01T10:00:00Z' }] },
    });
  });

  test('one may make way again, and never beyond what it offered', () => {
    const once = next(given(tentative), rival()).day;
    const { events } = next(once, ask({ starts: [at('10:00')] }, { who: activity(3) }));
    // Nine is taken for good and ten is asked for: half past nine overlaps both.
    expect(events).toEqual([]);
  });

  test('a hold that nobody has decided about is not moved: it is waited for', () => {
    const day = given(hold([legClaim('hall', '09:00', '10:00')], { who: activity(9) }));
    expect(next(day, rival()).refusal).toMatchObject({ code: 'held' });
  });
});

test('a leg held for a newer revision stays taken while the older one makes way', () => {
  const rooms = factsOf([room('hall'), room('lawn')]);
  const held = hold([legClaim('lawn', '09:00', '11:00')], { revision: 2 });
  const day = given(ask({ starts }, { facts: rooms, movable }), held);
  const rival = ask({ starts: [at('09:00')], durationMinutes: 120 }, { who: activity(2), facts: rooms });
  const after = next(day, rival);
  expect(after.refusal).toMatchObject({ code: 'held' });
  const two = ask({ starts: [at('09:00')] }, { who: activity(2), facts: rooms });
  expect(takenOn(next(day, two).day, activity(1), { holds: true })).toMatchObject([{ resourceId: 'hall' }]);
});
