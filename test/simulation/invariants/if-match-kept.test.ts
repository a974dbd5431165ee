import { expect, test } from '@jest/globals';
import { announcedClosure, answer, cancelled, demo, given, key, opened, pass, proposed } from './given.ts';
import { ifMatchKept } from './if-match-kept.ts';

const revise = (tag: string) => ({
  operationId: 'reviseActivity',
  params: { id: 'a' },
  headers: { 'if-match': tag },
  key,
});

function revised(tag: string): number {
  const { append, exchange } = given(ifMatchKept);
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [proposed('a', 2)], { commandId: demo('reviseActivity') });
  return exchange(revise(tag), answer(200, { id: 'a' })).length;
}

test('a change upon another state than it rests on is found', () => {
  expect(revised('"1.1"')).toBe(0);
  expect(revised('"2.1"')).toBe(1);
  const { append, exchange } = given(ifMatchKept);
  append('scheduling', 'activity/a', [proposed('a')]);
  append('scheduling', 'activity/a', [cancelled('a', 1)], { commandId: demo('cancelActivity') });
  const cancel = { operationId: 'cancelActivity', params: { id: 'a' }, key };
  expect(exchange({ ...cancel, headers: { 'if-match': '"1.1"' } }, answer(200))).toEqual([]);
  expect(exchange({ ...cancel, headers: { 'if-match': '"2.1"' } }, answer(200))).toHaveLength(1);
});

test('a center has versions', () => {
  const { append, exchange } = given(ifMatchKept);
  append('room-allocation', 'center/center-1', [opened]);
  append('room-allocation', 'center/center-1', [{ type: 'CenterRenamed', data: { displayRevision: 1 } }], {
    commandId: demo('renameCenter'),
  });
  const rename = { operationId: 'renameCenter', params: { id: 'center-1' }, key };
  expect(exchange({ ...rename, headers: { 'if-match': '"1"' } }, answer(200))).toEqual([]);
  expect(exchange({ ...rename, headers: { 'if-match': '"2"' } }, answer(200))).toHaveLength(1);
});

test('a closure is no change of a center, and of nobody who rests on one', () => {
  const { append, exchange } = given(ifMatchKept);
  append('room-allocation', 'center/center-1', [opened]);
  append('room-allocation', 'center/center-1', [announcedClosure()]);
  const renamed = { type: 'CenterRenamed', data: { displayRevision: 1 } };
  append('room-allocation', 'center/center-1', [renamed], { commandId: demo('renameCenter') });
  const rename = { operationId: 'renameCenter', params: { id: 'center-1' }, key };
  expect(exchange({ ...rename, headers: { 'if-match': '"1"' } }, answer(200))).toEqual([]);
  expect(exchange({ ...rename, headers: { 'if-match': '"2"' } }, answer(200))).toHaveLength(1);
});

test('a refusal of what rests on what there is, is found; not where it was another at any time since the question', async () => {
  const { world, append, exchange } = given(ifMatchKept);
  append('scheduling', 'activity/a', [proposed('a')]);
  await pass(world, 10);
  const mismatch = answer(412, { code: 'revision-mismatch' });
  expect(exchange(revise('"1.1"'), mismatch)).toHaveLength(1);
  expect(exchange(revise('"2.1"'), mismatch)).toEqual([]);
  append('scheduling', 'activity/a', [proposed('a', 2)]);
  expect(exchange(revise('"1.1"'), mismatch)).toEqual([]);
  expect(exchange(revise('"2.1"'), answer(409, { code: 'answer-pending' }))).toEqual([]);
});
