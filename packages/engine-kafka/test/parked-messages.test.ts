import { expect, test } from '@jest/globals';
import { parkedMessagesIn } from '../src/parked-messages.ts';
import { memoryRecords } from './memory-records.ts';

const id = { group: 'group', generation: '' };
const next = { group: 'group', generation: 'next' };

const message = (offset: number) => ({ topic: 't', partition: 0, offset, body: `{"n":${offset}}` });

const offsetsOf = (messages: readonly { readonly offset: number }[]): number[] => messages.map(({ offset }) => offset);

test('messages come back in the order of their offsets, also beyond a power of ten', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  await parked.park(id, 'a', [message(9), message(10), message(100)], 'never');
  await parked.park(id, 'a', [message(2)], null);
  expect(offsetsOf(await parked.messages(id, 'a'))).toEqual([2, 9, 10, 100]);
});

test('no subject, group or generation has messages of another whose name begins alike', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  await parked.park(id, 'a', [message(1)], 'x');
  await parked.park(id, 'a/b', [message(2)], 'x');
  await parked.park({ group: 'group/a', generation: '' }, 'a', [message(3)], 'x');
  await parked.park(next, 'a', [message(4)], 'x');
  expect(offsetsOf(await parked.messages(id, 'a'))).toEqual([1]);
  expect(new Set((await parked.subjects(id)).map(({ subject }) => subject))).toEqual(new Set(['a', 'a/b']));
});

test('what joins parked messages neither changes why nor takes back that they were set free', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  await parked.park(id, 'a', [message(1)], 'never');
  await parked.release(id, 'a');
  await parked.park(id, 'a', [message(2)], null);
  expect(await parked.subjects(id)).toMatchObject([{ error: 'never', released: true }]);
});

test('what fails again is parked again', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  await parked.park(id, 'a', [message(1)], 'never');
  await parked.release(id, 'a');
  await parked.park(id, 'a', [message(1)], 'still not');
  expect(await parked.subjects(id)).toMatchObject([{ error: 'still not', released: false }]);
});

test('with its last message the subject is gone', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  await parked.park(id, 'a', [message(1), message(2)], 'never');
  await parked.unpark(id, 'a', message(1));
  expect(await parked.subjects(id)).toHaveLength(1);
  await parked.unpark(id, 'a', message(2));
  expect(await parked.subjects(id)).toEqual([]);
});

test('forgetting a group forgets all its generations and no other group', async () => {
  const parked = parkedMessagesIn(memoryRecords());
  for (const one of [id, next, { group: 'group-2', generation: '' }]) await parked.park(one, 'a', [message(1)], 'x');
  await parked.forget('group');
  expect((await parked.subjects()).map(({ group }) => group)).toEqual(['group-2']);
  expect(await parked.messages(next, 'a')).toEqual([]);
});
