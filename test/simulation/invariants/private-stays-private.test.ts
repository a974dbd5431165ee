import { expect, test } from '@jest/globals';
import { answer, given, proposed } from './given.ts';
import { privateStaysPrivate } from './private-stays-private.ts';

const proposedAs = (title: string, audience: string) => {
  const { type, data } = proposed('a');
  return { type, data: { ...(data as object), title, audience } };
};

function shown(body: unknown, operationId = 'roomUse'): number {
  const { append, exchange } = given(privateStaysPrivate);
  append('scheduling', 'activity/a', [proposedAs('读书会 1', 'private'), proposedAs('读书会 2', 'members')]);
  append('scheduling', 'activity/b', [proposedAs('读书会 3', 'public'), proposedAs('读书会 3', 'private')]);
  return exchange({ operationId, params: { id: 'center-1' } }, answer(200, body)).length;
}

test('a title that its audience does not allow is found in everything that is public, and nowhere else', () => {
  expect(shown({ title: '读书会 1' })).toBe(1);
  expect(shown({ title: '读书会 2' })).toBe(1);
  expect(shown({ title: '读书会 3' })).toBe(0);
  expect(shown({ title: '读书会 12' })).toBe(0);
  expect(shown({ title: '读书会 1' }, 'readActivity')).toBe(0);
  expect(shown(Buffer.from('SUMMARY:读书会 1\r\n'), 'centerFeed')).toBe(1);
  expect(shown(Buffer.from('DESCRIPTION:x 读书\r\n 会 2\r\n'), 'centerFeed')).toBe(1);
});
