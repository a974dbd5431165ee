import { describe, expect, test } from '@jest/globals';
import { fingerprint } from '../src/fingerprint.ts';

const of = (...values: readonly unknown[]): string => {
  const print = fingerprint();
  for (const value of values) print.add(value);
  return print.text();
};

describe('a fingerprint', () => {
  test('is the same for every order of the values and of their properties', () => {
    const expected = of({ a: 1, b: [1, 2] }, { c: 'x' }, 'y');
    expect(of('y', { c: 'x' }, { b: [1, 2], a: 1 })).toBe(expected);
    expect(of({ c: 'x' }, { b: [1, 2], a: 1 }, 'y')).toBe(expected);
  });

  test.each([
    ['one value less', [{ a: 1 }]],
    ['one twice', [{ a: 1 }, { b: 2 }, { b: 2 }]],
    ['one twice and one missing', [{ a: 1 }, { a: 1 }]],
    ['another value', [{ a: 1 }, { b: 3 }]],
    ['another order inside a value', [{ a: 1 }, { b: [2] }]],
  ])('differs with %s', (_, values) => {
    expect(of(...values)).not.toBe(of({ a: 1 }, { b: 2 }));
  });

  test('counts how often a value comes', () => {
    expect(new Set([of('x'), of('x', 'x'), of('x', 'x', 'x')]).size).toBe(3);
  });

  test('of nothing is all zeros, and has the length of every other', () => {
    expect(of()).toBe('0'.repeat(32));
    expect(of({ a: 1 })).toHaveLength(32);
  });
});
