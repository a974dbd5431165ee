import type { Bilingual, HolidayCalendar, HolidayCalendarId, LocalDate } from '@huitang/contracts';

/** What a calendar says of one date that is not as its weekday would be. */
export interface UnusualDay {
  readonly because: 'day-off' | 'adjusted-workday';
  readonly name: Bilingual;
}

/** Holiday calendars, to be asked by date. */
export interface HolidayCalendars {
  calendar(id: HolidayCalendarId): HolidayCalendar | undefined;
  /** Undefined for a date like any other of its weekday, and for one that no year of the calendar reaches. */
  dayOf(id: HolidayCalendarId, date: LocalDate): UnusualDay | undefined;
  /** True when it is known which Saturdays and Sundays of the year are workdays. */
  isPublished(id: HolidayCalendarId, year: number): boolean;
}

const MS_PER_DAY = 86_400_000;

/** Every date from `from` to `to`, both inside. */
function datesFrom(from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const dates: LocalDate[] = [];
  for (let ms = Date.parse(`${from}T00:00Z`); ms <= Date.parse(`${to}T00:00Z`); ms += MS_PER_DAY) {
    dates.push(new Date(ms).toISOString().slice(0, 10));
  }
  return dates;
}

function daysIn({ years }: HolidayCalendar): ReadonlyMap<LocalDate, UnusualDay> {
  const days = new Map<LocalDate, UnusualDay>();
  for (const { daysOff, workdays } of years) {
    for (const { name, from, to } of daysOff) {
      for (const date of datesFrom(from, to)) days.set(date, { because: 'day-off', name });
    }
    for (const { name, date } of workdays) days.set(date, { because: 'adjusted-workday', name });
  }
  return days;
}

export function holidayCalendars(all: readonly HolidayCalendar[]): HolidayCalendars {
  const byId = new Map(all.map((calendar) => [calendar.id, { calendar, days: daysIn(calendar) }]));
  return {
    calendar: (id) => byId.get(id)?.calendar,
    dayOf: (id, date) => byId.get(id)?.days.get(date),
    isPublished: (id, year) =>
      byId.get(id)?.calendar.years.some((one) => one.year === year && one.isPublished) ?? false,
  };
}
