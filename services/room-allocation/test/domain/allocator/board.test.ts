import { describe, expect, test } from '@jest/globals';
import { boardOf, isAllowed, isClosed, isFree } from '../../../src/domain/allocator/board.ts';
import { at, during, kit, problem, room, taken } from '../support/given.ts';

const board = boardOf(
  problem({
    rooms: [room('hall'), room('studio')],
    pools: [kit('chairs', 40)],
    closures: [{ resourceId: 'studio', ...during('14:00', '15:00') }, { ...during('18:00', '19:00') }],
    commitments: [
      taken('hall', during('09:00', '10:00')),
      taken('chairs', during('09:00', '10:00'), { count: 30 }),
      taken('chairs', during('11:00', '12:00'), { count: 20 }),
      taken('elsewhere', during('09:00', '10:00')),
    ],
    policy: { within: during('04:00', '28:00') },
  }),
  0,
);
const [hall, studio, chairs] = [0, 1, 2];

describe('a board', () => {
  test('is closed where the resource or the whole center is, and in no minute beside it', () => {
    const closed = (resource: number, from: string, to: string) => isClosed(board, resource, at(from), at(to));
    expect([closed(studio, '13:00', '14:00'), closed(studio, '13:00', '14:01')]).toEqual([false, true]);
    expect([closed(studio, '14:59', '16:00'), closed(studio, '15:00', '16:00')]).toEqual([true, false]);
    expect([closed(hall, '14:00', '15:00'), closed(hall, '18:30', '18:31')]).toEqual([false, true]);
  });

  test('allows nothing beyond its bounds, to the minute', () => {
    const allowed = (from: string, to: string) => isAllowed(board, hall, at(from), at(to));
    expect([allowed('04:00', '05:00'), allowed('03:59', '05:00')]).toEqual([true, false]);
    expect([allowed('27:00', '28:00'), allowed('27:00', '28:01')]).toEqual([true, false]);
  });

  test('has a room free where nobody has it, neighbours not among them', () => {
    const free = (from: string, to: string) => isFree(board, hall, at(from), at(to), 1);
    expect([free('08:00', '09:00'), free('08:00', '09:01')]).toEqual([true, false]);
    expect([free('10:00', '11:00'), free('09:59', '11:00')]).toEqual([true, false]);
  });

  test('has as many of a resource as nobody has taken, to the last one', () => {
    const free = (count: number, from: string, to: string) => isFree(board, chairs, at(from), at(to), count);
    expect([free(10, '09:30', '11:00'), free(11, '09:30', '11:00')]).toEqual([true, false]);
    expect([free(40, '10:00', '11:00'), free(41, '10:00', '11:00')]).toEqual([true, false]);
    // Fifty are taken in all, but never more than thirty at a time.
    expect([free(10, '09:00', '12:00'), free(11, '09:00', '12:00')]).toEqual([true, false]);
  });
});
