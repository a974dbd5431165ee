import { overlaps } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { peakUse } from '../../../src/domain/allocator/peak-use.ts';
import { everyInterval, mostAtOnce, shareAMinute, upTo } from '../support/minutes.ts';

describe('two intervals overlap', () => {
  test('exactly when they share a minute: all pairs on a day of eight ticks', () => {
    const all = everyInterval(8);
    const wrong = all.flatMap((a) => all.filter((b) => overlaps(a, b) !== shareAMinute(a, b)).map((b) => ({ a, b })));
    expect(wrong).toEqual([]);
  });
});

describe('the peak of use', () => {
  const counted = everyInterval(5).flatMap((interval) => [1, 2].map((count) => ({ ...interval, count })));

  test('is what counting minute by minute finds: all pairs of claims and all intervals of five ticks', () => {
    const wrong = counted.flatMap((a) =>
      counted.flatMap((b) =>
        everyInterval(5).filter((interval) => peakUse([a, b], interval) !== mostAtOnce([a, b], interval)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('is what counting minute by minute finds: all triples of claims of four ticks', () => {
    const ones = everyInterval(4).map((interval) => ({ ...interval, count: 1 }));
    const wrong = ones.flatMap((a) =>
      ones.flatMap((b) =>
        ones.flatMap((c) =>
          everyInterval(4).filter((interval) => peakUse([a, b, c], interval) !== mostAtOnce([a, b, c], interval)),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('of groups one after the other is one, not their sum', () => {
    const groups = upTo(2).map((n) => ({ start: n * 10, end: n * 10 + 10, count: 1 }));
    expect(peakUse(groups, { start: 0, end: 30 })).toBe(1);
  });

  test('sees a pool that is full for five minutes in the middle', () => {
    const pool = [
      { start: 0, end: 35, count: 2 },
      { start: 30, end: 60, count: 2 },
    ];
    expect([peakUse(pool, { start: 0, end: 60 }), peakUse(pool, { start: 0, end: 30 })]).toEqual([4, 2]);
  });

  test('of nothing is nothing', () => {
    expect(peakUse([], { start: 0, end: 10 })).toBe(0);
  });
});
