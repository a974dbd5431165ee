import { escapedText, folded } from '@huitang/icalendar';
import { type Contents, contentsOf } from './contents.ts';
import { oneLine } from './domain/text.ts';
import type { Fragment } from './fragments.ts';
import { keptBytes } from './kept-bytes.ts';

/** RFC 5545 3.6 wants at least one component: where there is no event, a zone that nothing refers to stands in. */
const NO_EVENTS = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const OPENING = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Huitang//Calendar//ZH', 'CALSCALE:GREGORIAN'];

const CLOSING = Buffer.from('END:VCALENDAR\r\n');

interface CalendarHeader {
  readonly name: string;
  readonly timeZone: string;
}

function headerLines({ name, timeZone }: CalendarHeader): readonly string[] {
  const title = escapedText(oneLine(name));
  return [
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `X-WR-TIMEZONE:${timeZone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'COLOR:crimson',
    'X-APPLE-CALENDAR-COLOR:#DC143C',
  ];
}

interface RenderedCalendar {
  readonly bytes: Buffer;
  readonly contents: Contents;
}

/** A whole calendar around rendered events; without a header it is the file of single events, not a feed to follow. */
export function renderCalendar(header: CalendarHeader | undefined, events: readonly Fragment[]): RenderedCalendar {
  const lines = [...OPENING, ...(header ? headerLines(header) : []), ...(events.length === 0 ? NO_EVENTS : [])];
  const opening = Buffer.from(lines.map(folded).join(''));
  return {
    bytes: keptBytes([opening, ...events.map(({ bytes }) => bytes), CLOSING]),
    contents: contentsOf(opening.byteLength, events),
  };
}
