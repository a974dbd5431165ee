import { CENTER, hourIn } from './world.ts';

/** Two bookings as CSV, on a day so many days from now. */
export const csv = (day: number): string =>
  [
    'id,room,start,end,title,headcount,kind,audience',
    `1,Room ${CENTER}-hall,${hourIn(day, 9)},${hourIn(day, 10)},"Talk, again",40,community-activity,public`,
    `,${CENTER}-studio,${hourIn(day, 10)},${hourIn(day, 11)},'=Next,,,`,
    '',
  ].join('\r\n');

const stamp = (instant: string): string => instant.replaceAll(/[-:]/g, '');

/** Two bookings as iCalendar, one in a zone that the file itself explains, one that repeats. */
export const ics = (day: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:Own',
    'BEGIN:DAYLIGHT',
    'DTSTART:20000326T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:one@example.org',
    `DTSTART;TZID=Own:${stamp(hourIn(day, 9)).slice(0, -1)}`,
    'DURATION:PT1H',
    'SUMMARY:Talk\\, again',
    `LOCATION:Room ${CENTER}-hall`,
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:two@example.org',
    `DTSTART:${stamp(hourIn(day, 11))}`,
    `DTEND:${stamp(hourIn(day, 12))}`,
    'SUMMARY:Next',
    `LOCATION:${CENTER}-studio`,
    'RRULE:FREQ=DAILY;COUNT=3',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** What a file of either sort might have where it should not. */
export const PIECES = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  ';',
  ':',
  '=',
  '\t',
  '\u0000',
  '__proto__',
  'BEGIN:VEVENT\r\n',
  'END:VEVENT\r\n',
  'BEGIN:VALARM\r\n',
  'TZID=',
  'RRULE:FREQ=SECONDLY\r\n',
  'RRULE:FREQ=DAILY;UNTIL=99991231T000000Z\r\n',
  'RECURRENCE-ID:20270101T000000Z\r\n',
  'EXDATE:',
  'DURATION:P99999W\r\n',
  'DTSTART;VALUE=DATE:20270230\r\n',
  '\r\n ',
  '9'.repeat(400),
];
