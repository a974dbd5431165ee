import { z } from 'zod';
import { Bilingual } from './text.ts';
import { LocalDate } from './time.ts';

/** Minutes after local midnight, half-open; `to` may pass 1440 for hours that run over midnight. */
export const OpenSpan = z
  .strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(2880) })
  .refine((span) => span.from < span.to, { error: 'from before to' });
export type OpenSpan = z.infer<typeof OpenSpan>;

/** Seven lists of spans, Monday first. */
export const WeeklyHours = z.array(z.array(OpenSpan).max(6)).length(7);
export type WeeklyHours = z.infer<typeof WeeklyHours>;

/** Which years' statutory holidays a center follows: a country's code, `CN`. */
export const HolidayCalendarId = z.string().regex(/^[A-Z]{2}$/, 'a country by its two letters, such as CN');
export type HolidayCalendarId = z.infer<typeof HolidayCalendarId>;

/**
 * Hours on the days off of a holiday calendar, in the place of the weekday's; none to stay closed. On a Saturday or
 * Sunday that the calendar makes a workday the hours are a Monday's.
 */
export const HolidayHours = z.strictObject({ calendar: HolidayCalendarId, spans: z.array(OpenSpan).max(6) });
export type HolidayHours = z.infer<typeof HolidayHours>;

export const SpecialDay = z.strictObject({
  date: LocalDate,
  /** None to stay closed. */
  spans: z.array(OpenSpan).max(6),
  note: Bilingual.optional(),
});
export type SpecialDay = z.infer<typeof SpecialDay>;
