import { type Barred as BarredToTell, instantOf, minuteOf } from '@huitang/contracts';
import type { Barred } from './allocator/barred.ts';

/** What a request may not have, as events tell it. */
export const barredToTell = (barred: readonly Barred[]): BarredToTell[] =>
  barred.map(({ startsBefore, startsAfter, ...always }) => ({
    ...always,
    ...(startsBefore !== undefined && { startsBefore: instantOf(startsBefore) }),
    ...(startsAfter !== undefined && { startsAfter: instantOf(startsAfter) }),
  }));

export const barredFromTold = (barred: readonly BarredToTell[]): readonly Barred[] =>
  barred.map(({ startsBefore, startsAfter, ...always }) => ({
    ...always,
    ...(startsBefore !== undefined && { startsBefore: minuteOf(startsBefore) }),
    ...(startsAfter !== undefined && { startsAfter: minuteOf(startsAfter) }),
  }));
