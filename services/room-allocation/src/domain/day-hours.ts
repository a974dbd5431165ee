import type { CenterProfile, DayHours, Facility, LocalDate, OpenSpan } from '@huitang/contracts';
import type { HolidayCalendars, UnusualDay } from './holiday-calendars.ts';

export type Hours = Pick<CenterProfile, 'openingHours' | 'holidays' | 'specialDays'>;

const MONDAY = 1;

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export const weekdayOf = (date: LocalDate): number => new Date(`${date}T00:00Z`).getUTCDay() || 7;

const weekdayFor = (date: LocalDate, unusual: UnusualDay | undefined): number =>
  unusual?.because === 'adjusted-workday' ? MONDAY : weekdayOf(date);

type Told = Omit<DayHours, 'facilities'>;

/** When visitors are let in on a date, and why then: a special day before a holiday, that before the weekday. */
export function hoursOn(
  { openingHours, holidays, specialDays }: Hours,
  calendars: HolidayCalendars,
  date: LocalDate,
): Told {
  const special = specialDays?.find((day) => day.date === date);
  if (special) return { date, because: 'special', spans: special.spans, ...(special.note && { name: special.note }) };
  const unusual = holidays && calendars.dayOf(holidays.calendar, date);
  if (holidays && unusual?.because === 'day-off') return { date, ...unusual, spans: holidays.spans };
  const spans = openingHours[weekdayFor(date, unusual) - 1] ?? [];
  return { date, ...(unusual ?? { because: 'weekday' }), spans };
}

/** The same for a facility, which has days off only when it says what it does on them. */
export function facilitySpansOn(
  { hours, holidaySpans }: Facility,
  { holidays }: Hours,
  calendars: HolidayCalendars,
  date: LocalDate,
): readonly OpenSpan[] {
  const unusual = holidays && holidaySpans && calendars.dayOf(holidays.calendar, date);
  if (holidaySpans && unusual?.because === 'day-off') return holidaySpans;
  return hours[weekdayFor(date, unusual) - 1] ?? [];
}
