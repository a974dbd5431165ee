import type { StoredEvent } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { answer, cancelled, demo, given, key, opened, pass, proposed } from './given.ts';
import { nothingLost } from './nothing-lost.ts';

const propose = { operationId: 'proposeActivity', body: { title: 'a' }, key };

test('a command that is acknowledged and in no log is found', () => {
  const { append, exchange } = given(nothingLost);
  expect(exchange(propose, answer(202, { id: 'a' }))).toEqual([
    `${demo('proposeActivity')} was answered 202, and is in no log`,
  ]);
  append('scheduling', 'activity/b', [proposed('b')], { commandId: demo('proposeActivity', 'other') });
  expect(exchange({ ...propose, key: 'other' }, answer(202, { id: 'b' }))).toEqual([]);
});

test('a command that is gone from the log later is found', async () => {
  const { world, view, append, exchange, ended } = given(nothingLost);
  append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') });
  exchange(propose, answer(202, { id: 'a' }));
  expect(await ended()).toEqual([]);
  const emptied = given(nothingLost, view.options);
  emptied.watch.committed?.('scheduling', world.durable.log('scheduling').all()[0]!);
  emptied.exchange(propose, answer(202, { id: 'a' }));
  expect(await emptied.ended(false)).toEqual([
    `${demo('proposeActivity')} was acknowledged, and is not in activity/a any more`,
  ]);
});

test('a repeat that makes something else, or is refused, is found; not where the key was used for something else', () => {
  const { append, exchange } = given(nothingLost);
  append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') });
  expect(exchange(propose, answer(201, { id: 'a' }))).toEqual([]);
  expect(exchange(propose, answer(200, { id: 'a' }))).toEqual([]);
  expect(exchange(propose, answer(201, { id: 'b' }))).toHaveLength(1);
  expect(exchange(propose, answer(409, { code: 'already-proposed' }))).toEqual([
    `${demo('proposeActivity')} was carried out, and repeated it is refused: already-proposed`,
  ]);
  expect(exchange({ ...propose, body: { title: 'b' } }, answer(422, { code: 'command-reused' }))).toEqual([]);
});

test('a repeat that is told of a state before the one that the first was told of is found', () => {
  const { append, exchange } = given(nothingLost);
  const at = (place: string) => answer(201, { id: 'a' }, { 'Huitang-Position': place });
  append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') });
  expect(exchange(propose, at('activity/a@2.0'))).toEqual([]);
  expect(exchange(propose, at('activity/a@10.0'))).toEqual([]);
  expect(exchange(propose, at('activity/b@1.0'))).toEqual([]);
  expect(exchange(propose, at('activity/a@1.1'))).toEqual([
    `${demo('proposeActivity')} was told of activity/a@2.0, and repeated of activity/a@1.1`,
  ]);
});

test('nobody is told no, and nothing done, where nothing was to be done', () => {
  const { append, exchange } = given(nothingLost);
  const cancel = { operationId: 'cancelActivity', params: { id: 'a' }, key };
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(exchange(cancel, answer(200, { id: 'a' }))).toHaveLength(1);
  append('scheduling', 'activity/a', [cancelled('a')]);
  expect(exchange({ ...cancel, key: 'again' }, answer(200, { id: 'a' }))).toEqual([]);
  append('room-allocation', 'center/center-1', [opened]);
  const rename = { operationId: 'renameCenter', params: { id: 'center-1' } };
  const same = { ...rename, body: { name: { zh: '中心', en: 'Center' } }, key: 'same' };
  expect(exchange(same, answer(200, { id: 'center-1' }))).toEqual([]);
  const other = { ...rename, body: { name: { zh: '别的', en: 'Other' } }, key: 'other' };
  expect(exchange(other, answer(200, { id: 'center-1' }))).toHaveLength(1);
  expect(exchange(same, answer(409, { code: 'version-mismatch' }))).toHaveLength(1);
});

test('what was so when it was asked for first is told so later, when it is not so any more', async () => {
  const { world, append, exchange } = given(nothingLost);
  const rename = (name: string, key: string) => ({
    operationId: 'renameCenter',
    params: { id: 'center-1' },
    body: { name: { zh: name, en: name } },
    key,
  });
  const renamed = (name: string): StoredEvent => ({
    type: 'CenterRenamed',
    data: { centerId: 'center-1', name: { zh: name, en: name }, displayRevision: 1 },
  });
  append('room-allocation', 'center/center-1', [opened]);
  append('room-allocation', 'center/center-1', [renamed('甲')]);
  await pass(world, 1_000);
  // Its answer is lost.
  exchange(rename('甲', 'same'));
  await pass(world, 1_000);
  append('room-allocation', 'center/center-1', [renamed('乙')]);
  expect(exchange(rename('甲', 'late'), answer(200, { id: 'center-1' }))).toHaveLength(1);
  expect(exchange(rename('甲', 'same'), answer(200, { id: 'center-1' }))).toEqual([]);
  expect(exchange(rename('甲', 'same'), answer(200, { id: 'center-1' }))).toEqual([]);
});

test('what was so already, and is done when it is asked for once more, is found', () => {
  const { append, exchange } = given(nothingLost);
  const cancel = { operationId: 'cancelActivity', params: { id: 'a' }, key };
  append('scheduling', 'activity/a', [proposed('a'), cancelled('a')]);
  expect(exchange(cancel, answer(200, { id: 'a' }))).toEqual([]);
  expect(append('scheduling', 'activity/a', [cancelled('a')], { commandId: demo('cancelActivity') })).toEqual([
    `${demo('cancelActivity')} was so already when it was asked for, and is carried out later`,
  ]);
});
