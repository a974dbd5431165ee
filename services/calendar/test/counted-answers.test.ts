import { createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { countedAnswers } from '../src/counted-answers.ts';

test('what was answered is told once, by status', async () => {
  const metrics = createMetrics();
  const { add, tell } = countedAnswers(metrics, '/feeds/');
  for (const status of [200, 304, 304]) add(status);
  tell();
  tell();
  const { values } = await metrics.readyFeeds.get();
  expect(values.map(({ labels, value }) => [labels.route, labels.status, value])).toEqual([
    ['/feeds/', '200', 1],
    ['/feeds/', '304', 2],
  ]);
});
