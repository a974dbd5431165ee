import { describe, expect, test } from '@jest/globals';
import { activityOn, type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import { ask, factsOf, given, giveUp, hold, legClaim, next, oneHall, release } from './support/day.ts';
import { activity, aRoom, at, during, kit, pieces, room, stop, visit } from './support/given.ts';

const starting = (...times: string[]) => ({ starts: times.map(at) });

/** What is taken of the hall, hour by hour. */
const hours = (day: CenterDay): readonly string[] =>
  takenOn(day, undefined, { holds: true })
    .filter(({ resourceId }) => resourceId === 'hall')
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => `${(start - at('00:00')) / 60}–${(end - at('00:00')) / 60}`);

describe('an activity that asks', () => {
  test('is granted everything in one commit, by the version of the center that was told', () => {
    const facts = factsOf([room('hall', { capacity: 40, setupMinutes: 30 }), kit('chairs', 50)]);
    const request = { ...starting('09:00'), needs: [aRoom(), pieces('chairs', 20)], teardownMinutes: 15 };
    const { events } = next(given(), ask(request, { facts, revision: 2 }));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'AllocationGranted',
      data: {
        activityId: activity(1),
        revision: 2,
        centerId: 'tianping',
        centerVersion: 3,
        start: '2026-07-01T09:00:00Z',
        end: '2026-07-01T10:00:00Z',
        setupMinutes: 30,
        teardownMinutes: 15,
        wastedSeats: 20,
        claims: [
          { resourceId: 'hall', start: '2026-07-01T08:30:00Z', end: '2026-07-01T10:15:00Z', count: 1 },
          { resourceId: 'chairs', start: '2026-07-01T09:00:00Z', end: '2026-07-01T10:15:00Z', count: 20 },
        ],
      },
    });
  });

  test('again changes nothing, also where the center has become another meanwhile', () => {
    const day = given(ask(starting('09:00')));
    expect(next(day, ask(starting('09:00')))).toMatchObject({ day, events: [], refusal: undefined });
    const closed = factsOf([], { open: [] });
    expect(next(day, ask(starting('09:00'), { facts: closed }))).toMatchObject({ day, events: [], refusal: undefined });
  });

  test('for what another has is refused, and told who has it', () => {
    const { refusal } = next(given(ask(starting('09:00'))), ask(starting('09:30'), { who: activity(2) }));
    expect(refusal).toMatchObject({
      code: 'nothing-fits',
      because: { cause: { code: 'taken', resourceId: 'hall' }, blockedBy: [activity(1)] },
    });
  });

  test('is granted the first of its starts that is free', () => {
    const { events } = next(
      given(ask(starting('09:00'))),
      ask(starting('09:30', '08:30', '10:00'), { who: activity(2) }),
    );
    expect(events[0]).toMatchObject({ data: { start: '2026-07-01T10:00:00Z', movedMinutes: 30 } });
  });

  test.each([
    ['beyond the end of the day', '23:30', { open: [during('00:00', '30:00')] }, 'crosses-day'],
    ['in a closure', '09:00', { closures: [during('09:59', '12:00')] }, 'room-closed'],
    ['outside of opening hours', '09:00', { open: [during('09:01', '12:00')] }, 'closed'],
  ])('%s is refused', (_, start, change, code) => {
    const facts = factsOf([room('hall')], change);
    expect(next(given(), ask(starting(start), { facts })).refusal).toMatchObject({ because: { cause: { code } } });
  });
});

