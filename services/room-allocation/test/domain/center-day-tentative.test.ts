import { AllocationFixed, AllocationGranted, AllocationMoved } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { centerDayRules } from '../../src/domain/center-day.ts';
import { activityOn, type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import { movedOf } from '../../src/domain/tentative.ts';
import { ask, factsOf, fix, given, giveUp, next, release } from './support/day.ts';
import { activity, assigned, at, room } from './support/given.ts';

const starts = [at('09:00'), at('09:30'), at('10:00')];
/** Announced at once up to eight o'clock, so that nothing here is. */
const movable = { starts, fixedUpTo: at('08:00') };
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

  test('may be moved to starts of the day that another group of its wish has', () => {
    const request = { starts: [at('10:00')], preferredStart: at('09:00') };
    const { day } = next(given(), ask(request, { movable, firstStart: 2 }));
    expect(grantOf(day)?.tentative?.request).toMatchObject({ starts, preferredStart: at('09:00') });
  });

  test.each([
    ['inside the lead', '09:00', true],
    ['a minute beyond it', '08:59', false],
  ])('is fixed at once only %s', (_, fixedUpTo, isFixed) => {
    const { day, events } = next(given(), ask({ starts }, { movable: { starts, fixedUpTo: at(fixedUpTo) } }));
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
    expect(next(day, ask({ starts: [at('10:30')] }, { who: activity(2) })).refusal).toMatchObject({
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
