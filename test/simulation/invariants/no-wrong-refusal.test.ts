import { expect, test } from '@jest/globals';
import { answer, cancelled, confirmed, given, opened, pass, proposed } from './given.ts';
import { noWrongRefusal } from './no-wrong-refusal.ts';

const revise = { operationId: 'reviseActivity', params: { id: 'a' }, body: { center: 'center-1' }, key: 'k' };
const refused = (code: string) => answer(409, { code });

test('a refusal for something that was over before the question is found', async () => {
  const { world, append, exchange } = given(noWrongRefusal);
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(exchange(revise, refused('answer-pending'))).toEqual([]);
  await pass(world, 10);
  append('scheduling', 'activity/a', [confirmed('a')]);
  await pass(world, 10);
  expect(exchange(revise, refused('answer-pending'))).toHaveLength(1);
  expect(exchange(revise, refused('already-cancelled'))).toHaveLength(1);
  expect(exchange(revise, refused('unknown-activity'))).toHaveLength(1);
  append('scheduling', 'activity/a', [cancelled('a')]);
  expect(exchange(revise, refused('already-cancelled'))).toEqual([]);
});

test('what is not confirmed is so, and a question about what stands leaves a wish waiting', async () => {
  const { world, append, exchange } = given(noWrongRefusal);
  const announce = { operationId: 'announceActivity', params: { id: 'a' }, key: 'k' };
  append('scheduling', 'activity/a', [proposed('a')]);
  await pass(world, 10);
  expect(exchange(announce, refused('not-confirmed'))).toEqual([]);
  append('scheduling', 'activity/a', [confirmed('a')]);
  await pass(world, 10);
  expect(exchange(announce, refused('not-confirmed'))).toHaveLength(1);
  append('scheduling', 'activity/a', [proposed('a', 2)]);
  append('scheduling', 'activity/a', [{ type: 'FixingAsked', data: {} }]);
  await pass(world, 10);
  expect(exchange(announce, refused('answer-pending'))).toEqual([]);
});

test('what has lost its place is not confirmed, until it has one again', async () => {
  const { world, append, exchange } = given(noWrongRefusal);
  const move = { operationId: 'moveActivity', params: { id: 'a' }, key: 'k' };
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [confirmed('a')]);
  append('scheduling', 'activity/a', [{ type: 'ActivityUnplaced', data: {} }]);
  await pass(world, 10);
  expect(exchange(move, refused('not-confirmed'))).toEqual([]);
  append('scheduling', 'activity/a', [{ type: 'ActivityMoved', data: {} }]);
  await pass(world, 10);
  expect(exchange(move, refused('not-confirmed'))).toHaveLength(1);
});

test('another center is one that the activity is not in', () => {
  const { append, exchange } = given(noWrongRefusal);
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(exchange(revise, refused('other-center'))).toHaveLength(1);
  expect(exchange({ ...revise, body: { center: 'center-2' } }, refused('other-center'))).toEqual([]);
});

test('a key that was never used for anything else is no used key', () => {
  const { exchange } = given(noWrongRefusal);
  expect(exchange(revise, refused('command-reused'))).toHaveLength(1);
  expect(exchange({ ...revise, body: {} }, refused('command-reused'))).toEqual([]);
});

test('a center that has opened is known', async () => {
  const { world, append, exchange } = given(noWrongRefusal);
  expect(exchange(revise, refused('unknown-center'))).toEqual([]);
  append('room-allocation', 'center/center-1', [opened]);
  await pass(world, 10);
  expect(exchange(revise, refused('unknown-center'))).toHaveLength(1);
});

test('an activity that is read as it was before the question is found', async () => {
  const { world, append, exchange } = given(noWrongRefusal);
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [confirmed('a')]);
  await pass(world, 10);
  const read = { operationId: 'readActivity', params: { id: 'a' } };
  expect(exchange(read, answer(200, {}, { ETag: '"1.2"' }))).toEqual([]);
  expect(exchange(read, answer(200, {}, { ETag: '"1.1"' }))).toEqual([
    'activity/a was at version 2, and was read at 1',
  ]);
});
