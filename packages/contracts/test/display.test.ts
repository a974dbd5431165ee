import { describe, expect, test } from '@jest/globals';
import { lastModifiedOf, sequenceOf, shownAnew } from '../src/index.ts';

const before = { displayRevision: 4, displayChangedAt: '2026-06-28T08:00:00.400Z' };

describe('what is shown anew', () => {
  test.each([
    ['a day later', '2026-06-29T08:00:00.000Z', '2026-06-29T08:00:00.000Z'],
    ['a second later', '2026-06-28T08:00:01.400Z', '2026-06-28T08:00:01.400Z'],
    ['in the same second', '2026-06-28T08:00:00.900Z', '2026-06-28T08:00:01.400Z'],
    ['at the same moment', before.displayChangedAt, '2026-06-28T08:00:01.400Z'],
    ['by a clock that was set back', '2026-06-27T08:00:00.000Z', '2026-06-28T08:00:01.400Z'],
  ])('%s is counted once more and has a later second', (_, now, displayChangedAt) => {
    expect(shownAnew(before, now)).toEqual({ displayRevision: 5, displayChangedAt });
  });

  test('has a higher SEQUENCE and a later LAST-MODIFIED, to the second, however often in one', () => {
    const center = { displayRevision: 0, displayChangedAt: '2026-01-01T00:00:00.000Z' };
    const states = [before];
    for (let change = 0; change < 5; change += 1)
      states.push(shownAnew(states.at(-1) ?? before, '2026-06-28T08:00:00.500Z'));
    const seconds = states.map((state) => lastModifiedOf(state, center).slice(0, 19));
    expect(seconds).toEqual([...new Set(seconds)].sort());
    expect(states.map((state) => sequenceOf(state, center))).toEqual([4, 5, 6, 7, 8, 9]);
  });
});
