import { describe, expect, test } from '@jest/globals';
import { type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import { type HoldRef, openHolds } from '../../src/domain/day-holds.ts';
import { ask, confirm, factsOf, given, hold, legClaim, letGo, next, release } from './support/day.ts';
import { activity, at, during, kit, pieces, room } from './support/given.ts';

const starting = (...times: string[]) => ({ starts: times.map(at) });
const morning = legClaim('hall', '09:00', '10:00');
const afternoon = legClaim('hall', '14:00', '15:00');

const byActivity = (a: HoldRef, b: HoldRef) => (a.activityId < b.activityId ? -1 : 1);
const isTaken = (day: CenterDay): boolean => takenOn(day, undefined, { holds: true }).length > 0;
const heldBy = (who: number, attempt = 1, revision = 1) => ({
  activityId: activity(who),
  revision,
  attempt,
  expiresAt: '2026-06-01T08:00:10.000Z',
});

describe('a hold', () => {
  test('is taken as it is planned, until when is told, and nothing is promised yet', () => {
    const { events, day } = next(given(), hold([morning, afternoon], { revision: 2, attempt: 3 }));
    expect(events).toEqual([
      {
        type: 'LegHeld',
        data: {
          activityId: activity(1),
          revision: 2,
          attempt: 3,
          claims: [
            { resourceId: 'hall', count: 1, ...during('09:00', '10:00') },
            { resourceId: 'hall', count: 1, ...during('14:00', '15:00') },
          ],
          expiresAt: '2026-06-01T08:00:10.000Z',
        },
      },
    ]);
    expect(takenOn(day, undefined, { holds: true })).toHaveLength(2);
    expect(takenOn(day, undefined, { holds: false })).toEqual([]);
  });

  test('again changes nothing', () => {
    const day = given(hold([morning]));
    expect(next(day, hold([morning]))).toMatchObject({ day, events: [], refusal: undefined });
    const confirmed = given(hold([morning]), confirm());
    expect(next(confirmed, hold([morning]))).toMatchObject({ day: confirmed, events: [], refusal: undefined });
  });

  test.each([
    ['a grant', given(ask(starting('09:30'), { who: activity(2) }))],
    ['a hold', given(hold([legClaim('hall', '09:59', '11:00')], { who: activity(2) }))],
    [
      'a confirmed hold',
      given(hold([legClaim('hall', '08:00', '09:01')], { who: activity(2) }), confirm({ who: activity(2) })),
    ],
  ])('that meets %s is refused and told of which resource', (_, day) => {
    expect(next(day, hold([legClaim('lawn', '09:00', '10:00'), morning]))).toMatchObject({
      day,
      refusal: { code: 'taken', resourceId: 'hall' },
    });
  });

  test('is not in the way of the same activity, in its next attempt or revision', () => {
    const day = given(hold([morning]));
    expect(next(day, hold([morning], { attempt: 2 })).decision.ok).toBe(true);
    expect(next(given(ask(starting('09:00'))), hold([morning], { revision: 2 })).decision.ok).toBe(true);
  });

  test('counts its own claims: two of the same kit are their sum, at the minutes they share', () => {
    const chairs = (from: string, to: string) => legClaim('chairs', from, to, { count: 30, capacity: 50 });
    expect(next(given(), hold([chairs('09:00', '10:00'), chairs('10:00', '11:00')])).decision.ok).toBe(true);
    expect(next(given(), hold([chairs('09:00', '10:01'), chairs('10:00', '11:00')])).refusal).toEqual({
      code: 'taken',
      resourceId: 'chairs',
    });
  });

  test('counts claims of other resources for nothing', () => {
    const day = given(hold([legClaim('lawn', '09:00', '10:00')], { who: activity(2) }));
    expect(next(day, hold([legClaim('yard', '09:00', '10:00'), morning])).decision.ok).toBe(true);
  });
});

describe('somebody who asks for what is held', () => {
  const rival = { who: activity(9) };

  test('is told to wait for the holds, where nothing else is in the way', () => {
    expect(next(given(hold([morning])), ask(starting('09:30'), rival)).refusal).toEqual({
      code: 'held',
      by: [heldBy(1)],
    });
  });

  test('is told of all holds of others and of none of their own', () => {
    const day = given(
      hold([morning]),
      hold([afternoon], { who: activity(2), attempt: 4, revision: 3 }),
      hold([legClaim('lawn', '09:00', '10:00')], { who: activity(9), attempt: 7 }),
      hold([legClaim('yard', '09:00', '10:00')], { who: activity(3) }),
      confirm({ who: activity(3) }),
    );
    const { refusal } = next(day, ask(starting('09:30'), rival));
    const by = refusal?.code === 'held' ? refusal.by : [];
    expect([...by].sort(byActivity)).toEqual([heldBy(1), heldBy(2, 4, 3)]);
    expect([...openHolds(day, activity(1))].sort(byActivity)).toEqual([heldBy(2, 4, 3), heldBy(9, 7)]);
  });

  test('is refused for good where something decided is in the way as well', () => {
    const day = given(hold([morning]), ask({ ...starting('10:00'), durationMinutes: 30 }, { who: activity(2) }));
    const request = { ...starting('09:30'), durationMinutes: 60 };
    expect(next(day, ask(request, rival)).refusal).toMatchObject({ code: 'nothing-fits' });
  });

  test('is refused for good where the hold has been confirmed', () => {
    const day = given(hold([morning]), confirm());
    expect(next(day, ask(starting('09:30'), rival)).refusal).toMatchObject({
      code: 'nothing-fits',
      because: { blockedBy: [activity(1)] },
    });
  });

  test('does not wait where another start is free, or another room', () => {
    const day = given(hold([morning]));
    expect(next(day, ask(starting('09:30', '10:00'), rival)).events[0]).toMatchObject({
      data: { start: '2026-07-01T10:00:00Z' },
    });
    const facts = factsOf([room('hall'), room('lawn', { capacity: 90 })]);
    expect(next(day, ask(starting('09:30'), { ...rival, facts })).events[0]).toMatchObject({
      data: { claims: [{ resourceId: 'lawn' }] },
    });
  });

  test('waits for kit as for rooms, and is granted what is left of it', () => {
    const facts = factsOf([kit('chairs', 50)]);
    const day = given(hold([legClaim('chairs', '09:00', '10:00', { count: 30, capacity: 50 })]));
    const wanting = (count: number) => next(day, ask({ needs: [pieces('chairs', count)] }, { ...rival, facts }));
    expect(wanting(20).decision.ok).toBe(true);
    expect(wanting(21).refusal?.code).toBe('held');
    expect(wanting(51).refusal?.code).toBe('nothing-fits');
  });
});

describe('confirming', () => {
  test('makes a claim of a hold, once', () => {
    const { events, day } = next(given(hold([morning])), confirm());
    expect(events).toEqual([{ type: 'LegConfirmed', data: { activityId: activity(1), attempt: 1 } }]);
    expect(takenOn(day, undefined, { holds: false })).toMatchObject([{ resourceId: 'hall', activityId: activity(1) }]);
    expect(openHolds(day, activity(9))).toEqual([]);
    expect(next(day, confirm())).toMatchObject({ day, events: [], refusal: undefined });
  });

  test('confirms one attempt and leaves the others open', () => {
    const day = given(hold([morning]), hold([afternoon], { attempt: 2 }), confirm({ attempt: 2 }));
    expect(openHolds(day, activity(9))).toEqual([heldBy(1, 1)]);
  });

  test('of what is not held is refused', () => {
    expect(next(given(hold([morning])), confirm({ attempt: 2 })).refusal).toEqual({ code: 'not-held' });
    expect(next(given(hold([morning]), release(1)), confirm({ attempt: 1, revision: 2 })).refusal).toEqual({
      code: 'not-held',
    });
  });

  test('after the release of its revision changes nothing: it was granted, and then cancelled', () => {
    const day = given(hold([morning]), release(1));
    expect(next(day, confirm())).toMatchObject({ day, events: [], refusal: undefined });
    expect(isTaken(day)).toBe(false);
  });
});

describe('letting go', () => {
  test('frees what the attempt held, once', () => {
    const { events, day } = next(given(hold([morning, afternoon])), letGo());
    expect(events).toEqual([{ type: 'LegReleased', data: { activityId: activity(1), attempt: 1 } }]);
    expect(isTaken(day)).toBe(false);
    expect(next(day, letGo())).toMatchObject({ day, events: [], refusal: undefined });
  });

  test('without a hold leaves its mark: a late hold of that attempt or an earlier one does not come to stay', () => {
    const day = given(letGo(2));
    expect(next(day, hold([morning], { attempt: 2 })).refusal).toEqual({ code: 'superseded' });
    expect(next(day, hold([morning], { attempt: 1 })).refusal).toEqual({ code: 'superseded' });
    expect(next(day, hold([morning], { attempt: 3 })).decision.ok).toBe(true);
    expect(next(day, letGo(1))).toMatchObject({ day, events: [], refusal: undefined });
  });

  test('leaves the holds of other attempts', () => {
    const day = given(hold([morning]), hold([afternoon], { attempt: 2 }), letGo(2));
    expect(takenOn(day, undefined, { holds: true })).toMatchObject([during('09:00', '10:00')]);
    expect(takenOn(next(day, letGo(3)).day, undefined, { holds: true })).toMatchObject([during('09:00', '10:00')]);
  });

  test('leaves what has been confirmed: it was granted, and granted it stays', () => {
    const day = given(hold([morning]), confirm(), letGo());
    expect(takenOn(day, undefined, { holds: false })).toMatchObject([during('09:00', '10:00')]);
  });

  test('leaves what was granted on this day alone', () => {
    expect(isTaken(given(ask(starting('09:00')), letGo(5)))).toBe(true);
  });
});