describe('a newer revision', () => {
  test('is not in the way of itself: what it had before is free for it', () => {
    const day = given(ask(starting('09:00')), ask(starting('09:30'), { revision: 2 }));
    expect(hours(day)).toEqual(['9.5–10.5']);
  });

  test('is not in the way of itself over its holds and kit either', () => {
    const facts = factsOf([kit('chairs', 50)]);
    const request = { needs: [pieces('chairs', 30)] };
    const leg = legClaim('chairs', '09:00', '10:00', { count: 30, capacity: 50 });
    expect(next(given(hold([leg])), ask(request, { revision: 2, facts })).decision.ok).toBe(true);
    expect(next(given(ask(request, { facts })), hold([leg], { revision: 2 })).decision.ok).toBe(true);
  });

  test('frees what the earlier one had on this day for everybody', () => {
    const day = given(ask(starting('09:00')), ask(starting('14:00'), { revision: 2 }));
    expect(next(day, ask(starting('09:00'), { who: activity(2) })).decision.ok).toBe(true);
  });

  test('takes the place of holds of the earlier one, and leaves its own', () => {
    const before = given(hold([legClaim('hall', '09:00', '10:00')]));
    expect(hours(next(before, ask(starting('14:00'), { revision: 2 })).day)).toEqual(['14–15']);
    const own = given(hold([legClaim('hall', '09:00', '10:00')], { revision: 2 }));
    expect(hours(next(own, ask(starting('14:00'), { revision: 2 })).day)).toEqual(['9–10', '14–15']);
  });

  test('that is refused leaves what was granted before', () => {
    const day = given(ask(starting('09:00')), ask(starting('14:00'), { who: activity(2) }));
    const after = next(day, ask(starting('14:30'), { revision: 2 }));
    expect([after.refusal?.code, hours(after.day)]).toEqual(['nothing-fits', ['9–10', '14–15']]);
  });

  test.each([
    ['was granted', given(ask(starting('14:00'), { revision: 2 }))],
    ['holds something', given(hold([legClaim('hall', '14:00', '15:00')], { revision: 2, attempt: 2 }))],
    ['has given up a start', given(giveUp(1, { revision: 2 }))],
    ['was released', given(release(2))],
    ['was granted and released', given(ask({}, { revision: 2 }), release(2))],
  ])('that %s supersedes whatever comes of an older one', (_, day) => {
    for (const late of [ask(starting('09:00')), hold([legClaim('hall', '09:00', '10:00')]), giveUp(1)]) {
      expect(next(day, late)).toMatchObject({ day, refusal: { code: 'superseded' } });
    }
  });

  test('is not superseded by an older one', () => {
    for (const day of [
      given(ask()),
      given(hold([legClaim('hall', '14:00', '15:00')])),
      given(giveUp(1)),
      given(release(1)),
    ]) {
      expect(next(day, ask(starting('09:00'), { revision: 2 })).decision.ok).toBe(true);
    }
  });
});

describe('starts that were given up', () => {
  const three = starting('09:00', '10:00', '11:00');

  test('are not granted to a late request; the others are', () => {
    const { events } = next(given(giveUp(2)), ask(three));
    expect(events[0]).toMatchObject({ data: { start: '2026-07-01T11:00:00Z', movedMinutes: 120 } });
  });

  test('leave nothing to ask for where they are all', () => {
    expect(next(given(giveUp(3)), ask(three)).refusal).toEqual({ code: 'given-up' });
    expect(next(given(giveUp(9)), ask(three)).refusal).toEqual({ code: 'given-up' });
  });

  test('are counted over the whole wish: a request that begins with a later start loses no more than those before', () => {
    const startOf = (starts: number) => {
      const [event] = next(given(giveUp(starts)), ask(three, { firstStart: 5 })).events;
      return event?.type === 'AllocationGranted' ? event.data.start : undefined;
    };
    expect([4, 5, 6, 7].map(startOf)).toEqual([
      '2026-07-01T09:00:00Z',
      '2026-07-01T09:00:00Z',
      '2026-07-01T10:00:00Z',
      '2026-07-01T11:00:00Z',
    ]);
    expect(startOf(8)).toBeUndefined();
  });

  test('are of one revision: the next one has all of its own', () => {
    const { events } = next(given(giveUp(3)), ask(three, { revision: 2 }));
    expect(events[0]).toMatchObject({ data: { start: '2026-07-01T09:00:00Z' } });
  });

  test('once are given up: fewer or as many change nothing, more do', () => {
    const day = given(giveUp(2));
    expect(next(day, giveUp(2))).toMatchObject({ day, events: [], refusal: undefined });
    expect(next(day, giveUp(1))).toMatchObject({ day, events: [], refusal: undefined });
    expect(next(day, giveUp(3)).events).toEqual([
      { type: 'StartsGivenUp', data: { activityId: activity(1), revision: 1, starts: 3 } },
    ]);
  });

  test('cannot be those of a grant', () => {
    expect(next(given(ask()), giveUp(1)).refusal).toEqual({ code: 'already-granted' });
  });

  test('of a newer revision leave an older grant in force', () => {
    const day = given(ask(starting('09:00')), giveUp(1, { revision: 2 }));
    expect(hours(day)).toEqual(['9–10']);
    expect(next(day, ask(starting('09:00')))).toMatchObject({ day, events: [], refusal: undefined });
  });
});

