import { expect, test } from '@jest/globals';
import { ownerOf } from '../src/service-names.ts';

test.each([
  ['activity/a', 'scheduling'],
  ['center/tianping', 'room-allocation'],
  ['center-day/tianping/2026-07-01', 'room-allocation'],
  ['center-ids/tianping', 'room-allocation'],
  ['allocation/a', 'room-allocation'],
  ['quota/branch', 'room-allocation'],
  ['quota/branch/2026-07', 'room-allocation'],
])('%s is in the log of %s', (stream, owner) => {
  expect(ownerOf(stream)).toBe(owner);
});

test.each(['', 'nobody/a', 'constructor/a'])('a stream %j that nobody owns is refused', (stream) => {
  expect(() => ownerOf(stream)).toThrow(`${stream} belongs to no service`);
});
