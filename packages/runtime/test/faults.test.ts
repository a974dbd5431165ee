import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { codeOf, messageOf } from '../src/faults.ts';

test('an error of another realm says its message without its name, like one of this realm', () => {
  const foreign: unknown = runInNewContext("new TypeError('not now')");
  expect([foreign, new TypeError('not now'), 'not now'].map(messageOf)).toEqual(['not now', 'not now', 'not now']);
});

test('a code is what the error carries, and empty for whatever has none', () => {
  expect(
    [Object.assign(new Error('x'), { code: 'ENOENT' }), { code: 5 }, new Error('x'), undefined, 'x'].map(codeOf),
  ).toEqual(['ENOENT', '5', '', '', '']);
});
