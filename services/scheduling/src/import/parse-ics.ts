import ICAL from 'ical.js';
import { type Component, componentsOf } from './components.ts';
import { eventTimes, type Zones } from './event-times.ts';
import {
  broken,
  FILE_ROWS_MAX,
  type ImportRow,
  normalized,
  type ParsedFile,
  tooLarge,
  tooManyRows,
} from './parsed-file.ts';
import { rowOf, withoutRepeats, wrong } from './row.ts';
import { ianaZone, zonesOf } from './zones.ts';

/**
 * Reads bookings from an iCalendar file (RFC 5545): every VEVENT is a row, LOCATION its room. Times are UTC, local
 * with a TZID, or floating, then in the center's `timeZone`. A file that was cut or is none breaks as a whole; an
 * event with a bad value, or one that recurs, is a row with an error; a cancelled one says so. Never throws.
 */
export const parseIcs = (text: string, { timeZone }: { readonly timeZone: string }): ParsedFile => {
  const content = normalized(text);
  if (content === undefined) return tooLarge;
  const floating = ianaZone(timeZone);
  if (!floating) return broken(`the center’s zone ${timeZone} is not an IANA zone`);
  const read = componentsOf(content);
  if ('problem' in read) return broken(read.problem, read.line);
  const events = read.calendars.flatMap((calendar) => {
    const zones: Zones = { named: zonesOf(calendar), floating };
    return calendar.parts.filter((part) => part.name === 'VEVENT').map((event) => ({ event, zones }));
  });
  if (events.length > FILE_ROWS_MAX) return tooManyRows;
  return {
    ok: true,
    rows: withoutRepeats(events.map(({ event, zones }) => icsRow(event, zones))),
    ignoredColumns: [],
  };
};

const RECURRENCE = ['RRULE', 'RDATE', 'EXRULE', 'RECURRENCE-ID'];

const icsRow = (event: Component, zones: Zones): ImportRow => {
  const find = (name: string) => event.lines.find((line) => line.name === name);
  const text = (name: string): string => textOf(find(name)?.text);
  const row = rowOf({
    line: event.line,
    id: text('UID').trim(),
    room: text('LOCATION'),
    title: text('SUMMARY'),
    audience: audienceOf(text('CLASS')),
    ...eventTimes(find, zones),
  });
  // One occurrence that is called off does not call off whatever else has its UID.
  if (text('STATUS').trim().toUpperCase() === 'CANCELLED' && find('RECURRENCE-ID') === undefined) {
    const { error: _, ...rest } = row;
    return { ...rest, cancelled: true };
  }
  const recurrence = RECURRENCE.find((name) => find(name) !== undefined);
  return recurrence
    ? { ...row, ...wrong('recurrence', 'recurring-not-taken', `${recurrence}: only single events are taken`) }
    : row;
};

/** The unescaped value; nothing when it cannot be read, which is then reported as missing. */
const textOf = (content: string | undefined): string => {
  if (content === undefined) return '';
  try {
    const value: unknown = ICAL.parse.property(content)[3];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
};

/** RFC 5545 3.8.1.3: what a calendar keeps private stays so; PUBLIC is only the default and says nothing. */
const audienceOf = (access: string): string | undefined =>
  ['PRIVATE', 'CONFIDENTIAL'].includes(access.trim().toUpperCase()) ? 'private' : undefined;
