import { createWorld, type World } from '@huitang/engine-simulated';
import { createLogger, createMetrics, type StoredEvent } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { optionsOf } from '../options.ts';
import { everythingEnds } from './everything-ends.ts';
import type { Findings, View } from './invariant.ts';

const newWorld = (): World =>
  createWorld({ seed: 1, storage: 'servers', startMs: 0, metrics: createMetrics(), logger: createLogger('silent') });

/** Puts a commit into the log at once, as its effect would. */
function append({ durable }: World, stream: string, ...events: StoredEvent[]): void {
  const log = durable.log('scheduling');
  const version = log.ofStream(stream).length + 1;
  const commit = { stream, version, events, at: '2026-06-01T00:00:00.000Z', commandId: `${stream}@${version}` };
  log.append({ ...commit, bodyHash: 'h', causationId: null, principal: 'x', previous: null, partitionKey: 'c' });
  log.mark(commit);
}

async function findingsIn(world: World, poisoned: readonly string[] = [], quiet = true): Promise<Findings> {
  const view: View = { options: optionsOf(1), world, exchanges: [], poisoned: new Set(poisoned), crashes: () => 0 };
  return (await everythingEnds.watch(view).ended?.({ quiet })) ?? [];
}

const asked: StoredEvent = { type: 'ActivityProposed', data: {} };
const answered: StoredEvent = { type: 'ActivityConfirmed', data: {} };
const revised: StoredEvent = { type: 'ActivityRevised', data: {} };

test('a proposal or a revision without an answer is found, but only when there was time for one', async () => {
  const world = newWorld();
  append(world, 'activity/a', asked);
  append(world, 'activity/b', asked);
  append(world, 'activity/b', answered);
  append(world, 'activity/c', asked);
  append(world, 'activity/c', answered);
  append(world, 'activity/c', revised);
  expect(await findingsIn(world)).toEqual(['activity/a has no answer', 'activity/c has no answer']);
  expect(await findingsIn(world, [], false)).toEqual([]);
});

test('a question whether something moves no more, without an answer, is found', async () => {
  const world = newWorld();
  const fixing: StoredEvent = { type: 'FixingAsked', data: {} };
  append(world, 'activity/a', asked, answered, fixing);
  append(world, 'activity/b', asked, answered, fixing, { type: 'ActivityPinned', data: {} });
  append(world, 'activity/c', asked, answered, revised, fixing, answered);
  append(world, 'activity/d', asked, answered, revised, fixing, { type: 'ActivityAnnounced', data: {} });
  expect(await findingsIn(world)).toEqual(['activity/a has no answer', 'activity/d has no answer']);
});

test('what waits for the bus is found', async () => {
  const world = newWorld();
  append(world, 'activity/a', asked, answered);
  expect(await findingsIn(world)).toEqual([]);
  const log = world.durable.log('room-allocation');
  const commit = {
    stream: 'center/c',
    version: 1,
    events: [{ type: 'CenterOpened', data: {} }],
    at: '',
    commandId: 'c',
  };
  log.append({ ...commit, bodyHash: 'h', causationId: null, principal: 'x', previous: null, partitionKey: 'c' });
  expect(await findingsIn(world)).toEqual(['center/c@1 is not on the bus']);
});

test('what is parked is found, unless it was poisoned, or belongs to a group as it was before', async () => {
  const world = newWorld();
  const park = (groupId: string, subject: string): void =>
    world.broker.parked.park([{ groupId, subject, partition: 'p', offset: 0, released: false, error: 'never' }]);
  park(world.broker.groupId('calendar.views'), 'activity/a');
  park(world.broker.groupId('calendar.views'), 'activity/poison');
  expect(await findingsIn(world, ['activity/poison'])).toEqual(['activity/a is parked for calendar.views: never']);
  world.broker.rewind('calendar.views');
  expect(await findingsIn(world)).toEqual([]);
});
