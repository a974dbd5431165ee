import type { Random } from '@huitang/engine-simulated';

/** When a world begins, and what its centers' clocks show. */
export interface Era {
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly timeZone: string;
}

/** A day like any other, far from everything that clocks trip over. */
export const ordinary: Era = { startMs: Date.UTC(2026, 5, 1, 1), timeZone: 'Asia/Shanghai' };

/** Each begins a day or two before something happens to clocks or calendars: activities lie around it. */
const unusual: readonly Era[] = [
  // Holidays, and hours of their own.
  { startMs: Date.UTC(2026, 5, 17, 1), timeZone: 'Asia/Shanghai' },
  // An hour that is not there, an hour that comes twice, half an hour that does.
  { startMs: Date.UTC(2026, 2, 27, 20), timeZone: 'Europe/Berlin' },
  { startMs: Date.UTC(2026, 9, 30, 3), timeZone: 'America/New_York' },
  { startMs: Date.UTC(2026, 3, 3, 2), timeZone: 'Australia/Lord_Howe' },
  // A leap day, the end of a year, the end of 32 bits of seconds.
  { startMs: Date.UTC(2028, 1, 27, 5), timeZone: 'Asia/Shanghai' },
  { startMs: Date.UTC(2026, 11, 30, 9), timeZone: 'Asia/Kathmandu' },
  { startMs: Date.UTC(2038, 0, 19, 3, 10), timeZone: 'Asia/Shanghai' },
];

export const drawEra = (dice: Random): Era => (dice.chance(0.5) ? ordinary : dice.pick(unusual));
