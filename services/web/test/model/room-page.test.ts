import { expect, test } from '@jest/globals';
import { roomPage } from '../../src/model/room-page.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `room-${index + 1}`);

test('every room is on exactly one page, in the center’s order, for every number of rooms and pages', () => {
  for (let count = 0; count <= 9; count += 1) {
    const { pages } = roomPage(ids(count), 4);
    const all = Array.from({ length: pages }, (_, index) => [...roomPage(ids(count), 4, index + 1).ids]);
    expect([count, all.flat()]).toEqual([count, ids(count)]);
    expect(Math.max(...all.map((page) => page.length))).toBeLessThanOrEqual(4);
  }
});

test('a page says which of how many it has; one beyond the last is the last', () => {
  expect(roomPage(ids(9), 4, 2)).toMatchObject({ number: 2, pages: 3, first: 5, last: 8, total: 9 });
  expect(roomPage(ids(9), 4, 7)).toMatchObject({ number: 3, first: 9, last: 9 });
});
