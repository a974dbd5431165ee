import type { Minute } from '@huitang/contracts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A date in some zone; `month` counts from 1. */
interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface Zone {
  dayOf(minute: Minute): LocalDay;
  /** The first minute of the day, also where the clock skips midnight. */
  startOf(day: LocalDay): Minute;
}

/** There are a few hundred zones, and each is slow to make. */
const known = new Map<string, Zone>();

/** Days of an IANA zone by the platform's own tables. */
export function zoneOf(timeZone: string): Zone {
  const zone = known.get(timeZone) ?? createZone(timeZone);
  known.set(timeZone, zone);
  return zone;
}

function createZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** The wall clock's reading, taken as if it were UTC. */
  const wallMs = (ms: number): number => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  };
  return {
    dayOf(minute) {
      const wall = new Date(wallMs(minute * MINUTE_MS));
      return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
    },
    startOf({ year, month, day }) {
      const midnight = Date.UTC(year, month - 1, day);
      // The offsets on both sides of whatever change there may be around this midnight; the earlier fitting one counts.
      const offsets = [midnight - DAY_MS, midnight + DAY_MS].map((ms) => wallMs(ms) - ms);
      const candidates = offsets.map((offset) => midnight - offset);
      const fitting = candidates.find((ms) => wallMs(ms) === midnight);
      const before = midnight - (offsets[0] ?? 0);
      return Math.floor((fitting ?? before) / MINUTE_MS);
    },
  };
}

/** The same day of another month, or that month's last day. */
export function plusMonths({ year, month, day }: LocalDay, months: number): LocalDay {
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(day, lastDay) };
}

export function nextDay({ year, month, day }: LocalDay): LocalDay {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}