describe('a release', () => {
  test('frees exactly what was held, and says of what and why, each resource once', () => {
    const facts = factsOf([room('hall'), kit('chairs', 50)]);
    const request = { ...starting('09:00'), needs: [aRoom(), pieces('chairs', 20)] };
    const before = given(ask(starting('14:00'), { who: activity(2) }));
    const held = given(ask(starting('14:00'), { who: activity(2) }), ask(request, { facts }));
    const after = next(held, release(1, { because: 'moved-to-another-day' }));
    expect(after.events).toEqual([
      {
        type: 'AllocationReleased',
        data: {
          activityId: activity(1),
          upToRevision: 1,
          centerId: 'tianping',
          because: 'moved-to-another-day',
          resourceIds: ['hall', 'chairs'],
        },
      },
    ]);
    expect(takenOn(after.day, undefined, { holds: true })).toEqual(takenOn(before, undefined, { holds: true }));
  });

  test('names a stop that was visited twice once', () => {
    const facts = factsOf([stop('bridge')]);
    const there = { needs: [visit('bridge', 0, 10), visit('bridge', 30, 10)] };
    const [event] = next(given(ask(there, { facts })), release()).events;
    expect(event).toMatchObject({ data: { resourceIds: ['bridge'] } });
  });

  test('again changes nothing, nor does one of an older revision', () => {
    const day = given(ask({}, { revision: 2 }), release(2));
    expect(next(day, release(2))).toMatchObject({ day, events: [], refusal: undefined });
    expect(next(day, release(1))).toMatchObject({ day, events: [], refusal: undefined });
  });

  test('without a grant is a fence, which nobody outside hears of: what comes late is superseded', () => {
    const { events, day } = next(given(), release(2));
    expect(events).toEqual([{ type: 'AllocationFenced', data: { activityId: activity(1), upToRevision: 2 } }]);
    expect(next(day, ask({}, { revision: 2 })).refusal).toEqual({ code: 'superseded' });
    expect(next(day, ask({}, { revision: 3 })).decision.ok).toBe(true);
    expect(next(day, ask({}, { who: activity(2) })).decision.ok).toBe(true);
  });

  test('of earlier revisions leaves the grant of a newer one, and is a fence before it', () => {
    const day = given(ask(starting('09:00'), { revision: 2 }));
    const after = next(day, release(1));
    expect(after.events).toMatchObject([{ type: 'AllocationFenced' }]);
    expect(hours(after.day)).toEqual(['9–10']);
    // The fence never comes down again.
    expect(hours(given(ask(starting('09:00'), { revision: 3 }), release(2)))).toEqual(['9–10']);
  });

  test('frees holds and confirmed legs up to its revision, and no later ones', () => {
    const legs = given(
      hold([legClaim('hall', '09:00', '10:00')], { attempt: 1 }),
      hold([legClaim('hall', '11:00', '12:00')], { attempt: 2, revision: 2 }),
    );
    expect(hours(next(legs, release(1)).day)).toEqual(['11–12']);
    expect(hours(next(legs, release(2)).day)).toEqual([]);
  });

  test('then the same again is what it was never to have been asked: every small wish is answered alike', () => {
    const others = [
      ask(starting('09:00'), { who: activity(2) }),
      hold([legClaim('hall', '12:00', '13:00')], { who: activity(3) }),
    ];
    const never = given(...others);
    const cancelled = given(
      ...others,
      ask(starting('10:00', '14:00'), { revision: 1 }),
      ask(starting('15:00'), { revision: 2 }),
      release(2),
    );
    const wishes = Array.from({ length: 32 }, (_, half) => ({
      starts: [at('08:00') + half * 30],
      durationMinutes: 90,
    }));
    const answers = (day: CenterDay) => wishes.map((wish) => next(day, ask(wish, { who: activity(9) })).decision);
    expect(answers(cancelled)).toEqual(answers(never));
  });
});

test('nothing that happens to one activity touches another', () => {
  const day = given(ask(starting('09:00')), hold([legClaim('hall', '12:00', '13:00')], { who: activity(2) }));
  const later = [
    giveUp(1, { who: activity(3) }),
    release(5, { who: activity(3) }),
    hold([legClaim('hall', '16:00', '17:00')], { who: activity(3), revision: 9, attempt: 4 }),
  ];
  for (const command of later) {
    const after = next(day, command).day;
    for (const id of [activity(1), activity(2)]) expect(activityOn(after, id)).toBe(activityOn(day, id));
  }
});

test('a decision changes no state that somebody else may hold', () => {
  const day = given(
    ask(starting('09:00'), { facts: oneHall }),
    hold([legClaim('hall', '12:00', '13:00')], { who: activity(2) }),
  );
  const copy = structuredClone(day);
  for (const command of [ask(starting('14:00'), { revision: 2 }), giveUp(1, { who: activity(4) }), release()])
    next(day, command);
  expect(day).toEqual(copy);
});
