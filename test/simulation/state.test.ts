import { createWorld, type World } from '@huitang/engine-simulated';
import { type Commit, createLogger, createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { decided, undecided } from './state.ts';

const [metrics, logger] = [createMetrics(), createLogger('silent')];

const commit = (id: string, version: number, type: string): Commit => ({
  stream: `activity/${id}`,
  version,
  events: [{ type, data: {} }],
  at: '2026-06-01T00:00:00Z',
  commandId: `${id}-${version}`,
  bodyHash: '-',
  causationId: null,
  principal: 'demo',
  previous: null,
  partitionKey: 'center-1',
});

const says = (world: World, id: string, version: number, type: string): void =>
  void world.durable.log('scheduling').append(commit(id, version, type));

test('an activity has its answer when its newest question has one, also when it is asked about again and again', () => {
  const world = createWorld({ seed: 1, storage: 'servers', startMs: 0, metrics, logger });
  says(world, 'a', 1, 'ActivityProposed');
  says(world, 'b', 1, 'ActivityProposed');
  expect(undecided({ world })).toEqual(['activity/a', 'activity/b']);
  says(world, 'a', 2, 'ActivityConfirmed');
  expect([undecided({ world }), decided({ world })]).toEqual([['activity/b'], 1]);
  says(world, 'b', 2, 'ActivityDeclined');
  says(world, 'a', 3, 'ActivityRevised');
  expect([undecided({ world }), decided({ world })]).toEqual([['activity/a'], 1]);
});

test('what a crash has taken back was never asked, and never answered', () => {
  const world = createWorld({ seed: 1, storage: 'one-file', startMs: 0, metrics, logger });
  says(world, 'a', 1, 'ActivityProposed');
  expect(undecided({ world })).toEqual(['activity/a']);
  world.storage.ended();
  expect([undecided({ world }), decided({ world })]).toEqual([[], 0]);
  says(world, 'b', 1, 'ActivityProposed');
  says(world, 'b', 2, 'ActivityConfirmed');
  expect([undecided({ world }), decided({ world })]).toEqual([[], 1]);
  world.storage.ended();
  says(world, 'c', 1, 'ActivityProposed');
  says(world, 'c', 2, 'ActivityRevised');
  expect([undecided({ world }), decided({ world })]).toEqual([['activity/c'], 0]);
});
