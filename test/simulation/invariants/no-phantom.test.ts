import { expect, test } from '@jest/globals';
import { answer, confirmed, demo, given, granted, key, proposed } from './given.ts';
import { noPhantom } from './no-phantom.ts';

const propose = { operationId: 'proposeActivity', body: {}, key };

test('a commit that nobody asked for is found', () => {
  const { append, exchange } = given(noPhantom);
  exchange(propose);
  expect(append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') })).toEqual([]);
  expect(append('scheduling', 'activity/b', [proposed('b')], { commandId: demo('proposeActivity', 'x') })).toHaveLength(
    1,
  );
});

test('a commit whose cause is an event that never was is found', () => {
  const { append, exchange } = given(noPhantom);
  exchange(propose);
  append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') });
  const service = { principal: 'service:room-allocation' };
  const day = 'center-day/center-1/2026-06-03';
  expect(append('room-allocation', day, [granted('a')], { ...service, causationId: 'activity/a@1.0' })).toEqual([]);
  expect(append('scheduling', 'activity/a', [confirmed('a')], { ...service, causationId: `${day}@2.0` })).toEqual([
    `activity/a@2 stems from event ${day}@2.0, which never was`,
  ]);
});

test('whoever settles a hold needs the wish that it was for', () => {
  const { append } = given(noPhantom);
  const settled = { principal: 'service:room-allocation', commandId: 'release/a/1' };
  const event = { type: 'LegReleased', data: {} };
  expect(append('room-allocation', 'center-day/center-1/2026-06-03', [event], settled)).toHaveLength(1);
  append('room-allocation', 'allocation/a', [{ type: 'AllocationSought', data: {} }]);
  expect(append('room-allocation', 'center-day/center-1/2026-06-04', [event], settled)).toEqual([]);
});

test('a command that is refused, and in the log, is found', () => {
  const { append, exchange } = given(noPhantom);
  exchange(propose);
  append('scheduling', 'activity/a', [proposed('a')], { commandId: demo('proposeActivity') });
  expect(exchange(propose, answer(409, { code: 'no' }))).toEqual([
    `${demo('proposeActivity')} was refused (no), and is in the log`,
  ]);
  expect(exchange({ ...propose, key: 'other' }, answer(409, { code: 'no' }))).toEqual([]);
  expect(exchange({ ...propose, body: { other: true } }, answer(422, { code: 'command-reused' }))).toEqual([]);
});

test('a step of a round needs somebody who opened it; closed by hand, somebody who had it published', () => {
  const { append, exchange } = given(noPhantom);
  const day = 'center-day/center-1/2026-06-03';
  const closed = { type: 'RoundClosed', data: { number: 1 } };
  const own = { principal: 'service:room-allocation', commandId: 'round/1/close' };
  expect(append('room-allocation', day, [closed], own)).toHaveLength(1);
  const open = { operationId: 'openRound', params: { id: 'center-1' }, body: {}, key };
  exchange(open);
  const opened = { type: 'RoundOpened', data: { number: 1 } };
  append('room-allocation', day, [opened], { commandId: demo('openRound') });
  expect(append('room-allocation', day, [closed], own)).toEqual([]);
  expect(append('room-allocation', day, [closed], { ...own, commandId: 'round/2/close' })).toHaveLength(1);
  const byHand = { commandId: 'round/1/close' };
  expect(append('room-allocation', day, [closed], byHand)).toHaveLength(1);
  exchange({ operationId: 'publishRound', params: { id: 'center-1', date: '2026-06-03' }, key });
  expect(append('room-allocation', day, [closed], byHand)).toEqual([]);
});
