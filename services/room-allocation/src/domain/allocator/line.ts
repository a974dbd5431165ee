import type { Interval, Minute } from '@huitang/contracts';

/** One resource taken for one half-open interval, buffers included; resource and owner are numbers of the board. */
export interface Booking extends Interval {
  readonly resource: number;
  readonly count: number;
  readonly owner: number;
}

/** What is taken of one resource, sorted by start, then by owner and end: taken out and put back, it is as it was. */
export interface Line {
  readonly bookings: Booking[];
  /** Their starts once more, side by side: most of all time goes into finding a place in them. */
  readonly starts: Minute[];
  /** No booking is longer: how far before an interval one may begin that reaches into it. */
  longest: number;
}

export const emptyLine = (): Line => ({ bookings: [], starts: [], longest: 0 });

const isBefore = (a: Booking, b: Booking): boolean =>
  a.start !== b.start ? a.start < b.start : a.owner !== b.owner ? a.owner < b.owner : a.end < b.end;

/** The place of the first booking that might reach into an interval from `start` on. */
export function firstReaching({ starts, longest }: Line, start: Minute): number {
  const from = start - longest;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function enter(line: Line, booking: Booking): void {
  const { bookings, starts } = line;
  const length = booking.end - booking.start;
  if (length > line.longest) line.longest = length;
  let place = bookings.length;
  bookings.push(booking);
  starts.push(booking.start);
  for (; place > 0; place -= 1) {
    const before = bookings[place - 1];
    if (!before || !isBefore(booking, before)) break;
    bookings[place] = before;
    starts[place] = before.start;
  }
  bookings[place] = booking;
  starts[place] = booking.start;
}

/** Takes out what was entered: that very booking. */
export function leave(line: Line, booking: Booking): void {
  const { bookings, starts } = line;
  let place = firstReaching(line, booking.start);
  while (place < bookings.length && bookings[place] !== booking) place += 1;
  for (; place < bookings.length - 1; place += 1) {
    const next = bookings[place + 1];
    if (!next) break;
    bookings[place] = next;
    starts[place] = next.start;
  }
  bookings.pop();
  starts.pop();
}

/** True when anybody has it in any minute of the interval. */
export function isTaken(line: Line, start: Minute, end: Minute): boolean {
  for (let place = firstReaching(line, start); ; place += 1) {
    const booking = line.bookings[place];
    if (!booking || booking.start >= end) return false;
    if (booking.end > start) return true;
  }
}

export function overlapping(line: Line, start: Minute, end: Minute): readonly Booking[] {
  const found: Booking[] = [];
  for (let place = firstReaching(line, start); ; place += 1) {
    const booking = line.bookings[place];
    if (!booking || booking.start >= end) return found;
    if (booking.end > start) found.push(booking);
  }
}
