import ICAL from 'ical.js';
import ical from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';

/** What a program finds in an invitation. Instants are `2026-07-02T01:00:00Z`. */
export interface Found {
  readonly method: string | undefined;
  readonly uid: string;
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
  readonly status: string | undefined;
  readonly summary: string;
  readonly location: string | undefined;
  readonly description: string | undefined;
  readonly organizer: string | undefined;
  readonly attendees: readonly string[];
}

const instant = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

function strictly(text: string): readonly Found[] {
  ICAL.design.strict = true;
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const one = (name: string): string => String(component.getFirstPropertyValue(name));
    return {
      method: String(calendar.getFirstPropertyValue('method')),
      uid: event.uid,
      sequence: event.sequence,
      start: instant(event.startDate.toJSDate()),
      end: instant(event.endDate.toJSDate()),
      status: one('status'),
      summary: event.summary,
      location: event.location,
      description: event.description,
      organizer: one('organizer'),
      attendees: event.attendees.map((attendee) => String(attendee.getFirstValue())),
    };
  });
}

function byTsIcs(text: string): readonly Found[] {
  const { method, events = [] } = convertIcsCalendar(undefined, text);
  return events.map((event) => ({
    method,
    uid: event.uid,
    sequence: event.sequence ?? 0,
    start: instant(event.start.date),
    end: event.end ? instant(event.end.date) : '',
    status: event.status,
    summary: event.summary,
    location: event.location,
    description: event.description,
    organizer: event.organizer && `mailto:${event.organizer.email}`,
    attendees: (event.attendees ?? []).map(({ email }) => `mailto:${email}`),
  }));
}

/** node-ical gives a value with parameters as an object. */
const plain = (value: unknown): string =>
  typeof value === 'object' && value && 'val' in value ? String(value.val) : String(value);

function byNodeIcal(text: string): readonly Found[] {
  const events = Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT');
  return events.map((one) => {
    if (one?.type !== 'VEVENT') throw new Error('no event');
    return {
      method: one.method,
      uid: one.uid,
      sequence: Number(one.sequence),
      start: instant(one.start),
      end: one.end ? instant(one.end) : '',
      status: one.status,
      summary: plain(one.summary),
      location: plain(one.location),
      description: plain(one.description),
      organizer: plain(one.organizer),
      attendees: [one.attendee].flat().map(plain),
    };
  });
}

/** Programs that share no code with ours; ical.js strictly. */
export const readers: Readonly<Record<string, (text: string) => readonly Found[]>> = {
  'ical.js': strictly,
  'ts-ics': byTsIcs,
  'node-ical': byNodeIcal,
};
