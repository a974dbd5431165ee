import { z } from 'zod';

const MINUTE_MS = 60_000;

/** Activities may start between these instants; outside them a date is a typing error. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

const inRange = (text: string): boolean => {
  const ms = Date.parse(text);
  return ms >= EARLIEST_MS && ms < LATEST_MS;
};

// Offsets are whole minutes, so the seconds as they stand decide.
const WHOLE_MINUTE = /^.{10}T\d\d:\d\d(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * An instant as RFC 3339 text with an explicit offset, on a whole minute, between the years 2000 and 2100.
 * Local times without an offset are refused: nobody can know which minute was meant.
 */
export const Instant = z.iso
  .datetime({
    offset: true,
    error: 'an existing RFC 3339 date and time with its offset, such as 2026-07-01T09:00:00+08:00',
  })
  .refine(inRange, { error: 'a year between 2000 and 2099', abort: true })
  .refine((text) => WHOLE_MINUTE.test(text), { error: 'a whole minute: seconds must be 00' });
export type Instant = z.infer<typeof Instant>;

/** When something was done, as RFC 3339 text of any precision: whoever shows it can read it. Never an order. */
export const Timestamp = z.iso.datetime({ offset: true, error: 'an RFC 3339 timestamp with its offset' });

/** A calendar date in a center's own zone. */
export const LocalDate = z.iso.date({ error: 'an existing date such as 2026-07-01' });
export type LocalDate = z.infer<typeof LocalDate>;

/** Whole minutes since 1970-01-01T00:00Z: the unit every interval is counted in. */
export type Minute = number;

export const minuteOf = (instant: string): Minute => Math.floor(Date.parse(instant) / MINUTE_MS);

/** The instant in UTC, without fractions of a second: `2026-07-01T01:00:00Z`. */
export const instantOf = (minute: Minute): Instant => `${new Date(minute * MINUTE_MS).toISOString().slice(0, 19)}Z`;

/** The same for a clock reading in milliseconds, which may lie inside a minute. */
export const timestampOf = (ms: number): string => new Date(ms).toISOString();

/** A half-open stretch of minutes: `start` is inside, `end` is not, so neighbours with no gap do not overlap. */
export interface Interval {
  readonly start: Minute;
  readonly end: Minute;
}

export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;
