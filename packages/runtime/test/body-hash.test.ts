import { bodyHash } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';

describe('bodyHash', () => {
  test('does not depend on the order of keys', () => {
    expect(bodyHash({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(bodyHash({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  });

  test('treats an absent field and an undefined one alike, as JSON does', () => {
    expect(bodyHash({ a: 1, b: undefined })).toBe(bodyHash({ a: 1 }));
  });

  test.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, {}],
    [{ a: '{"b":1}' }, { a: { b: 1 } }],
  ])('tells %j from %j', (one, other) => {
    expect(bodyHash(one)).not.toBe(bodyHash(other));
  });
});
