import { createWorld, random } from '@huitang/engine-simulated';
import { createLogger, createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { skippable, skipSome } from './skipped-messages.ts';

const partition = (subjects: string) => ({
  name: 'p',
  messages: [...subjects].map((subject, offset) => ({
    topic: 't',
    key: 'k',
    subject,
    body: '{}',
    offset,
    json: () => ({}),
  })),
  end: () => subjects.length,
});

test.each([
  ['', 0, 0],
  ['a', 0, 0],
  ['aa', 0, 1],
  ['aba', 0, 1],
  ['abab', 0, 2],
  ['abab', 1, 2],
  ['aabb', 0, 1],
  ['ab', 0, 0],
])('of the streams %s, from %d on, everything before %d can go by', (subjects, from, to) => {
  expect(skippable(partition(subjects), from)).toBe(to);
});

test('a group that is behind never gets what it is set ahead of', async () => {
  const platform = { metrics: createMetrics(), logger: createLogger('silent') };
  const world = createWorld({ seed: 1, storage: 'servers', startMs: 0, partitions: 1, ...platform });
  const { bus } = world.start({ name: 'all', database: 'all' }).platform;
  const heard: unknown[] = [];
  const message = (body: string) => ({ topic: 'x.events', key: 'k', subject: 'activity/a', body });
  void bus.subscribe('views', ['x.events'], async (body) => void heard.push(body));
  await world.run(() => world.scheduler.now() > 3_000);
  skipSome({ world, dice: random(1, 'skip') });
  void bus.publish(['1', '2', '3'].map(message));
  await world.run(() => world.scheduler.now() > 60_000);
  expect(heard).toEqual([3]);
});
