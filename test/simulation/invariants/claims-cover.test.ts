import { expect, test } from '@jest/globals';
import { claimsCover } from './claims-cover.ts';
import { claim, given, granted, opened, proposed } from './given.ts';

const claimed = (start: string, end: string, change: object = {}) =>
  granted('a', 1, { claims: [{ ...claim, start, end, ...change }] });

test('a claim without the setup or the teardown of its room is found', () => {
  const { append } = given(claimsCover);
  append('room-allocation', 'center/center-1', [opened]);
  const day = (event: ReturnType<typeof claimed>) =>
    append('room-allocation', 'center-day/center-1/2026-06-03', [event]);
  expect(day(claimed('2026-06-03T08:50:00Z', '2026-06-03T10:05:00Z'))).toEqual([]);
  expect(day(claimed('2026-06-03T08:51:00Z', '2026-06-03T10:05:00Z'))).toHaveLength(1);
  expect(day(claimed('2026-06-03T08:50:00Z', '2026-06-03T10:04:00Z'))).toHaveLength(1);
  expect(day(claimed('2026-06-03T09:00:00Z', '2026-06-03T10:00:00Z', { role: 'kit' }))).toEqual([]);
});

test('the room counts as it was when it was decided', () => {
  const { append } = given(claimsCover);
  append('room-allocation', 'center/center-1', [opened]);
  const resource = { type: 'room', id: 'hall', name: claim.name, capacity: 50, setupMinutes: 60, teardownMinutes: 5 };
  append('room-allocation', 'center/center-1', [{ type: 'ResourceChanged', data: { centerId: 'center-1', resource } }]);
  const claims = [{ ...claim, start: '2026-06-03T08:50:00Z', end: '2026-06-03T10:05:00Z' }];
  const day = 'center-day/center-1/2026-06-03';
  expect(append('room-allocation', day, [granted('a', 1, { claims, centerVersion: 1 })])).toEqual([]);
  expect(append('room-allocation', day, [granted('b', 1, { claims, centerVersion: 2 })])).toHaveLength(1);
});

test('a room that is taken as it is found has no setup before it, and its teardown all the same', () => {
  const { append } = given(claimsCover);
  append('room-allocation', 'center/center-1', [opened]);
  const { type, data } = proposed('a');
  append('scheduling', 'activity/a', [
    { type, data: { kind: { id: 'k' }, ...(data as object), wish: { asFound: true } } },
  ]);
  const day = (event: ReturnType<typeof claimed>) =>
    append('room-allocation', 'center-day/center-1/2026-06-03', [event]);
  expect(day(claimed('2026-06-03T09:00:00Z', '2026-06-03T10:05:00Z'))).toEqual([]);
  expect(day(claimed('2026-06-03T09:00:00Z', '2026-06-03T10:04:00Z'))).toHaveLength(1);
});
