import { describe, expect, test } from '@jest/globals';
import { sameValue } from '../../src/domain/same-value.ts';

describe('two JSON values', () => {
  test.each([
    [
      { a: 1, b: [1, { c: null }] },
      { b: [1, { c: null }], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    ['x', 'x'],
    [null, null],
    [[], []],
  ])('%j and %j are the same', (a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([true, true]);
  });

  test.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[], {}],
    [{ 0: 1 }, [1]],
    [{}, null],
    [0, ''],
    [{ a: { b: 1 } }, { a: { b: '1' } }],
  ])('%j and %j are not', (a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
  });
});
