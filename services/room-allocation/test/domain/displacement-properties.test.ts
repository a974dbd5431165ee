import { minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterDayCommand } from '../../src/domain/center-day-command.ts';
import { activitiesOn, type CenterDay, type CenterDayEvent, takenOn } from '../../src/domain/center-day-state.ts';
import { standingOf } from '../../src/domain/day-activity.ts';
import { isClosedOn } from '../../src/domain/day-closures.ts';
import {
  ask,
  close,
  closureId,
  confirm,
  factsOf,
  fix,
  hold,
  legClaim,
  next,
  release,
  reopen,
  staff,
} from './support/day.ts';
import { activity, aRoom, at, kit, pieces, resourceId, room } from './support/given.ts';
import { minutesOf } from './support/minutes.ts';

// Closures, orders and grants in any order, on a day of which four hours are open.

const CAPACITY: Readonly<Record<string, number>> = { hall: 1, lawn: 1, chairs: 3 };
const facts = factsOf([room('hall'), room('lawn'), kit('chairs', 3)], {
  open: [{ start: at('09:00'), end: at('13:00') }],
});
const NAMES = ['hall', 'lawn', 'chairs'] as const;

const who = fc.nat(4).map(activity);
const half = (n: number) => at('09:00') + 30 * n;
const slot = fc.nat(7).map(half);
const time = (minute: number) => `${Math.floor((minute - at('00:00')) / 60)}:${(minute - at('00:00')) % 60}`;

const asking = fc
  .record({
    who,
    revision: fc.integer({ min: 1, max: 3 }),
    starts: fc.uniqueArray(slot, { minLength: 1, maxLength: 3 }),
    durationMinutes: fc.constantFrom(30, 60, 90),
    chairs: fc.nat(2),
    isOrdered: fc.boolean(),
    isTentative: fc.boolean(),
  })
  .map(({ starts, durationMinutes, chairs, isOrdered, isTentative, ...which }) => {
    const needs = [aRoom(), ...(chairs > 0 ? [pieces('chairs', chairs)] : [])];
    const movable = isTentative && !isOrdered && starts.length > 1 ? { starts, leadMinutes: 30 } : undefined;
    const order = isOrdered ? { ordered: staff, offers: new Map() } : undefined;
    return ask(
      { starts, durationMinutes, needs },
      { ...which, facts, ...(movable && { movable }), ...(order && { order }) },
    );
  });

const closing = fc
  .record({
    id: fc.integer({ min: 1, max: 3 }).map(closureId),
    from: fc.nat(7),
    halves: fc.integer({ min: 1, max: 5 }),
    rooms: fc.option(fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), { nil: undefined }),
  })
  .map(({ id, from, halves, rooms }) =>
    close(time(half(from)), time(half(from + halves)), { id, facts, ...(rooms && { rooms }) }),
  );

const holding = fc
  .record({ who, attempt: fc.integer({ min: 1, max: 3 }), at: slot, id: fc.constantFrom('hall', 'lawn') })
  .map(({ at: start, id, attempt, who: whose }) =>
    hold([{ ...legClaim(id, '09:00', '10:00'), start, end: start + 60, resourceId: resourceId(id) }], {
      who: whose,
      attempt,
      revision: attempt,
    }),
  );

const anyCommand: fc.Arbitrary<CenterDayCommand> = fc.oneof(
  { arbitrary: asking, weight: 6 },
  { arbitrary: closing, weight: 3 },
  fc.integer({ min: 1, max: 3 }).map((n) => reopen(closureId(n))),
  holding,
  fc
    .record({ who, attempt: fc.integer({ min: 1, max: 3 }) })
    .map(({ attempt, ...which }) => confirm({ ...which, attempt, revision: attempt })),
  fc.record({ who, revision: fc.integer({ min: 1, max: 3 }) }).map(fix),
  fc.tuple(fc.integer({ min: 1, max: 3 }), who).map(([upTo, id]) => release(upTo, { who: id })),
);
const anyCommands = fc.array(anyCommand, { maxLength: 14 });

interface Run {
  readonly day: CenterDay;
  readonly events: readonly CenterDayEvent[];
}

const run = (commands: readonly CenterDayCommand[]): Run =>
  commands.reduce<Run>(
    ({ day, events }, command) => {
      const after = next(day, command);
      return { day: after.day, events: events.concat(after.events) };
    },
    { day: centerDayRules.initial(), events: [] },
  );

/** By resource and minute, those of different activities added up. */
function heldTwice(day: CenterDay): readonly string[] {
  const sums = new Map<string, number>();
  for (const [, { granted, legs }] of activitiesOn(day)) {
    const own = new Map<string, number>();
    for (const claims of [granted?.claims ?? [], ...legs.map((leg) => leg.claims)]) {
      const use = new Map<string, number>();
      for (const { resourceId: id, count, ...stretch } of claims)
        for (const minute of minutesOf(stretch)) use.set(`${id}@${minute}`, (use.get(`${id}@${minute}`) ?? 0) + count);
      // An older and a newer answer of one activity may both have what is its own for a moment.
      for (const [place, count] of use) own.set(place, Math.max(own.get(place) ?? 0, count));
    }
    for (const [place, count] of own) sums.set(place, (sums.get(place) ?? 0) + count);
  }
  return [...sums].flatMap(([place, sum]) => (sum > (CAPACITY[place.split('@')[0] ?? ''] ?? 0) ? [place] : []));
}

