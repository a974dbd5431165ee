import type { Minute } from '@huitang/contracts';
import ICAL from 'ical.js';
import type { ContentLine } from './components.ts';
import { type Read, wrong } from './row.ts';
import type { ToInstant } from './zones.ts';

/** How the file's local times are read: by TZID, and those without one in the center's zone. */
export interface Zones {
  readonly named: (tzid: string) => ToInstant | undefined;
  readonly floating: ToInstant;
}

/** Wall-clock time of an event's edge with the way to its instant. */
interface Edge {
  readonly wallMs: number;
  readonly allDay: boolean;
  readonly toInstant: ToInstant;
}

type Find = (name: string) => ContentLine | undefined;

/** Start and end of a VEVENT from DTSTART with DTEND, DURATION or neither (RFC 5545 3.6.1). */
export const eventTimes = (find: Find, zones: Zones): { readonly start: Read<Minute>; readonly end: Read<Minute> } => {
  const start = edgeOf('start', find('DTSTART'), zones);
  if ('error' in start) return { start, end: endAlone(find, zones) };
  return { start: minuteOfEdge('start', start.value), end: endOf(start.value, find, zones) };
};

const endOf = (start: Edge, find: Find, zones: Zones): Read<Minute> => {
  if (find('DTEND')) return endAlone(find, zones);
  const duration = find('DURATION');
  if (duration) return afterDuration(start, duration);
  // RFC 5545: a date alone lasts that day, an instant alone lasts nothing, which the row's check then refuses.
  return minuteOfEdge('end', start.allDay ? { ...start, wallMs: start.wallMs + DAY_MS } : start);
};

const endAlone = (find: Find, zones: Zones): Read<Minute> => {
  const end = edgeOf('end', find('DTEND'), zones);
  return 'error' in end ? end : minuteOfEdge('end', end.value);
};

const DAY_MS = 86_400_000;
const VALUE = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

const edgeOf = (field: 'start' | 'end', content: ContentLine | undefined, zones: Zones): Read<Edge> => {
  if (!content) return wrong(field, 'missing', `no ${field}`);
  // The text itself is read, because ical.js drops what follows the seconds, such as an offset.
  const match = VALUE.exec(content.text.slice(content.text.lastIndexOf(':') + 1).trim());
  const wallMs = match && wallOf(match);
  if (!match || wallMs === undefined || wallMs === null) {
    return wrong(field, 'invalid', `${field}: an existing date and time such as 20260701T090000Z`);
  }
  const allDay = match[4] === undefined;
  if (match[7] === 'Z') return { value: { wallMs, allDay, toInstant: (ms) => ms } };
  const tzid = allDay ? undefined : parameterOf(content, 'tzid');
  if (tzid === undefined) return { value: { wallMs, allDay, toInstant: zones.floating } };
  const toInstant = zones.named(tzid);
  return toInstant
    ? { value: { wallMs, allDay, toInstant } }
    : wrong(field, 'unknown-zone', `${field}: no zone ${JSON.stringify(tzid.slice(0, 60))}`);
};

/** Undefined for a date or time that does not exist. */
const wallOf = (match: RegExpExecArray): number | undefined => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (year < 2000 || year > 2099 || hour > 23 || minute > 59 || second > 0) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute);
  const exists = new Date(ms).getUTCMonth() === month - 1 && new Date(ms).getUTCDate() === day;
  return exists ? ms : undefined;
};

const parameterOf = (content: ContentLine, name: string): string | undefined => {
  try {
    const [, parameters] = ICAL.parse.property(content.text);
    const value: unknown = parameters[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return '';
  }
};

const DURATION = /^[+]?P(?:\d{1,4}W|(?:\d{1,4}D)?(?:T(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?)$/;

/** Days count by the calendar, hours and minutes by the clock, so a day over a clock change is still a day (3.3.6). */
const afterDuration = (start: Edge, content: ContentLine): Read<Minute> => {
  const text = content.text.slice(content.text.indexOf(':') + 1).trim();
  if (!DURATION.test(text) || !/\d/.test(text)) return wrong('end', 'invalid', 'end: a duration such as PT1H30M');
  const duration = ICAL.Duration.fromString(text);
  const wallMs = start.wallMs + (duration.weeks * 7 + duration.days) * DAY_MS;
  const exactMs = ((duration.hours * 60 + duration.minutes) * 60 + duration.seconds) * 1000;
  return minuteOfEdge('end', { ...start, wallMs, toInstant: (ms) => start.toInstant(ms) + exactMs });
};

const EARLIEST: Minute = Date.UTC(2000, 0, 1) / 60_000;
const LATEST: Minute = Date.UTC(2100, 0, 1) / 60_000;

const minuteOfEdge = (field: 'start' | 'end', edge: Edge): Read<Minute> => {
  const minute = edge.toInstant(edge.wallMs) / 60_000;
  if (!Number.isInteger(minute)) return wrong(field, 'invalid', `${field}: a whole minute`);
  return minute >= EARLIEST && minute < LATEST
    ? { value: minute }
    : wrong(field, 'invalid', `${field}: a year between 2000 and 2099`);
};
