import ICAL from 'ical.js';
import { IANAZone } from 'luxon';
import type { Component } from './components.ts';

/** Local wall-clock time, written as if it were UTC milliseconds, to the instant in milliseconds. */
export type ToInstant = (wallMs: number) => number;

const DAY_MS = 86_400_000;

/** Calendars have one or two zones; evaluating thousands of definitions would only keep the server busy. */
const ZONES_MAX = 50;

/**
 * How to read the local times of a file, per TZID; undefined for a zone that nobody knows.
 * A known IANA name wins over the file's own VTIMEZONE, which is often an old or shortened copy of it.
 */
export const zonesOf = (calendar: Component): ((tzid: string) => ToInstant | undefined) => {
  const known = new Map<string, ToInstant | undefined>();
  return (tzid) => {
    if (!known.has(tzid))
      known.set(tzid, ianaZone(tzid) ?? (known.size < ZONES_MAX ? fileZone(calendar, tzid) : undefined));
    return known.get(tzid);
  };
};

/**
 * RFC 5545 3.3.5: a time that exists twice means the first, one that a clock change skips is read with the offset
 * before the change. Depends on nothing but the zone's rules.
 */
export const ianaZone = (name: string): ToInstant | undefined => {
  // A leading slash marks a globally unique TZID (RFC 5545 3.2.19); what follows is the IANA name in practice.
  const bare = name.replace(/^\//, '');
  if (!IANAZone.isValidZone(bare)) return undefined;
  const zone = IANAZone.create(bare);
  const offsetMs = (ms: number): number => zone.offset(ms) * 60_000;
  return (wallMs) => {
    const before = offsetMs(wallMs - DAY_MS);
    const after = offsetMs(wallMs + DAY_MS);
    const first = wallMs - before;
    if (offsetMs(first) === before) return first;
    const second = wallMs - after;
    return offsetMs(second) === after ? second : first;
  };
};

const fileZone = (calendar: Component, tzid: string): ToInstant | undefined => {
  try {
    const definition = calendar.parts.find((part) => part.name === 'VTIMEZONE' && tzidOf(part) === tzid);
    if (!definition || !hasPlainRules(definition)) return undefined;
    const zone = new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(textOf(definition))), tzid });
    return (wallMs) => {
      const wall = new Date(wallMs);
      const time = ICAL.Time.fromString(wall.toISOString().slice(0, 19), undefined);
      return wallMs - offsetSeconds(zone, time) * 1000;
    };
  } catch {
    return undefined;
  }
};

/** NaN, which no row accepts as a minute, where the definition cannot be evaluated. */
const offsetSeconds = (zone: ICAL.Timezone, time: ICAL.Time): number => {
  try {
    return zone.utcOffset(time);
  } catch {
    return Number.NaN;
  }
};

const tzidOf = (zone: Component): string | undefined => {
  const text = zone.lines.find((line) => line.name === 'TZID')?.text;
  return text?.slice(text.indexOf(':') + 1);
};

/** Yearly rules of real zones. Anything else could be made to expand for ever. */
const PLAIN_RULE =
  /^RRULE:FREQ=YEARLY(?:;(?:BYMONTH=(?:[1-9]|1[0-2])|BYDAY=[+-]?[1-5]?(?:SU|MO|TU|WE|TH|FR|SA)|UNTIL=\d{8}(?:T\d{6}Z?)?|INTERVAL=1|WKST=[A-Z]{2}))*$/i;

const hasPlainRules = (zone: Component): boolean =>
  zone.parts.length > 0 &&
  zone.parts.length <= 100 &&
  zone.parts.every((part) => part.lines.every((line) => line.name !== 'RRULE' || PLAIN_RULE.test(line.text)));

const textOf = (component: Component): string =>
  [
    `BEGIN:${component.name}`,
    ...component.lines.map((line) => line.text),
    ...component.parts.map(textOf),
    `END:${component.name}`,
  ].join('\r\n');
