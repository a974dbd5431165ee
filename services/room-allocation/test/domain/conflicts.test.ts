import { describe, expect, test } from '@jest/globals';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterDayCommand, CenterFacts } from '../../src/domain/center-day-command.ts';
import type { CenterDay } from '../../src/domain/center-day-state.ts';
import { ask, confirm, factsOf, given, hold, letGo, next } from './support/day.ts';
import { activity, at, resourceId, room } from './support/given.ts';
import { everyInterval, type Stretch, shareAMinute, upTo } from './support/minutes.ts';

/** What an activity wants of the hall, with what it takes of it. */
interface Wanted extends Stretch {
  readonly setup: number;
  readonly teardown: number;
}

/** Every interval of a small day from 12:00 on, with every setup and teardown up to `buffer`. */
const everyWanted = (ticks: number, buffer: number): readonly Wanted[] =>
  everyInterval(ticks, at('12:00')).flatMap((interval) =>
    upTo(buffer).flatMap((setup) => upTo(buffer).map((teardown) => ({ ...interval, setup, teardown }))),
  );

const takes = ({ start, end, setup, teardown }: Wanted): Stretch => ({ start: start - setup, end: end + teardown });

type Way = (who: number, wanted: Wanted) => CenterDayCommand;

const allocating =
  (facts: CenterFacts): Way =>
  (who, { start, end, setup, teardown }) =>
    ask(
      { starts: [start], durationMinutes: end - start, setupMinutes: setup, teardownMinutes: teardown },
      { who: activity(who), facts },
    );

const holding: Way = (who, wanted) =>
  hold([{ resourceId: resourceId('hall'), count: 1, capacity: 1, ...takes(wanted) }], { who: activity(who) });

const inTheHall = allocating(factsOf([room('hall')]));

/** What became of it: granted, or why not. */
const verdict = (day: CenterDay, command: CenterDayCommand): string => {
  const decision = centerDayRules.decide(command, day);
  return decision.ok ? (decision.events.length > 0 ? 'granted' : 'nothing') : decision.refusal.code;
};

describe('of two activities that want the hall, the second gets it exactly when they share no minute:', () => {
  test.each([
    ['granted after granted', inTheHall, inTheHall, 'nothing-fits', 8],
    ['granted after held', holding, inTheHall, 'held', 6],
    ['held after granted', inTheHall, holding, 'taken', 6],
    ['held after held', holding, holding, 'taken', 6],
  ])('%s', (_, firstWay, secondWay, otherwise, ticks) => {
    const all = everyWanted(ticks, 2);
    const wrong: unknown[] = [];
    let granted = 0;
    for (const first of all) {
      const day = given(firstWay(1, first));
      for (const second of all) {
        const free = !shareAMinute(takes(first), takes(second));
        const found = verdict(day, secondWay(2, second));
        if (found !== (free ? 'granted' : otherwise)) wrong.push({ first, second, found });
        if (free) granted += 1;
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // Both answers are among the cases, each many times over.
    expect(granted).toBeGreaterThan(2_000);
    expect(all.length ** 2 - granted).toBeGreaterThan(2_000);
  });

  test('a hold that is confirmed counts as granted, one that is let go as never there', () => {
    const all = everyWanted(5, 1);
    const wrong = all.flatMap((first) => {
      const kept = given(holding(1, first), confirm());
      const gone = given(holding(1, first), letGo());
      return all.filter((second) => {
        const free = !shareAMinute(takes(first), takes(second));
        const found = [verdict(kept, inTheHall(2, second)), verdict(gone, inTheHall(2, second))];
        return found.join() !== `${free ? 'granted' : 'nothing-fits'},granted`;
      });
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test("the longer of the kind's buffers and the room's own counts", () => {
    const wrong: unknown[] = [];
    for (const setupMinutes of upTo(2)) {
      for (const teardownMinutes of upTo(2)) {
        const way = allocating(factsOf([room('hall', { setupMinutes, teardownMinutes })]));
        const longer = (wanted: Wanted): Stretch =>
          takes({
            ...wanted,
            setup: Math.max(wanted.setup, setupMinutes),
            teardown: Math.max(wanted.teardown, teardownMinutes),
          });
        for (const first of everyWanted(4, 2)) {
          const day = given(way(1, first));
          for (const second of everyWanted(4, 2)) {
            const free = !shareAMinute(longer(first), longer(second));
            if (verdict(day, way(2, second)) !== (free ? 'granted' : 'nothing-fits')) wrong.push({ first, second });
          }
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe('who or what is in the way', () => {
  test('is a closure exactly where it shares a minute with what would be taken, buffers included', () => {
    const wrong = everyInterval(6, at('12:00')).flatMap((closure) => {
      const way = allocating(factsOf([room('hall')], { closures: [{ resourceId: 'hall', ...closure }] }));
      return everyWanted(5, 1).filter((wanted) => {
        const free = !shareAMinute(closure, takes(wanted));
        return verdict(given(), way(1, wanted)) !== (free ? 'granted' : 'nothing-fits');
      });
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test('are named: those that share a minute, and no neighbours', () => {
    const wrong: unknown[] = [];
    const some = everyWanted(4, 1);
    for (const first of some) {
      for (const second of some.filter((other) => !shareAMinute(takes(first), takes(other)))) {
        const day = given(inTheHall(1, first), inTheHall(2, second));
        for (const third of some) {
          const { refusal } = next(day, inTheHall(3, third));
          const named = refusal?.code === 'nothing-fits' ? refusal.because.blockedBy : [];
          const right = [first, second].flatMap((other, index) =>
            shareAMinute(takes(other), takes(third)) ? [activity(index + 1)] : [],
          );
          if ([...named].sort().join() !== right.join()) wrong.push({ first, second, third, named });
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe('half-open edges, one minute either way:', () => {
  const facts = factsOf([room('hall', { setupMinutes: 15, teardownMinutes: 30 })]);
  // 09:00 to 10:00, with setup and teardown 08:45 to 10:30.
  const day = given(ask({ starts: [at('09:00')] }, { facts }));
  const later = (start: string) => verdict(day, ask({ starts: [at(start)] }, { who: activity(2), facts }));

  test("a setup may begin with the minute after a neighbour's teardown, not one earlier", () => {
    expect([later('10:44'), later('10:45')]).toEqual(['nothing-fits', 'granted']);
  });

  test("a teardown may end with the minute before a neighbour's setup, not one later", () => {
    expect([later('07:15'), later('07:16')]).toEqual(['granted', 'nothing-fits']);
  });

  test('another room has no neighbours here', () => {
    const elsewhere = ask({ starts: [at('09:00')] }, { who: activity(2), facts: factsOf([room('lawn')]) });
    expect(verdict(day, elsewhere)).toBe('granted');
  });
});
