import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterDayCommand } from '../../src/domain/center-day-command.ts';
import { type CenterDay, takenOn } from '../../src/domain/center-day-state.ts';
import type { DayClaim } from '../../src/domain/day-activity.ts';
import { ask, confirm, factsOf, giveUp, hold, letGo, next, release } from './support/day.ts';
import { activity, aRoom, at, kit, pieces, resourceId, room } from './support/given.ts';
import { minutesOf } from './support/minutes.ts';

// Any commands of four activities in any order, as nets and crashes may bring them, on a day of twelve minutes.

const CAPACITY: Readonly<Record<string, number>> = { hall: 1, lawn: 1, chairs: 3 };
const facts = factsOf([room('hall'), room('lawn'), kit('chairs', 3)]);

const who = fc.nat(3).map(activity);
const small = fc.integer({ min: 1, max: 3 });
// Attempts are counted over an activity's life: each is of one revision, later ones of later revisions.
const attempt = fc.integer({ min: 1, max: 6 }).map((number) => ({ attempt: number, revision: Math.ceil(number / 2) }));
const tick = fc.nat(9).map((n) => at('12:00') + n);

const asking = fc
  .record({
    who,
    revision: small,
    starts: fc.array(tick, { minLength: 1, maxLength: 3 }),
    minutes: small,
    chairs: fc.nat(2),
    firstStart: fc.nat(2),
  })
  .map(({ starts, minutes, chairs, ...which }) => {
    const needs = [aRoom(), ...(chairs > 0 ? [pieces('chairs', chairs)] : [])];
    return ask({ starts, durationMinutes: minutes, needs }, { ...which, facts });
  });
const holding = fc
  .record({
    which: fc.tuple(who, attempt).map(([id, of]) => ({ who: id, ...of })),
    claims: fc.array(fc.tuple(fc.constantFrom('hall', 'lawn', 'chairs'), tick, small), { minLength: 1, maxLength: 2 }),
  })
  .map(({ which, claims }) =>
    hold(
      claims.map(([id, start, minutes]) => ({
        resourceId: resourceId(id),
        count: 1,
        capacity: CAPACITY[id] ?? 0,
        start,
        end: start + minutes,
      })),
      which,
    ),
  );
const anyCommand: fc.Arbitrary<CenterDayCommand> = fc.oneof(
  { arbitrary: asking, weight: 4 },
  { arbitrary: holding, weight: 3 },
  { arbitrary: fc.tuple(who, attempt).map(([id, of]) => confirm({ who: id, ...of })), weight: 2 },
  fc.tuple(who, attempt).map(([id, of]) => letGo(of.attempt, id)),
  fc.record({ starts: small, who, revision: small }).map(({ starts, ...which }) => giveUp(starts, which)),
  fc.tuple(small, who).map(([upTo, id]) => release(upTo, { who: id })),
);
const anyCommands = fc.array(anyCommand, { maxLength: 14 });

const after = (commands: readonly CenterDayCommand[]): CenterDay =>
  commands.reduce((day, command) => next(day, command).day, centerDayRules.initial());

/** How many of each resource one answer has, minute by minute. */
function useOf(claims: readonly DayClaim[]): ReadonlyMap<string, number> {
  const use = new Map<string, number>();
  for (const { resourceId: id, count, ...stretch } of claims)
    for (const minute of minutesOf(stretch)) use.set(`${id}@${minute}`, (use.get(`${id}@${minute}`) ?? 0) + count);
  return use;
}

/**
 * What is given out more often than it is there. Of an activity's answers the one that has most counts: for a moment an
 * older and a newer revision may both have what was free for them, because it is their own.
 */
function givenTwice({ activities }: CenterDay): readonly string[] {
  const sums = new Map<string, number>();
  for (const { granted, legs } of activities.parts.flatMap((part) => [...part.values()])) {
    const uses = [granted?.claims ?? [], ...legs.map(({ claims }) => claims)].map(useOf);
    for (const place of new Set(uses.flatMap((use) => [...use.keys()]))) {
      const most = Math.max(...uses.map((use) => use.get(place) ?? 0));
      sums.set(place, (sums.get(place) ?? 0) + most);
    }
  }
  return [...sums].flatMap(([place, sum]) => (sum > (CAPACITY[place.split('@')[0] ?? ''] ?? 0) ? [place] : []));
}

describe('whatever commands come, in whatever order:', () => {
  test('nothing is held by more activities than there is of it', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        expect(givenTwice(after(commands))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a command that has been accepted once adds nothing when it comes again, however late', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, anyCommand, (before, between, command) => {
        const first = next(after(before), command);
        fc.pre(first.decision.ok && first.events.length > 0);
        const day = between.reduce((now, other) => next(now, other).day, first.day);
        expect(next(day, command).events).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a release leaves nothing of its revisions and lets nothing of them in again', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, who, (before, late, id) => {
        const ofIt = ({ activityId }: { readonly activityId: string }) => activityId === id;
        const day = next(after(before), release(3, { who: id })).day;
        expect(takenOn(day, undefined, { holds: true }).filter(ofIt)).toEqual([]);
        const later = late.reduce((now, command) => next(now, command).day, day);
        expect(takenOn(later, undefined, { holds: true }).filter(ofIt)).toEqual([]);
        expect(takenOn(day, undefined, { holds: true })).toEqual(takenOn(after(before), id, { holds: true }));
      }),
      { numRuns: 500 },
    );
  });
});
