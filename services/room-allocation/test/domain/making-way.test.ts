import { AllocationDisplaced, instantOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { AllocationRequest } from '../../src/domain/allocator/allocation-problem.ts';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterFacts } from '../../src/domain/center-day-command.ts';
import { type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import { ask, close, confirm, factsOf, given, hold, legClaim, next, staff } from './support/day.ts';
import { activity, aRoom, at, during, kit, pieces, room } from './support/given.ts';

const order = { ordered: staff, offers: new Map() };
const two = factsOf([room('hall'), room('lawn')]);

interface Who {
  readonly facts?: CenterFacts;
  readonly now?: number;
}

/** Whose one start makes it fixed at once. */
const fixed = (
  who: number,
  start: string,
  id: string,
  change: Partial<AllocationRequest> = {},
  { facts = two }: Who = {},
) => ask({ starts: [at(start)], needs: [aRoom({ resourceId: id })], ...change }, { who: activity(who), facts });

const ordered = (change: Partial<AllocationRequest> = {}, { facts = two, now = at('00:00') }: Who = {}, who = 9) =>
  ask({ needs: [aRoom({ resourceId: 'hall' })], ...change }, { who: activity(who), facts, now, order });

const placesOn = (day: CenterDay) =>
  takenOn(day, undefined, { holds: true })
    .map(({ resourceId, start, activityId }) => [
      Number(activityId.slice(-12)),
      resourceId,
      instantOf(start).slice(11, 16),
    ])
    .sort(([a = 0], [b = 0]) => Number(a) - Number(b));

describe('an order that others make way for', () => {
  test('displaces nobody where there is a place for it', () => {
    const { events } = next(given(fixed(1, '10:00', 'hall')), ordered());
    expect(events.map(({ type }) => type)).toEqual(['AllocationGranted']);
  });

  test('is granted in one commit with what is held for who made way', () => {
    const { events, day } = next(given(fixed(1, '09:00', 'hall')), ordered());
    expect(events.map(({ type }) => type)).toEqual(['AllocationDisplaced', 'AllocationGranted']);
    expect(AllocationDisplaced.parse(events[0]?.data)).toMatchObject({
      activityId: activity(1),
      because: { code: 'made-way-for-order' },
      ordered: staff,
      held: {
        start: '2026-07-01T09:00:00Z',
        claims: [{ resourceId: 'lawn' }],
        reasons: [{ code: 'held-start', values: { minutes: 0 } }, { code: 'best-fit' }],
      },
    });
    expect(events[1]?.data).toMatchObject({ activityId: activity(9), displaces: true });
    expect(JSON.stringify(events[0])).not.toContain(activity(9));
    expect(placesOn(day)).toEqual([
      [1, 'lawn', '09:00'],
      [9, 'hall', '09:00'],
    ]);
  });

  test('displaces two who are in the way, and holds each a place of its own', () => {
    const day = given(fixed(1, '09:00', 'hall'), fixed(2, '10:00', 'hall'));
    const { day: after } = next(day, ordered({ durationMinutes: 120 }));
    expect(placesOn(after)).toEqual([
      [1, 'lawn', '09:00'],
      [2, 'lawn', '10:00'],
      [9, 'hall', '09:00'],
    ]);
  });

  test('displaces eight, and would not displace nine', () => {
    const half = (n: number) => `${9 + Math.floor(n / 2)}:${n % 2 === 0 ? '00' : '30'}`;
    const asking = (count: number) => {
      const all = Array.from({ length: count }, (_, n) => fixed(10 + n, half(n), 'hall', { durationMinutes: 30 }));
      return next(given(...all), ordered({ durationMinutes: 30 * count }));
    };
    expect(
      asking(8)
        .events.map(({ type }) => type)
        .sort(),
    ).toEqual([...Array.from({ length: 8 }, () => 'AllocationDisplaced'), 'AllocationGranted']);
    expect(asking(9).refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test('takes the way that fewest have to leave, and of those the one of the smaller activity', () => {
    const any = { needs: [aRoom()], durationMinutes: 120 };
    const one = given(
      fixed(1, '09:00', 'hall'),
      fixed(2, '10:00', 'hall'),
      fixed(3, '09:00', 'lawn', { durationMinutes: 120 }),
    );
    expect(placesOn(next(one, ordered(any)).day)).toContainEqual([9, 'lawn', '09:00']);
    const small = given(fixed(1, '09:00', 'hall', { headcount: 5 }), fixed(2, '09:00', 'lawn', { headcount: 6 }));
    expect(placesOn(next(small, ordered(any)).day)).toContainEqual([9, 'hall', '09:00']);
    const other = given(fixed(1, '09:00', 'hall', { headcount: 6 }), fixed(2, '09:00', 'lawn', { headcount: 5 }));
    expect(placesOn(next(other, ordered(any)).day)).toContainEqual([9, 'lawn', '09:00']);
  });

  test('rather changes the place of a large activity than leaves a small one without any', () => {
    const features = ['flag', 'stage'];
    const facts = factsOf([room('hall', { features }), room('lawn', { features: ['flag'] }), room('den')], {
      open: [during('09:00', '10:00')],
    });
    // No other room has a stage, so only the large one has anywhere to go.
    const day = given(
      ask({ headcount: 5, needs: [aRoom({ features: ['stage'] })] }, { facts }),
      fixed(2, '09:00', 'lawn', {}, { facts }),
    );
    const { day: after } = next(day, ordered({ needs: [aRoom({ features: ['flag'] })] }, { facts }));
    expect(placesOn(after)).toEqual([
      [1, 'hall', '09:00'],
      [2, 'den', '09:00'],
      [9, 'lawn', '09:00'],
    ]);
  });

  test('moves who may still move inside what it offered, and displaces only who may not', () => {
    const starts = [at('09:00'), at('13:00')];
    const movable = { starts, leadMinutes: 60 };
    const tentative = ask({ starts, needs: [aRoom({ resourceId: 'hall' })] }, { facts: two, movable });
    const { events } = next(given(tentative, fixed(2, '10:00', 'hall')), ordered({ durationMinutes: 120 }));
    expect(events.map(({ type }) => type).sort()).toEqual([
      'AllocationDisplaced',
      'AllocationGranted',
      'AllocationMoved',
    ]);
  });

  test('displaces who was granted before terms were told, and holds nothing for it', () => {
    const [granted] = next(given(), fixed(1, '09:00', 'hall')).events;
    if (granted?.type !== 'AllocationGranted') throw new Error('not granted');
    const { terms: _, ...data } = granted.data;
    const { events } = next(centerDayRules.evolve(given(), { type: 'AllocationGranted', data }), ordered());
    expect(events[0]?.type).toBe('AllocationDisplaced');
    expect(events[0]?.data).not.toHaveProperty('held');
  });

  test('takes no more of what is counted than it needs', () => {
    const facts = factsOf([room('hall'), room('lawn'), room('den'), kit('chairs', 3)]);
    const chairs = (count: number, id: string) => ({ needs: [aRoom({ resourceId: id }), pieces('chairs', count)] });
    const day = given(
      fixed(1, '09:00', 'hall', chairs(1, 'hall'), { facts }),
      fixed(2, '09:00', 'lawn', chairs(2, 'lawn'), { facts }),
    );
    const { events } = next(day, ordered(chairs(2, 'den'), { facts }));
    expect(events.map(({ data }) => 'activityId' in data && data.activityId)).toEqual([activity(2), activity(9)]);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('lets stay who would be in the way only if somebody else stayed: %s, not %s', (staying, leaving) => {
    const facts = factsOf([room('hall'), room('lawn'), room('den'), room('attic'), kit('chairs', 4)]);
    const chairs = (id: string, durationMinutes: number) => ({
      durationMinutes,
      needs: [aRoom({ resourceId: id }), pieces('chairs', 2)],
    });
    const day = given(
      fixed(staying, '09:00', 'hall', chairs('hall', 30), { facts }),
      fixed(leaving, '09:00', 'lawn', chairs('lawn', 60), { facts }),
      fixed(3, '09:30', 'den', chairs('den', 60), { facts }),
    );
    const { events } = next(day, ordered(chairs('attic', 60), { facts }));
    expect(events.map(({ data }) => 'activityId' in data && data.activityId)).toEqual([activity(leaving), activity(9)]);
  });

  test('that comes again has what it was given', () => {
    const { day } = next(given(fixed(1, '09:00', 'hall')), ordered());
    expect(next(day, ordered()).events).toEqual([]);
  });

  test('may displace who was displaced before, who is counted again', () => {
    const { day } = next(given(fixed(1, '09:00', 'hall')), ordered());
    const { events } = next(day, ordered({ needs: [aRoom({ resourceId: 'lawn' })] }, {}, 8));
    expect(events[0]?.data).toMatchObject({ activityId: activity(1), allocationVersion: 3 });
  });
});

describe('an order is refused, and changes nothing, where in the way is', () => {
  test.each([
    ['another order', given(ordered({}, {}, 8)), 'taken'],
    ['a closure', given(close('09:00', '10:00', { rooms: ['hall'], facts: two })), 'room-closed'],
    ['an answer over several days', given(hold([legClaim('hall', '00:00', '24:00')]), confirm()), 'taken'],
  ])('%s', (_, day, code) => {
    const { refusal, day: after } = next(day, ordered());
    expect(refusal).toMatchObject({ code: 'nothing-fits', because: { cause: { code } } });
    expect(after).toBe(day);
  });

  test('what is not decided yet: it is awaited', () => {
    const day = given(hold([legClaim('hall', '00:00', '24:00')]));
    expect(next(day, ordered()).refusal).toMatchObject({ code: 'held' });
  });

  test('an activity that has begun', () => {
    const { refusal } = next(
      given(fixed(1, '09:00', 'hall')),
      ordered({ starts: [at('09:30')] }, { now: at('09:00') }),
    );
    expect(refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test('nobody: what it needs is not there at all', () => {
    const { refusal } = next(given(fixed(1, '09:00', 'hall')), ordered({ headcount: 500 }));
    expect(refusal).toMatchObject({ because: { cause: { code: 'room-too-small' } } });
  });
});

test('who is displaced by a closure after an order remains an order', () => {
  const { day } = next(given(fixed(1, '09:00', 'hall')), ordered());
  const closed = next(day, close('09:00', '10:00', { rooms: ['hall'], facts: two })).day;
  const again = ordered({ starts: [at('08:00')], durationMinutes: 900, needs: [aRoom({ resourceId: 'lawn' })] }, {}, 7);
  expect(next(closed, again).refusal).toMatchObject({ code: 'nothing-fits' });
});
