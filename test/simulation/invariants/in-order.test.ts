import { expect, test } from '@jest/globals';
import { confirmed, type Given, given, pass, proposed } from './given.ts';
import { inOrder } from './in-order.ts';
import type { Application, Watch } from './invariant.ts';

const hears = new Set(['ActivityProposed', 'ActivityConfirmed']);

const at = (version: number, life = 1, group = 'views'): Application => ({
  life,
  process: `process-${life}`,
  group,
  hears,
  type: 'ActivityProposed',
  source: { stream: 'activity/a', version, index: 0 },
});

function heardIn({ append, watch }: Given): Watch {
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [{ type: 'SomethingPrivate', data: {} }]);
  append('scheduling', 'activity/a', [confirmed('a')]);
  return watch;
}

const heard = (): Watch => heardIn(given(inOrder));

test('one after the other is right, also where private events lie between', () => {
  const watch = heard();
  expect(watch.begun?.(at(1))).toEqual([]);
  watch.applied?.(at(1));
  expect(watch.begun?.(at(3))).toEqual([]);
});

test('an event that is passed over is found, also when it was begun and never ended', () => {
  const watch = heard();
  expect(watch.begun?.(at(3))).toHaveLength(1);
  watch.begun?.(at(1));
  expect(watch.begun?.(at(3))).toHaveLength(1);
});

test('what another group has done counts for nothing', () => {
  const watch = heard();
  watch.applied?.(at(1, 1, 'others'));
  expect(watch.begun?.(at(3))).toHaveLength(1);
});

test('a process that goes back is found; one that begins after another has ended may repeat', () => {
  const watch = heard();
  for (const version of [1, 3]) watch.applied?.(at(version));
  expect(watch.begun?.(at(1, 2))).toEqual([]);
  expect(watch.begun?.(at(1))).toHaveLength(1);
  expect(watch.begun?.(at(3))).toHaveLength(1);
});

test('a repeat in another process is found where none has ended for long', async () => {
  const all = given(inOrder);
  const watch = heardIn(all);
  watch.applied?.(at(1));
  await pass(all.world, 60_000);
  expect(watch.begun?.(at(1, 2))).toHaveLength(1);
  watch.crashed?.('process-1');
  expect(watch.begun?.(at(1, 2))).toEqual([]);
  const divided = given(inOrder, { disturbances: { ...all.view.options.disturbances, shuffleEveryMs: 1_000 } });
  const other = heardIn(divided);
  other.applied?.(at(1));
  await pass(divided.world, 60_000);
  expect(other.begun?.(at(1, 2))).toEqual([]);
});
