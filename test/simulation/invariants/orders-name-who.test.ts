import { expect, test } from '@jest/globals';
import { announcedClosure, displaced, given, liftedClosure, proposed } from './given.ts';
import { ordersNameWho } from './orders-name-who.ts';

const found = (event: { readonly type: string; readonly data: unknown }) =>
  given(ordersNameWho).append('room-allocation', 'center/center-1', [event]);

test('an order with its name and its reason, and a wish that nobody ordered, are well', () => {
  for (const event of [announcedClosure(), liftedClosure(), displaced('a'), proposed('a')])
    expect(found(event)).toEqual([]);
});

test.each([
  ['nobody', undefined],
  ['somebody who is nobody', { by: '', reason: '灯具检修' }],
  ['whoever was displaced', { by: 'branch-1', reason: '灯具检修' }],
  ['staff without a reason', { by: 'demo', reason: ' ' }],
])('a closure, and what it displaces, by %s is found', (_, ordered) => {
  expect(found(announcedClosure({ ordered }))).toHaveLength(1);
  expect(found(displaced('a', undefined, { ordered }))).toHaveLength(1);
});

test('a wish that says it was ordered says by whom', () => {
  const { type, data } = proposed('a');
  expect(found({ type, data: { ...(data as object), ordered: { by: 'x', reason: 'y' } } })).toHaveLength(1);
});
