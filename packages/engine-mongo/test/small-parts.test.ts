import { describe, expect, test } from '@jest/globals';
import { decodeField, encodeField } from '../src/field-name.ts';
import { endOfStream, isVersion, keyOf } from '../src/log/commit-document.ts';
import { knownCommits } from '../src/log/known-commits.ts';
import { once } from '../src/once.ts';
import { checkServer } from '../src/server.ts';
import { oneAtATime } from '../src/writing.ts';

describe('names of fields', () => {
  const odd = ['', 'name', '$set', 'a.b', '..', '%', '%2e', '100%', '__proto__', '\0', '姓名', 'a%24b'];

  test('any text comes back, and no two are alike', () => {
    expect(odd.map((name) => decodeField(encodeField(name)))).toEqual(odd);
    expect(new Set(odd.map(encodeField)).size).toBe(odd.length);
  });

  test('none is empty, or has what a path or an operator is known by', () => {
    for (const name of odd) expect(encodeField(name)).toMatch(/^[^.$\0]+$/);
  });
});

describe('keys of commits', () => {
  test('their order is that of the versions, and the end comes after the last', () => {
    const keys = [1, 2, 9, 10, 99, 100, 9_999_999_999].map((version) => keyOf('activity/a', version));
    expect([...keys].sort()).toEqual(keys);
    expect(keys.every((key) => key < endOfStream('activity/a'))).toBe(true);
  });

  test('a version is a whole number from 1 on that the key has room for', () => {
    expect([1, 2, 9_999_999_999].map(isVersion)).toEqual([true, true, true]);
    expect([0, -1, 1.5, Number.NaN, 10_000_000_000].map(isVersion)).toEqual([false, false, false, false, false]);
  });
});

test('of each stream the newest commit seen is known, and no other', () => {
  const known = knownCommits();
  known.add({ stream: 'a', version: 2, commandId: 'two' });
  known.add({ stream: 'a', version: 1, commandId: 'one' });
  expect(known.commandOf('a', 2)).toBe('two');
  expect(known.commandOf('a', 1)).toBeUndefined();
  expect(known.commandOf('b', 2)).toBeUndefined();
});

test('of too many streams the one added least recently is forgotten', () => {
  const known = knownCommits();
  for (let n = 0; n < 10_000; n += 1) known.add({ stream: `s${n}`, version: 1, commandId: 'c' });
  known.add({ stream: 's0', version: 2, commandId: 'c' });
  known.add({ stream: 'one more', version: 1, commandId: 'c' });
  expect(known.commandOf('s0', 2)).toBe('c');
  expect(known.commandOf('s1', 1)).toBeUndefined();
  expect(known.commandOf('s2', 1)).toBe('c');
});

test('what is done once is done again only when it failed', async () => {
  let times = 0;
  const task = once(async () => {
    times += 1;
    if (times === 1) throw new Error('not yet');
    return times;
  });
  await expect(task()).rejects.toThrow('not yet');
  expect(await Promise.all([task(), task()])).toEqual([2, 2]);
});

test('changes are made one after the other, also after one that failed', async () => {
  const writing = oneAtATime();
  const happened: string[] = [];
  const change = (name: string) => async () => {
    happened.push(`${name} begins`);
    await Promise.resolve();
    happened.push(`${name} ends`);
    if (name === 'b') throw new Error('no');
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => writing(change(name))));
  expect(happened).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

describe('which servers are taken', () => {
  const replicaSet = { name: 'MongoDB', version: '8.0.4', replicated: true } as const;
  const alone = { ...replicaSet, replicated: false };
  const ferret = { name: 'FerretDB', version: '1.24.2', replicated: false } as const;

  test('a replica set is, without being asked', () => {
    expect(() => checkServer(replicaSet, false)).not.toThrow();
  });

  test('what can lose what it acknowledged is refused unless it is allowed', () => {
    for (const server of [alone, ferret]) {
      expect(() => checkServer(server, false)).toThrow(expect.objectContaining({ code: 'stand-in-refused' }));
      expect(() => checkServer(server, true)).not.toThrow();
    }
  });
});
