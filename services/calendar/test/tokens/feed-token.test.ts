import { describe, expect, test } from '@jest/globals';
import { opens, parseToken, rotated } from '../../src/tokens/feed-token.ts';
import { ID, secretOf, token } from './given.ts';

const NOW = Date.parse('2026-07-01T00:00:00Z');

describe('an address', () => {
  test('names an id and 43 characters of base64url', () => {
    expect(parseToken(`${ID}.${secretOf('_')}`)).toEqual({ id: ID, secret: secretOf('_') });
  });

  test.each([
    '',
    ID,
    `${ID}.`,
    `${ID}.${'a'.repeat(42)}`,
    `${ID}.${'a'.repeat(44)}`,
    `x${ID}.${secretOf('a')}`,
    `${ID}.${'é'.repeat(43)}`,
  ])('is none: %s', (text) => {
    expect(parseToken(text)).toBeUndefined();
  });
});

describe('a token', () => {
  test('is opened by its secret and by no other', () => {
    expect(opens(token(), secretOf('a'), NOW)).toBe(true);
    expect(opens(token(), secretOf('b'), NOW)).toBe(false);
  });

  test('that was revoked is opened by nothing', () => {
    expect(opens(token({ revokedAt: '2026-06-30T00:00:00.000Z' }), secretOf('a'), NOW)).toBe(false);
  });

  test('is opened by the secret before the last one until its time is over', () => {
    const next = rotated(token(), secretOf('b'), '2026-07-02T00:00:00.000Z', 'first');
    const before = Date.parse('2026-07-02T00:00:00Z');
    expect(opens(next, secretOf('b'), before)).toBe(true);
    expect(opens(next, secretOf('a'), before - 1)).toBe(true);
    expect(opens(next, secretOf('a'), before)).toBe(false);
  });

  test('that was rotated twice has forgotten its first secret', () => {
    const until = '2026-07-02T00:00:00.000Z';
    const last = rotated(rotated(token(), secretOf('b'), until, 'first'), secretOf('c'), until, 'second');
    expect(['a', 'b', 'c'].map((letter) => opens(last, secretOf(letter), NOW))).toEqual([false, true, true]);
  });

  test('that was rotated by a request that came twice has its first secret until the time of the first', () => {
    const first = rotated(token(), secretOf('b'), '2026-07-02T00:00:00.000Z', 'first');
    const last = rotated(first, secretOf('c'), '2026-07-03T00:00:00.000Z', 'first');
    expect(['a', 'b', 'c'].map((letter) => opens(last, secretOf(letter), NOW))).toEqual([true, false, true]);
    expect(opens(last, secretOf('a'), Date.parse('2026-07-02T00:00:00Z'))).toBe(false);
  });

  test('keeps nothing of its secrets', () => {
    const kept = JSON.stringify(rotated(token(), secretOf('b'), '2026-07-02T00:00:00.000Z', 'first'));
    expect(kept).not.toMatch(/aaa|bbb/);
  });
});
