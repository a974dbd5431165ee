import type { Commit, StoredEvent } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import type { View } from './invariant.ts';
import { noDoubleBooking } from './no-double-booking.ts';

// It looks at nothing but commits.
const view = {} as View;

const commit = (stream: string, ...events: StoredEvent[]): Commit => ({
  stream,
  version: 1,
  events,
  at: '2026-06-01T00:00:00.000Z',
  commandId: 'c',
  bodyHash: 'h',
  causationId: null,
  principal: 'tester',
  previous: null,
  partitionKey: 'center-1',
});

const at = (hour: number): string => `2026-06-03T${String(hour).padStart(2, '0')}:00:00Z`;

interface Asked {
  readonly revision?: number;
  readonly resourceId?: string;
  readonly count?: number;
}

const granted = (activityId: string, from: number, to: number, asked: Asked = {}): StoredEvent => {
  const { revision = 1, resourceId = 'hall', count = 1 } = asked;
  return {
    type: 'AllocationGranted',
    data: { activityId, revision, claims: [{ resourceId, start: at(from), end: at(to), count }] },
  };
};

const released = (activityId: string, upToRevision: number): StoredEvent => ({
  type: 'AllocationReleased',
  data: { activityId, upToRevision },
});

const displaced = (activityId: string, held?: readonly [from: number, to: number]): StoredEvent => ({
  type: 'AllocationDisplaced',
  data: {
    activityId,
    revision: 1,
    ...(held && { held: { claims: [{ resourceId: 'hall', start: at(held[0]), end: at(held[1]), count: 1 }] } }),
  },
});

const added = (resource: object): StoredEvent => ({ type: 'ResourceAdded', data: { resource } });

const DAY = 'center-day/center-1/2026-06-03';

/** What is found in a row of commits of one day. */
function findingsIn(...commits: Commit[]): number {
  const watch = noDoubleBooking.watch(view);
  return commits.flatMap((one) => watch.committed?.('room-allocation', one) ?? []).length;
}

test('two activities that hold a room at the same time are found, also for a minute', () => {
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit(DAY, granted('b', 10, 12)))).toBe(1);
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit('allocation/b', granted('b', 8, 12)))).toBe(1);
});

test('neighbours, other rooms, other services and what was released are no double booking', () => {
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit(DAY, granted('b', 11, 12)))).toBe(0);
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit(DAY, granted('b', 9, 11, { resourceId: 'garden' })))).toBe(
    0,
  );
  expect(
    findingsIn(commit(DAY, granted('a', 9, 11)), commit(DAY, released('a', 1)), commit(DAY, granted('b', 9, 11))),
  ).toBe(0);
  const watch = noDoubleBooking.watch(view);
  for (const id of ['a', 'b']) expect(watch.committed?.('scheduling', commit(DAY, granted(id, 9, 11)))).toEqual([]);
});

test('a release of an earlier revision frees nothing of a later one', () => {
  const later = granted('a', 9, 11, { revision: 2 });
  expect(findingsIn(commit(DAY, later), commit(DAY, released('a', 1)), commit(DAY, granted('b', 9, 11)))).toBe(1);
});

test('a newer answer takes the place of the earlier one, and is no rival of itself', () => {
  const moved = granted('a', 10, 12, { revision: 2 });
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit(DAY, moved), commit(DAY, granted('b', 9, 10)))).toBe(0);
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), commit('allocation/a', moved))).toBe(0);
});

test('whoever is displaced has left before others come, and what is held instead is taken', () => {
  const order = (...held: [] | [readonly [number, number]]) =>
    commit(DAY, granted('b', 9, 11), displaced('a', ...held));
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), order())).toBe(0);
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), order([11, 13]))).toBe(0);
  expect(findingsIn(commit(DAY, granted('a', 9, 11)), order([10, 12]))).toBe(1);
});

test('of kit there is as much as there is, however the hours overlap', () => {
  const kit = added({ id: 'chairs', type: 'kit', count: 10 });
  const chairs = (id: string, from: number, to: number, count: number) =>
    commit(DAY, granted(id, from, to, { resourceId: 'chairs', count }));
  expect(findingsIn(commit('center/c', kit), chairs('a', 9, 11, 4), chairs('b', 10, 12, 6))).toBe(0);
  expect(findingsIn(commit('center/c', kit), chairs('a', 9, 11, 4), chairs('b', 10, 12, 7))).toBe(1);
  expect(
    findingsIn(commit('center/c', kit), chairs('a', 9, 10, 6), chairs('b', 11, 12, 6), chairs('c', 9, 12, 4)),
  ).toBe(0);
  expect(
    findingsIn(commit('center/c', kit), chairs('a', 9, 10, 6), chairs('b', 11, 12, 6), chairs('c', 9, 12, 5)),
  ).toBe(1);
});

test('what a day gives an activity takes the place of what it had there, and of nothing on other days', () => {
  const opening: StoredEvent = {
    type: 'CenterOpened',
    data: { profile: { id: 'center-1', dayBoundaryMinutes: 240, resources: [] }, standardOffsetMinutes: 480 },
  };
  const claims = [{ resourceId: 'hall', start: at(10), end: '2026-06-04T10:00:00Z', count: 1 }];
  const long: StoredEvent = { type: 'AllocationGranted', data: { activityId: 'a', revision: 1, claims } };
  const moved = granted('a', 6, 7, { revision: 2 });
  const begun = [commit('center/center-1', opening), commit('allocation/a', long), commit(DAY, moved)];
  expect(findingsIn(...begun, commit(DAY, granted('b', 12, 19)))).toBe(0);
  // The day ends at four in the morning, eight hours ahead of UTC.
  expect(findingsIn(...begun, commit('center-day/center-1/2026-06-04', granted('b', 20, 21)))).toBe(1);
  expect(findingsIn(...begun.slice(0, 2), commit(DAY, granted('b', 12, 19)))).toBe(1);
});
