import { createWorld, type World } from '@huitang/engine-simulated';
import { type Commit, createLogger, createMetrics, type StoredEvent } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { optionsOf } from '../options.ts';
import { everythingEnds } from './everything-ends.ts';
import { answer, given, pass } from './given.ts';
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

const commitOf = (stream: string, type: string): Commit => ({
  stream,
  version: 1,
  events: [{ type, data: {} }],
  at: '',
  commandId: 'c',
  bodyHash: 'h',
  causationId: null,
  principal: 'x',
  previous: null,
  partitionKey: 'c',
});

async function findingsIn(world: World, poisoned: readonly string[] = []): Promise<Findings> {
  const view: View = {
    options: optionsOf(1),
    world,
    exchanges: [],
    poisoned: new Set(poisoned),
    hasBroken: () => false,
  };
  return (await everythingEnds.watch(view).ended?.({ quiet: true })) ?? [];
}

const asked: StoredEvent = { type: 'ActivityProposed', data: {} };
const answered: StoredEvent = { type: 'ActivityConfirmed', data: {} };
const revised: StoredEvent = { type: 'ActivityRevised', data: {} };

test('a proposal or a revision without an answer is found at a quiet end', async () => {
  const world = newWorld();
  append(world, 'activity/a', asked);
  append(world, 'activity/b', asked);
  append(world, 'activity/b', answered);
  append(world, 'activity/c', asked);
  append(world, 'activity/c', answered);
  append(world, 'activity/c', revised);
  expect(await findingsIn(world)).toEqual(['activity/a has no answer', 'activity/c has no answer']);
});

test('a run whose faults have stopped, and which never comes to rest, is found; one that has them to the end is not', async () => {
  const { append, ended } = given(everythingEnds);
  append('scheduling', 'activity/a', [asked]);
  expect(await ended(false)).toEqual(['it never came to rest', 'activity/a has no answer']);
  const unhealed = given(everythingEnds, { mode: 'safety' });
  unhealed.append('scheduling', 'activity/a', [asked]);
  expect(await unhealed.ended(false)).toEqual([]);
});

describe('a minute after the faults have stopped, or after it was asked', () => {
  const healAfterMs = 10_000;

  test('a question without an answer is found; answered by then, or asked later, it is not', async () => {
    const { append, watch, world } = given(everythingEnds, { healAfterMs });
    append('scheduling', 'activity/a', [asked]);
    append('scheduling', 'activity/b', [asked]);
    await pass(world, 69_000);
    expect(watch.waited?.()).toEqual([]);
    append('scheduling', 'activity/b', [answered]);
    append('scheduling', 'activity/c', [revised]);
    await pass(world, 1_000);
    expect(watch.waited?.()).toEqual(['activity/a has no answer 70 s after it was asked']);
    append('scheduling', 'activity/a', [answered]);
    await pass(world, 59_000);
    expect(watch.waited?.()).toEqual(['activity/c has no answer 60 s after it was asked']);
  });

  test('with faults to the end nothing has to end', async () => {
    const { append, watch, world } = given(everythingEnds, { mode: 'safety', healAfterMs });
    append('scheduling', 'activity/a', [asked]);
    await pass(world, 200_000);
    expect(watch.waited?.()).toEqual([]);
  });

  test('what waits for the bus is found', async () => {
    const { watch, world } = given(everythingEnds, { healAfterMs: 0 }, 'servers');
    const log = world.durable.log('room-allocation');
    log.append(commitOf('center/c', 'CenterOpened'));
    expect(watch.waited?.()).toEqual([]);
    await pass(world, 60_000);
    expect(watch.waited?.()).toEqual(['center/c@1 is not on the bus after a minute']);
    log.mark({ stream: 'center/c', version: 1 });
    expect(watch.waited?.()).toEqual([]);
  });

  test('a group that stands still before a message is found', async () => {
    const { watch, world } = given(everythingEnds, { healAfterMs: 0 });
    const { platform } = world.start({ name: 'all', database: 'all' });
    void platform.bus.subscribe('views', ['scheduling.events'], () => new Promise(() => {}));
    await pass(world, 1_000);
    void platform.bus.publish([{ topic: 'scheduling.events', key: 'k', subject: 'activity/a', body: '{}' }]);
    await pass(world, 1_000);
    expect(watch.waited?.()).toEqual([]);
    await pass(world, 60_000);
    expect(watch.waited?.()).toEqual(['views at all/0 has not gone on for a minute']);
  });

  test('a request that nobody serves is found', async () => {
    const { exchange, watch, world } = given(everythingEnds, { healAfterMs: 0 });
    exchange({ operationId: 'early' });
    await pass(world, 61_000);
    exchange({ operationId: 'served' }, answer(404));
    exchange({ operationId: 'refused' }, answer(503));
    exchange({ operationId: 'lost' });
    await pass(world, 14_000);
    expect(watch.waited?.()).toEqual([]);
    await pass(world, 2_000);
    expect(watch.waited?.()).toEqual(['refused of client-1 was not served', 'lost of client-1 was not served']);
    expect(watch.waited?.()).toEqual([]);
  });
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
  log.append(commitOf('center/c', 'CenterOpened'));
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
