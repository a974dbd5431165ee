import type { CenterProfile, OpenSpan } from '@huitang/contracts';

/** When visitors are let in, read off the clock on the center's wall, minute by minute. */

export type Hours = Pick<CenterProfile, 'timeZone' | 'openingHours' | 'holidays' | 'specialDays'>;

const DAY_MINUTES = 1_440;
/** Zones are moved by whole quarters. */
const QUARTER = 15;

/** The State Council's notice for 2026, and the first day of 2027, which is off by law. */
const DAYS_OFF = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
  ['2027-01-01', '2027-01-01'],
] as const;
const WORKDAYS = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, made);
  return made;
}

/** Minutes since 1970 as the wall clock shows them: of the same date and time in UTC. */
function wallClock(timeZone: string, minute: number): number {
  const quarter = Math.floor(minute / QUARTER) * QUARTER;
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  const known = ofZone.get(quarter);
  if (known !== undefined) return minute + known;
  offsets.set(timeZone, ofZone);
  const [day = 0, month = 0, year = 0, hour = 0, past = 0] =
    formatOf(timeZone)
      .format(quarter * 60_000)
      .match(/\d+/g)
      ?.map(Number) ?? [];
  const offset = Date.UTC(year, month - 1, day, hour, past) / 60_000 - quarter;
  ofZone.set(quarter, offset);
  return minute + offset;
}

const dateOf = (day: number): string => new Date(day * DAY_MINUTES * 60_000).toISOString().slice(0, 10);

/** Monday is 0: the first day of 1970 was a Thursday. */
const weekdayOf = (day: number): number => (day + 3) % 7;

function readSpans({ openingHours, holidays, specialDays }: Hours, day: number): readonly OpenSpan[] {
  const date = dateOf(day);
  const special = specialDays?.find((one) => one.date === date);
  if (special) return special.spans;
  if (holidays && DAYS_OFF.some(([from, to]) => from <= date && date <= to)) return holidays.spans;
  const asMonday = holidays !== undefined && WORKDAYS.includes(date);
  return openingHours[asMonday ? 0 : weekdayOf(day)] ?? [];
}

/** What has been read of hours: the same days and stretches are asked about again and again, and hours seldom change. */
interface Read extends Hours {
  readonly spans: Map<number, readonly OpenSpan[]>;
  readonly stretches: Map<string, boolean>;
}

const reads = new WeakMap<Hours['openingHours'], Read>();

function readOf({ timeZone, openingHours, holidays, specialDays }: Hours): Read {
  const known = reads.get(openingHours);
  if (known && known.timeZone === timeZone && known.holidays === holidays && known.specialDays === specialDays)
    return known;
  const read = { timeZone, openingHours, holidays, specialDays, spans: new Map(), stretches: new Map() };
  reads.set(openingHours, read);
  return read;
}

function spansOf(read: Read, day: number): readonly OpenSpan[] {
  const spans = read.spans.get(day) ?? readSpans(read, day);
  read.spans.set(day, spans);
  return spans;
}

/** True when somebody who comes in this minute is let in; hours may run over midnight. */
function isOpenAt(read: Read, minute: number): boolean {
  const local = wallClock(read.timeZone, minute);
  const day = Math.floor(local / DAY_MINUTES);
  const past = local - day * DAY_MINUTES;
  return (
    spansOf(read, day).some(({ from, to }) => from <= past && past < to) ||
    spansOf(read, day - 1).some(({ to }) => past + DAY_MINUTES < to)
  );
}

/** True when somebody is let in at every minute of a stretch. */
export function isOpenDuring(hours: Hours, start: number, end: number): boolean {
  const read = readOf(hours);
  const stretch = `${start} ${end}`;
  const known = read.stretches.get(stretch);
  if (known !== undefined) return known;
  let isOpen = true;
  for (let minute = start; isOpen && minute < end; minute += 1) isOpen = isOpenAt(read, minute);
  read.stretches.set(stretch, isOpen);
  return isOpen;
}
