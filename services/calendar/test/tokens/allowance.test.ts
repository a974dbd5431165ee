import { describe, expect, test } from '@jest/globals';
import { allowance } from '../../src/tokens/allowance.ts';

const SECOND = 1_000;

describe('so many a minute', () => {
  test('may come all at once, and the next one is told when to come', () => {
    const take = allowance(3);
    expect([take('a', 0), take('a', 0), take('a', 0), take('a', 0)]).toEqual([0, 0, 0, 20]);
    expect(take('a', 19 * SECOND)).toBe(1);
    expect(take('a', 20 * SECOND)).toBe(0);
  });

  test('are those of each key alone', () => {
    const take = allowance(1);
    expect([take('a', 0), take('b', 0), take('a', 0)]).toEqual([0, 0, 60]);
  });

  test('are never more than that, however long nobody came', () => {
    const take = allowance(2);
    take('a', 0);
    expect([1, 2, 3].map(() => take('a', 3_600 * SECOND))).toEqual([0, 0, 30]);
  });

  test('are neither more nor fewer when the clock was set back', () => {
    const take = allowance(2);
    expect([take('a', 100 * SECOND), take('a', 0), take('a', 0)]).toEqual([0, 0, 30]);
    expect(take('a', 30 * SECOND)).toBe(0);
  });

  test('who is told to wait and comes again at once does not wait longer for it', () => {
    const take = allowance(1);
    take('a', 0);
    for (let ms = 0; ms < 60 * SECOND; ms += SECOND) expect(take('a', ms)).toBeGreaterThan(0);
    expect(take('a', 60 * SECOND)).toBe(0);
  });
});
