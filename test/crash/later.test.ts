import { expect, test } from '@jest/globals';
import type { Activity } from './documents.ts';
import { notLater } from './later.ts';

const owed: Activity = { id: 'a', status: 'proposed', revision: 1, awaitsAnswer: true, announced: false, title: 'A' };
const allocation = { revision: 1, title: 'A', start: '09:00', end: '10:00', claims: [] };
const confirmed: Activity = { ...owed, status: 'confirmed', awaitsAnswer: false, allocation };
const declined: Activity = { ...owed, status: 'declined', awaitsAnswer: false };
const revised: Activity = { ...confirmed, revision: 2, awaitsAnswer: true, title: 'B' };
const movable: Activity = { ...confirmed, window: { starts: ['09:00', '09:30'] } };
const at = (start: string) => ({ allocation: { ...allocation, start } });
const cancelled: Activity = { ...confirmed, status: 'cancelled' };

test.each([
  ['the same', owed, owed],
  ['confirmed', owed, confirmed],
  ['declined', owed, declined],
  ['revised', confirmed, revised],
  ['cancelled', revised, { ...cancelled, revision: 2 }],
  ['moved within what it offered', movable, { ...confirmed, ...at('09:30') }],
])('what was acknowledged may later be %s', (_, said, now) => {
  expect(notLater(said, now)).toBeUndefined();
});

test.each([
  ['lose its answer', confirmed, owed],
  ['lose a revision', revised, confirmed],
  ['come back when it was cancelled', cancelled, confirmed],
  ['be answered the other way', confirmed, declined],
  ['be given another time', confirmed, { ...confirmed, ...at('09:30') }],
  ['be given a time beyond what it offered', movable, { ...movable, ...at('10:00') }],
  ['have another title', owed, { ...owed, title: 'Z' }],
  ['be another activity', owed, { ...owed, id: 'b' }],
])('what was acknowledged may not %s', (_, said, now) => {
  expect(notLater(said, now)).not.toBeUndefined();
});
