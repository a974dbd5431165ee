import { type Minute, minuteOf } from '@huitang/contracts';
import type { CalendarEntry } from './entry.ts';
import { nextDay, plusMonths, zoneOf } from './local-day.ts';

const MONTHS_BACK = 6;
const MONTHS_AHEAD = 12;
const DAY_MINUTES = 1440;
const CANCELLED_SHOWN_MINUTES = 30 * DAY_MINUTES;

export const EVENTS_MAX = 1_000;
/** 1 MiB for a whole feed; the calendar's own lines need far less than what is left. */
export const EVENT_BYTES_MAX = 1_048_576 - 4_096;

/** Which activities a feed shows, by their start: half-open. */
export interface Window {
  readonly from: Minute;
  readonly to: Minute;
  /** What is nearest to it stays when there is too much. */
  readonly pivot: Minute;
  /** The first minute of today at the center: what time moves in a feed, it moves then. */
  readonly today: Minute;
  readonly tomorrow: Minute;
  /** False when the edges were asked for and stand still. */
  readonly moves: boolean;
}

export interface AskedWindow {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const minuteMaybe = (instant: string | undefined): Minute | undefined =>
  instant === undefined ? undefined : minuteOf(instant);

function askedEdges(from: Minute | undefined, to: Minute | undefined, usual: { from: Minute; to: Minute }) {
  const length = usual.to - usual.from;
  if (from !== undefined) return { from, to: to ?? Math.max(usual.to, from + length) };
  const end = to ?? usual.to;
  return { from: Math.min(usual.from, end - length), to: end };
}

/** The same all day long, and asked for with every feed. */
const windows = new Map<string, Window>();

function usualWindow(now: Minute, timeZone: string): Window {
  const known = windows.get(timeZone);
  if (known && known.today <= now && now < known.tomorrow) return known;
  const zone = zoneOf(timeZone);
  const day = zone.dayOf(now);
  const today = zone.startOf(day);
  const window: Window = {
    from: zone.startOf(plusMonths(day, -MONTHS_BACK)),
    to: zone.startOf(plusMonths(day, MONTHS_AHEAD)),
    pivot: today,
    today,
    tomorrow: zone.startOf(nextDay(day)),
    moves: true,
  };
  windows.set(timeZone, window);
  return window;
}

/** Six months back and twelve ahead in whole days of the zone, or what was asked for. */
export function windowAt(now: Minute, timeZone: string, asked: AskedWindow = {}): Window {
  const usual = usualWindow(now, timeZone);
  if (asked.from === undefined && asked.to === undefined) return usual;
  const { today, tomorrow } = usual;
  const edges = askedEdges(minuteMaybe(asked.from), minuteMaybe(asked.to), usual);
  return { ...edges, pivot: edges.from, today, tomorrow, moves: false };
}

/** Cancelled activities are shown until 30 days after their end, counted in whole days. */
export const isStillShown = (entry: Pick<CalendarEntry, 'cancelled' | 'end'>, { today }: Window): boolean =>
  !entry.cancelled || minuteOf(entry.end) + CANCELLED_SHOWN_MINUTES > today;

type Placed = Pick<CalendarEntry, 'id' | 'start'>;

/** The nearest to the pivot first; the whole order is fixed by the data. */
export const byNearness =
  ({ pivot }: Window) =>
  (a: Placed, b: Placed): number =>
    Math.abs(minuteOf(a.start) - pivot) - Math.abs(minuteOf(b.start) - pivot) || byStart(a, b);

/** The order of a feed: by start, then UID. */
export const byStart = (a: Placed, b: Placed): number =>
  a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
