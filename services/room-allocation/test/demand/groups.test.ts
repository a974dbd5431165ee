import { describe, expect, test } from '@jest/globals';
import { groupsOf } from '../../src/demand/groups.ts';
import { localClock } from '../../src/demand/local-clock.ts';
import { by, unmet } from './given.ts';

const clock = localClock('Asia/Shanghai');
const told = (...rows: ReturnType<typeof unmet>[]) => groupsOf(rows, clock).map((group) => group.told);

describe('wishes alike', () => {
  test('are those of one weekday, part of the day and needs, over all weeks', () => {
    const rows = [unmet(), by('a2', 'branch-2'), unmet({ asker: 'a3', start: unmet().start + 7 * 1440 + 90 })];
    expect(told(...rows)).toEqual([
      {
        weekday: 6,
        fromHour: 9,
        toHour: 12,
        features: ['flag'],
        roles: [],
        seats: 60,
        refused: 3,
        moved: 0,
        foundNothing: 0,
        organizations: 2,
        reasons: [{ code: 'taken', count: 3 }],
      },
    ]);
  });

  test.each([
    ['08:59', 0, 9],
    ['09:00', 9, 12],
    ['13:59', 12, 14],
    ['14:00', 14, 18],
    ['18:00', 18, 24],
    ['23:59', 18, 24],
  ])('at %s belong from %i to %i', (time, from, to) => {
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    const [group] = told(unmet({ start: unmet().start - minutes('10:00') + minutes(time) }));
    expect([group?.fromHour, group?.toHour]).toEqual([from, to]);
  });

  test('are apart where they need other things', () => {
    const needs = [{ role: 'room', features: ['piano', 'flag'] }];
    const guided = [
      { role: 'room', features: ['flag'] },
      { role: 'guide', skills: [] },
    ];
    const groups = told(unmet(), by('a2', 'branch-2', { needs }), by('a3', 'branch-3', { needs: guided }));
    expect(groups.map(({ features, roles }) => [...features, ...roles].join('+')).sort()).toEqual([
      'flag',
      'flag+guide',
      'flag+piano',
    ]);
  });

  test('ask for the seats that four of five would have fitted into', () => {
    const rows = [10, 11, 20, 35, 200].map((headcount, n) => by(`a${n}`, `branch-${n}`, { headcount }));
    expect(told(...rows)[0]?.seats).toBe(40);
  });

  test('come with those most were refused of first', () => {
    const evening = (n: number) => unmet({ asker: `e${n}`, start: unmet().start + 9 * 60, outcome: 'moved' });
    expect(told(evening(1), evening(2), unmet()).map(({ fromHour }) => fromHour)).toEqual([9, 18]);
  });

  test('count what was given and taken away again, where there is any', () => {
    const displaced = unmet({ asker: 'a2', outcome: 'displaced', reasons: [{ code: 'closed-for' }] });
    expect(told(unmet(), displaced)[0]).toMatchObject({ refused: 1, displaced: 1 });
    expect(told(unmet())[0]).not.toHaveProperty('displaced');
  });

  test('of a wish that was moved the reason is what stood in the way, not that it was moved', () => {
    const moved = unmet({ outcome: 'moved', reasons: [{ code: 'moved-start' }, { code: 'taken' }] });
    expect(told(moved)[0]?.reasons).toEqual([{ code: 'taken', count: 1 }]);
  });

  test('of a wish that a round has refused the reason is what it lacked, not the round', () => {
    const refused = unmet({ reasons: [{ code: 'round' }, { code: 'taken' }] });
    expect(told(refused)[0]?.reasons).toEqual([{ code: 'taken', count: 1 }]);
  });
});
