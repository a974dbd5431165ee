import { expect, test } from '@jest/globals';
import { agendaPart } from '../../src/model/agenda-part.ts';
import { type ShownActivity, shownActivity } from '../../src/model/shown-activity.ts';
import { listed } from '../given.ts';

/** So many on each of the first days of July, in the order they begin. */
const days = (...counts: readonly number[]): readonly ShownActivity[] =>
  counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, number) => {
      const date = `2026-07-0${day + 1}`;
      return shownActivity(listed(day * 1000 + number, { start: `${date}T01:00:00Z`, end: `${date}T02:00:00Z` })) ?? [];
    }).flat(),
  );

const part = (counts: readonly number[], isCut = false) => {
  const { activities, ...rest } = agendaPart(days(...counts), 'Asia/Shanghai', isCut);
  return { count: activities.length, ...rest };
};

test('what is few is listed whole', () => {
  expect(part([3, 4, 5])).toEqual({ count: 12, isCutShort: false });
  expect(part([])).toEqual({ count: 0, isCutShort: false });
});

test('of many, whole days until there are enough, and the date the rest begins with', () => {
  expect(part([60, 60, 60])).toEqual({ count: 120, restFrom: '2026-07-03', isCutShort: false });
  expect(part([60, 60])).toEqual({ count: 120, isCutShort: false });
});

test('of a day with very many, the beginning, and that it is one', () => {
  expect(part([400, 5])).toEqual({ count: 300, restFrom: '2026-07-02', isCutShort: true });
});

test('the last day of what was not read whole is left out, unless it is the only one', () => {
  expect(part([3, 4, 5], true)).toEqual({ count: 7, restFrom: '2026-07-03', isCutShort: false });
  expect(part([5], true)).toEqual({ count: 5, isCutShort: true });
});