const grantedOf = (day: CenterDay) =>
  activitiesOn(day).flatMap(([activityId, { granted }]) => {
    const standing = granted && standingOf(granted);
    return granted && standing ? [{ activityId, ...granted, standing }] : [];
  });

describe('whatever is granted, ordered, closed and reopened, in whatever order:', () => {
  test('nothing is held by more than there is of it, and nothing granted lies where it is closed', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const { day } = run(commands);
        expect(heldTwice(day)).toEqual([]);
        expect(grantedOf(day).filter(({ claims }) => claims.some((claim) => isClosedOn(day.closures, claim)))).toEqual(
          [],
        );
      }),
      { numRuns: 600 },
    );
  });

  test('nobody is moved to where the wish that is answered holds a part of its own', () => {
    const chairs = pieces('chairs', 2);
    const starts = [half(0), half(1)];
    const { day } = run([
      hold([legClaim('hall', '09:30', '10:30')], { who: activity(3), attempt: 3, revision: 3 }),
      ask(
        { starts, durationMinutes: 30, needs: [aRoom(), chairs] },
        { who: activity(0), revision: 1, facts, movable: { starts, leadMinutes: 30 } },
      ),
      ask(
        { starts: [half(0)], durationMinutes: 30, needs: [aRoom(), chairs] },
        { who: activity(3), revision: 3, facts },
      ),
    ]);
    expect(
      grantedOf(day).map(({ activityId, claims }) => [activityId, claims[0]?.resourceId, claims[0]?.start]),
    ).toEqual(
      expect.arrayContaining([
        [activity(0), 'lawn', half(1)],
        [activity(3), 'hall', half(0)],
      ]),
    );
    expect(heldTwice(day)).toEqual([]);
  });

  test('what is granted lies within opening hours, and a version is counted with each place', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const { day, events } = run(commands);
        for (const { standing, activityId, revision } of grantedOf(day)) {
          expect(minuteOf(standing.start)).toBeGreaterThanOrEqual(at('09:00'));
          expect(minuteOf(standing.end)).toBeLessThanOrEqual(at('13:00'));
          const places = events.filter(
            ({ type, data }) =>
              ['AllocationGranted', 'AllocationMoved', 'AllocationDisplaced'].includes(type) &&
              'activityId' in data &&
              data.activityId === activityId &&
              'revision' in data &&
              data.revision === revision,
          );
          expect(standing.allocationVersion ?? 1).toBe(places.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nobody is displaced who stays where it was', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        for (const { type, data } of run(commands).events) {
          if (type === 'AllocationDisplaced')
            expect({ start: data.held?.start, claims: data.held?.claims }).not.toEqual({
              start: data.from.start,
              claims: data.from.claims,
            });
        }
      }),
      { numRuns: 600 },
    );
  });

  test('the day told anew by its events, through JSON, is the same day', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const { day, events } = run(commands);
        const stored = JSON.parse(JSON.stringify(events)) as readonly CenterDayEvent[];
        expect(stored.reduce(centerDayRules.evolve, centerDayRules.initial())).toEqual(day);
      }),
      { numRuns: 300 },
    );
  });

  test('a closing that comes again, however late, adds nothing; nor does an order', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, fc.oneof(closing, asking), (before, between, command) => {
        const first = next(run(before).day, command);
        fc.pre(first.events.length > 0);
        const day = between.reduce((now, other) => next(now, other).day, first.day);
        expect(next(day, command).events).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('an order takes nothing from another order, nor from what stands over several days', () => {
    fc.assert(
      fc.property(anyCommands, asking, (before, command) => {
        const { day } = run(before);
        const protectedBefore = grantedOf(day).filter(({ standing }) => standing.displaces);
        const legsBefore = activitiesOn(day).flatMap(([, { legs }]) => legs);
        const after = next(day, command).day;
        const asker = 'activityId' in command ? command.activityId : '';
        for (const { activityId, standing } of protectedBefore) {
          if (activityId === asker) continue;
          expect(grantedOf(after).find((one) => one.activityId === activityId)?.standing).toEqual(standing);
        }
        const legsAfter = activitiesOn(after).flatMap(([, { legs }]) => legs);
        expect(legsAfter.filter((leg) => !legsBefore.includes(leg))).toEqual([]);
        for (const leg of legsBefore) if (leg.claims[0]?.activityId !== asker) expect(legsAfter).toContainEqual(leg);
      }),
      { numRuns: 300 },
    );
  });
});

test('nothing is taken on a day that is closed from end to end', () => {
  fc.assert(
    fc.property(anyCommands, (commands) => {
      const { day } = run([...commands, close('0:0', '24:0', { id: closureId(9), facts })]);
      expect(
        takenOn(day, undefined, { holds: false }).filter(({ activityId }) =>
          grantedOf(day).some((one) => one.activityId === activityId),
        ),
      ).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
