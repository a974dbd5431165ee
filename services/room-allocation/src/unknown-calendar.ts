import type { HolidayHours } from '@huitang/contracts';
import type { Reply } from '@huitang/runtime';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { refusalReply } from './refusals.ts';

/** The refusal of hours that follow a holiday calendar nobody has here; undefined where all is well. */
export const unknownCalendar = (
  calendars: HolidayCalendars,
  { holidays }: { readonly holidays?: HolidayHours | undefined },
): Reply | undefined =>
  holidays && !calendars.calendar(holidays.calendar)
    ? refusalReply({ code: 'unknown-calendar', calendar: holidays.calendar })
    : undefined;
