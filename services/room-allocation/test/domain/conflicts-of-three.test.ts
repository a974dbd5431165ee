import { describe, expect, test } from '@jest/globals';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterDayCommand } from '../../src/domain/center-day-command.ts';
import type { CenterDay } from '../../src/domain/center-day-state.ts';
import { ask, factsOf, hold, next } from './support/day.ts';
import { activity, at, kit, pieces, resourceId, room, stop, visit } from './support/given.ts';
import { everyInterval, isIn, mostAtOnce, type Stretch, shareAMinute, upTo } from './support/minutes.ts';

/** What has become of some activities: the day by its rules, and what the minutes say each has. */
interface Course<T> {
  readonly day: CenterDay;
  readonly have: readonly T[];
}

/** Sends every triple of wishes to an empty day, one after the other. */
function everyTriple<T>(all: readonly T[], place: (course: Course<T>, who: number, wanted: T) => Course<T>): void {
  const nothing = { day: centerDayRules.initial(), have: [] };
  for (const first of all) {
    const one = place(nothing, 1, first);
    for (const second of all) {
      const two = place(one, 2, second);
      for (const third of all) place(two, 3, third);
    }
  }
}

/** The wishes that were answered otherwise than the minutes say. */
function wronglyAnswered<T>(
  all: readonly T[],
  commandOf: (who: number, wanted: T) => CenterDayCommand,
  fits: (wanted: T, beside: readonly T[]) => boolean,
): readonly unknown[] {
  const wrong: unknown[] = [];
  everyTriple(all, ({ day, have }, who, wanted) => {
    const after = next(day, commandOf(who, wanted));
    const free = fits(wanted, have);
    if (after.decision.ok !== free) wrong.push({ wanted, have, free });
    return { day: after.day, have: free ? [...have, wanted] : have };
  });
  return wrong.slice(0, 3);
}

const noon = at('12:00');

describe('of three activities each gets the smallest room in which it shares no minute with those before:', () => {
  const all = everyInterval(4, noon).flatMap((interval) =>
    upTo(2).map((setup) => ({ ...interval, setup, teardown: 2 - setup, room: '' })),
  );
  type Wanted = (typeof all)[number];
  const takes = ({ start, end, setup, teardown }: Wanted): Stretch => ({ start: start - setup, end: end + teardown });

  test.each([
    ['one room', ['hall']],
    ['two rooms', ['hall', 'lawn']],
  ])('%s', (_, ids) => {
    const facts = factsOf(ids.map((id, index) => room(id, { capacity: 30 + index })));
    const wrong: unknown[] = [];
    everyTriple<Wanted>(all, ({ day, have }, who, wanted) => {
      const { start, end, setup: setupMinutes, teardown: teardownMinutes } = wanted;
      const isFree = (id: string) =>
        !have.some((other) => other.room === id && shareAMinute(takes(other), takes(wanted)));
      const request = { starts: [start], durationMinutes: end - start, setupMinutes, teardownMinutes };
      const after = next(day, ask(request, { who: activity(who), facts }));
      const [event] = after.events;
      const found = event?.type === 'AllocationGranted' ? event.data.claims[0]?.resourceId : undefined;
      const right = ids.find(isFree);
      if (found !== right) wrong.push({ wanted, have, found });
      return { day: after.day, have: right ? [...have, { ...wanted, room: right }] : have };
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe('of three activities that want some of three projectors each gets them exactly when no minute lacks any:', () => {
  const all = everyInterval(4, noon).flatMap((interval) => [1, 2, 3].map((count) => ({ ...interval, count })));
  type Wanted = (typeof all)[number];
  const fits = (wanted: Wanted, beside: readonly Wanted[]): boolean => mostAtOnce(beside, wanted) + wanted.count <= 3;

  test('granted', () => {
    const facts = factsOf([kit('projectors', 3)]);
    const wanting = (who: number, { start, end, count }: Wanted): CenterDayCommand =>
      ask(
        { starts: [start], durationMinutes: end - start, needs: [pieces('projectors', count)] },
        { who: activity(who), facts },
      );
    expect(wronglyAnswered(all, wanting, fits)).toEqual([]);
  });

  test('held', () => {
    const id = resourceId('projectors');
    const wanting = (who: number, wanted: Wanted): CenterDayCommand =>
      hold([{ resourceId: id, capacity: 3, ...wanted }], { who: activity(who) });
    expect(wronglyAnswered(all, wanting, fits)).toEqual([]);
  });
});

describe('of three groups that walk two stops in either order each is let in exactly when no stop is too full:', () => {
  const all = upTo(3).flatMap((start) =>
    [1, 2].flatMap((minutes) => [
      { start: noon + start, minutes, first: 'bridge', second: 'garden' },
      { start: noon + start, minutes, first: 'garden', second: 'bridge' },
    ]),
  );
  type Walk = (typeof all)[number];
  // A stop is taken for the visit and kept clear for the headway after it.
  const isAt = ({ start, minutes, first }: Walk, id: string, headway: number, minute: number): boolean => {
    const from = first === id ? start : start + minutes;
    return isIn({ start: from, end: from + minutes + headway }, minute);
  };

  test.each([
    [1, 0],
    [1, 1],
    [1, 2],
    [2, 0],
    [2, 2],
  ])('%i at a time, %i minutes between two', (groups, headwayMinutes) => {
    const facts = factsOf(['bridge', 'garden'].map((id) => stop(id, { groups, headwayMinutes })));
    const walking = (who: number, { start, minutes, first, second }: Walk): CenterDayCommand =>
      ask(
        {
          starts: [start],
          durationMinutes: 2 * minutes,
          needs: [visit(first, 0, minutes), visit(second, minutes, minutes)],
        },
        { who: activity(who), facts },
      );
    const fits = (walk: Walk, beside: readonly Walk[]): boolean =>
      ['bridge', 'garden'].every((id) =>
        upTo(12).every((tick) => {
          const there = beside.filter((other) => isAt(other, id, headwayMinutes, noon + tick)).length;
          return !isAt(walk, id, headwayMinutes, noon + tick) || there < groups;
        }),
      );
    expect(wronglyAnswered(all, walking, fits)).toEqual([]);
  });
});
