import { expect, test } from '@jest/globals';
import { answer, given, opened, pass } from './given.ts';
import { ordersRefusedRightly } from './orders-refused-rightly.ts';

const DATE = '2026-06-05';
const DAY = `center-day/center-1/${DATE}`;
const refused = (code: string, status = 409) => answer(status, { code });
const open = { operationId: 'openRound', params: { id: 'center-1' }, body: { date: DATE }, key: 'open' };
const publish = { operationId: 'publishRound', params: { id: 'center-1', date: DATE }, key: 'publish' };
const event = (type: string) => ({ type, data: {} });

test('there is no round until one is opened, and there is one for whoever asks then', async () => {
  const { world, append, exchange } = given(ordersRefusedRightly);
  expect(exchange(publish, refused('no-round', 404))).toEqual([]);
  append('room-allocation', DAY, [event('RoundOpened')]);
  await pass(world, 10);
  expect(exchange(publish, refused('no-round', 404))).toEqual([
    `publishRound (demo/publishRound/publish) of ${DAY} was refused as no-round, which was never so`,
  ]);
  const other = { ...publish, params: { id: 'center-1', date: '2026-06-06' } };
  expect(exchange(other, refused('no-round', 404))).toEqual([]);
});

test.each(['RoundPublished', 'RoundGivenUp'])('a round is over when it is: %s', async (type) => {
  const { append, exchange } = given(ordersRefusedRightly);
  append('room-allocation', DAY, [event('RoundOpened')]);
  expect(exchange(publish, refused('round-over'))).toHaveLength(1);
  append('room-allocation', DAY, [event('AllocationGranted'), event(type)]);
  expect(exchange(publish, refused('round-over'))).toEqual([]);
});

test('a round is in the way of another only on a day that has had one', () => {
  const { append, exchange } = given(ordersRefusedRightly);
  expect(exchange(open, refused('round-not-over'))).toHaveLength(1);
  append('room-allocation', DAY, [event('RoundOpened')]);
  expect(exchange(open, refused('round-not-over'))).toEqual([]);
});

test('a day has changed when it has got another round between question and answer', async () => {
  const { world, append, exchange } = given(ordersRefusedRightly);
  append('room-allocation', DAY, [event('RoundOpened'), event('RoundGivenUp')]);
  expect(exchange(publish, refused('day-changed'))).toHaveLength(1);
  append('room-allocation', DAY, [event('RoundOpened')]);
  expect(exchange(publish, refused('day-changed'))).toEqual([]);
  await pass(world, 10);
  expect(exchange(publish, refused('day-changed'))).toHaveLength(1);
});

test('a center is open already when it has been opened', () => {
  const { append, exchange } = given(ordersRefusedRightly);
  const openCenter = { operationId: 'openCenter', body: { id: 'center-1' }, key: 'k' };
  expect(exchange(openCenter, refused('already-open'))).toHaveLength(1);
  append('room-allocation', 'center/center-1', [opened]);
  expect(exchange(openCenter, refused('already-open'))).toEqual([]);
});

test('other refusals are not judged here', () => {
  const { exchange } = given(ordersRefusedRightly);
  expect(exchange(publish, refused('not-in-round'))).toEqual([]);
});
