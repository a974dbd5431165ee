import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Booking,
  emptyLine,
  enter,
  isTaken,
  type Line,
  leave,
  overlapping,
} from '../../../src/domain/allocator/line.ts';
import { everyInterval, type Stretch, shareAMinute } from '../support/minutes.ts';

const TICKS = 7;
const all = everyInterval(TICKS);

const booking = ({ start, end }: Stretch, owner = 0): Booking => ({ resource: 0, start, end, count: 1, owner });

function lineOf(bookings: readonly Booking[]): Line {
  const line = emptyLine();
  for (const one of bookings) enter(line, one);
  return line;
}

describe('a line of bookings', () => {
  test('is taken exactly where a booking shares a minute: all pairs of bookings and all intervals of seven ticks', () => {
    const wrong = all.flatMap((a) =>
      all.flatMap((b) => {
        const line = lineOf([booking(a), booking(b, 1)]);
        return all.filter(
          (asked) => isTaken(line, asked.start, asked.end) !== (shareAMinute(a, asked) || shareAMinute(b, asked)),
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('tells who has it exactly as counting minutes does: all pairs of bookings and all intervals', () => {
    const wrong = all.flatMap((a) =>
      all.flatMap((b) => {
        const line = lineOf([booking(a), booking(b, 1)]);
        return all.filter((asked) => {
          const owners = overlapping(line, asked.start, asked.end).map(({ owner }) => owner);
          const expected = [...(shareAMinute(a, asked) ? [0] : []), ...(shareAMinute(b, asked) ? [1] : [])];
          return owners.sort().join() !== expected.join();
        });
      }),
    );
    expect(wrong).toEqual([]);
  });

  const bookings = fc.array(
    fc
      .record({ start: fc.nat(9), length: fc.integer({ min: 1, max: 5 }), owner: fc.nat(3) })
      .map(({ start, length, owner }) => booking({ start, end: start + length }, owner)),
    { maxLength: 8 },
  );

  test('is in the same order however it came about', () => {
    fc.assert(
      fc.property(
        bookings.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          expect(lineOf(shuffled).bookings).toEqual(lineOf(some).bookings);
        },
      ),
    );
  });

  test('is as it was when what was entered has left again', () => {
    fc.assert(
      fc.property(bookings, bookings, (before, others) => {
        const line = lineOf(before);
        for (const other of others) enter(line, other);
        for (const other of others) leave(line, other);
        expect(line.bookings).toEqual(lineOf(before).bookings);
      }),
    );
  });
});
