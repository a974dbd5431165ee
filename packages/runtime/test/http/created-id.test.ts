import { describe, expect, test } from '@jest/globals';
import { validate, version } from 'uuid';
import { createdIdOf } from '../../src/http/created-id.ts';

const KEY = '0190163d-8694-739b-aea5-966c26f8ad91';
const LATER = '0190163d-8695-7000-8000-000000000000';

describe('the id of what a command creates', () => {
  test('is the same for the same command, and another for another', () => {
    expect(createdIdOf('a/propose/1', '1')).toBe(createdIdOf('a/propose/1', '1'));
    expect(createdIdOf('a/propose/1', '1')).not.toBe(createdIdOf('b/propose/1', '1'));
    expect(createdIdOf(`a/propose/${KEY}`, KEY)).toBe(createdIdOf(`a/propose/${KEY}`, KEY));
    expect(createdIdOf(`a/propose/${KEY}`, KEY)).not.toBe(createdIdOf(`b/propose/${KEY}`, KEY));
  });

  test('is the UUIDv5 it always was when the key is none of version 7', () => {
    const ids = ['1', crypto.randomUUID(), KEY.slice(1), `${KEY}0`].map((key) => createdIdOf(`a/propose/${key}`, key));
    expect(ids.map(version)).toEqual([5, 5, 5, 5]);
    expect(createdIdOf('a/propose/1', '1')).toBe('48a0b5c0-99b6-5481-b9ff-2285498efa60');
  });

  test('sorts by the time of a UUIDv7 key, and is a valid UUIDv8', () => {
    const [first, second] = [KEY, LATER].map((key) => createdIdOf(`a/propose/${key}`, key));
    expect(String(first) < String(second)).toBe(true);
    expect([first, second].map((id) => validate(id) && version(String(id)))).toEqual([8, 8]);
    expect(first).not.toContain(KEY.slice(15));
  });

  test('does not depend on the case a key was written in, beyond the command it belongs to', () => {
    expect(createdIdOf('a', KEY.toUpperCase())).toBe(createdIdOf('a', KEY));
  });
});
