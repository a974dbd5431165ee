import { expect, test } from '@jest/globals';
import { problem } from '../../src/http/problem.ts';

test('a problem keeps its own members, whatever else it carries', () => {
  const own = { type: 'about:blank', title: 'Mine', status: 'given-up', code: 'mine', detail: 'mine' };
  expect(problem(409, 'round-over', 'date: a day', { ...own, state: 'given-up' })).toMatchObject({
    status: 409,
    body: {
      type: 'urn:huitang:problem:round-over',
      title: 'Round over',
      status: 409,
      code: 'round-over',
      detail: 'date: a day',
      state: 'given-up',
    },
  });
});
