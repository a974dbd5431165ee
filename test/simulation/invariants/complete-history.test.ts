import { expect, test } from '@jest/globals';
import { completeHistory } from './complete-history.ts';
import { answer, confirmed, given, proposed } from './given.ts';

test('a commit out of its place, or that does not say who asked, is found', () => {
  const right = { previous: '1.0' };
  const wrong = [
    { version: 4 },
    { follows: 'another' },
    { previous: null },
    { principal: '' },
    { commandId: 'activity/a@1' },
  ];
  for (const change of [{ at: '1999-01-01T00:00:00Z' }, { at: 'soon' }, ...wrong]) {
    const { append } = given(completeHistory);
    expect(append('scheduling', 'activity/a', [proposed('a')])).toEqual([]);
    expect(append('scheduling', 'activity/a', [confirmed('a')], { ...right, ...change }).length).toBeGreaterThan(0);
  }
  const { append } = given(completeHistory);
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(append('scheduling', 'activity/a', [confirmed('a')], right)).toEqual([]);
});

test('a history that leaves something out is found', async () => {
  const { view, watch, append, exchange, ended } = given(completeHistory);
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(watch.lastAsks?.()).toEqual([{ operationId: 'activityHistory', params: { id: 'a' } }]);
  const [commit] = view.world.durable.log('scheduling').all();
  const { version, at, commandId, causationId, events } = commit!;
  const item = { version, at, by: 'demo', commandId, causationId, events };
  const ask = { operationId: 'activityHistory', params: { id: 'a' } };
  exchange(ask, answer(200, { items: [item] }), 'inspector');
  expect(await ended()).toEqual([]);
  exchange(ask, answer(200, { items: [] }), 'inspector');
  expect(await ended()).toEqual(['the history of activity/a is not what is in the log']);
});
