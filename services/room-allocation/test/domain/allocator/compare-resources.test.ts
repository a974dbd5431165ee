import type { Person } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Board, boardOf, place, undoTo } from '../../../src/domain/allocator/board.ts';
import { compareResources } from '../../../src/domain/allocator/compare-resources.ts';
import { at, during, person, problem, room, taken } from '../support/given.ts';

const [first, second] = [0, 1];
const boardWith = (...commitments: readonly ReturnType<typeof taken>[]): Board =>
  boardOf(problem({ rooms: [room('hall'), room('studio')], commitments }), 1);
const order = (board: Board): number => Math.sign(compareResources(board, first, second));

test('of rooms alike what is taken first comes earlier, what is never taken last, and names decide the rest', () => {
  const nine = during('09:00', '10:00');
  expect(order(boardWith())).toBe(-1);
  expect(order(boardWith(taken('studio', nine)))).toBe(1);
  expect(order(boardWith(taken('hall', during('09:30', '10:00')), taken('studio', nine)))).toBe(1);
  expect(order(boardWith(taken('hall', during('09:00', '10:01')), taken('studio', nine)))).toBe(1);
  expect(order(boardWith(taken('hall', nine), taken('hall', during('11:00', '12:00')), taken('studio', nine)))).toBe(1);
  expect(order(boardWith(taken('hall', nine), taken('studio', nine)))).toBe(-1);
});

test('what fewer could need comes later, and what takes longer to set up, whatever their names', () => {
  const ofRooms = (...rooms: ReturnType<typeof room>[]) => order(boardOf(problem({ rooms }), 1));
  expect(ofRooms(room('a', { features: ['flag'] }), room('b'))).toBe(1);
  expect(ofRooms(room('a', { setupMinutes: 10 }), room('b', { teardownMinutes: 5 }))).toBe(1);
  const ofPeople = (...pools: Person[]) => order(boardOf(problem({ pools }), 1));
  expect(ofPeople(person('a', { skills: ['language:en'] }), person('b'))).toBe(1);
  expect(ofPeople(person('a', { teardownMinutes: 10 }), person('b', { setupMinutes: 5 }))).toBe(1);
});

test('a room that somebody was given and gave back comes where it came before', () => {
  const before = boardWith(taken('hall', during('09:00', '10:00')));
  const board = boardWith(taken('hall', during('09:00', '10:00')));
  const booking = { resource: second, ...during('11:00', '12:00'), count: 1, owner: 0 };
  place(board, 0, { start: booking.start, bookings: [booking], cost: 0 });
  undoTo(board, 0);
  expect([order(before), order(board)]).toEqual([-1, -1]);
});

test('whatever is taken of them, resources come in one order', () => {
  const rooms = ['a', 'b', 'c', 'd'].map((id) => room(id));
  const booked = fc
    .tuple(fc.constantFrom(...rooms), fc.nat(2), fc.integer({ min: 1, max: 2 }))
    .map(([{ id }, from, minutes]) => taken(id, { start: at('09:00') + from, end: at('09:00') + from + minutes }));
  fc.assert(
    fc.property(
      fc.array(booked, { maxLength: 6 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      (given, mixed) => {
        const board = boardOf(problem({ rooms, commitments: given }), 1);
        const compare = (a: number, b: number): number => compareResources(board, a, b);
        const sorted = [...mixed].sort(compare);
        for (const [place, one] of sorted.entries()) {
          for (const later of sorted.slice(place + 1)) expect(compare(one, later)).toBeLessThan(0);
        }
        expect([0, 1, 2, 3].sort(compare)).toEqual(sorted);
      },
    ),
  );
});
