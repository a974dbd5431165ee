import type { Commit } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { cancelled, confirmed } from './given.ts';
import { lettersOf, stillTrue } from './letters.ts';

interface Told {
  readonly type: string;
  readonly data: object;
}

/** What `given.ts` makes are objects. */
const given = confirmed('a', 1) as Told;
const place = (type: string, version: number, change: object = {}): Told => ({
  type,
  data: { ...given.data, allocationVersion: version, announced: false, ...change },
});
const displaced = place('ActivityDisplaced', 2);
const accepted = place('ActivityAnnounced', 2, { announced: true, wasDisplaced: true });
const unplaced = place('ActivityUnplaced', 2);
const refused: Told = { type: 'ActivityRevisionDeclined', data: { ...given.data, revision: 2 } };

const commits = (...events: Told[]): Commit[] => [{ events } as unknown as Commit];
const keysOf = (...events: Told[]): string[] =>
  stillTrue(commits(...events)).map(({ key }) => key.replace('/organization/branch-1', ''));

test('of what was displaced only that is owed, once it is accepted only the announcement with its reminders', () => {
  expect(keysOf(given, displaced)).toEqual(['a/1.2/displaced']);
  expect(keysOf(given, displaced, accepted)).toEqual(['a/1.2/announced', 'a/1.2/reminder-day', 'a/1.2/reminder-hour']);
  expect(keysOf(given, refused, displaced)).toEqual(['a/1.2/displaced', 'a/2/revision-declined']);
});

test('of what has lost its place only that is owed, and not that something stays', () => {
  expect(keysOf(given, displaced, unplaced)).toEqual(['a/1/unplaced']);
  expect(keysOf(given, refused, unplaced)).toEqual(['a/1/unplaced']);
});

test('of what nobody is to be told nothing follows', () => {
  const silent = { ...given, data: { ...given.data, notify: false } };
  expect(lettersOf({ events: [silent, cancelled('a')] } as unknown as Commit).map(({ message }) => message)).toEqual([
    'cancelled',
  ]);
});
