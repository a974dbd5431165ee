import { type CenterOpened, type Interval, minuteOf } from '@huitang/contracts';

const DAY_MINUTES = 1_440;

/** Where the days of centers begin and end, by what centers told when they were opened. */
export interface KnownDays {
  know(opened: CenterOpened): void;
  /** The minutes of a center-day; undefined for other streams. */
  of(stream: string): Interval | undefined;
  /** The streams of a center's days that an interval touches. */
  touched(centerId: string, interval: Interval): readonly string[];
}

export function createDays(): KnownDays {
  /** In minutes after midnight UTC. */
  const begins = new Map<string, number>();
  return {
    know({ profile, standardOffsetMinutes }) {
      begins.set(profile.id, profile.dayBoundaryMinutes - standardOffsetMinutes);
    },
    of(stream) {
      const [, center = '', date = ''] = /^center-day\/([^/]+)\/(.+)$/.exec(stream) ?? [];
      const begin = begins.get(center);
      if (begin === undefined) return undefined;
      const start = minuteOf(`${date}T00:00:00Z`) + begin;
      return { start, end: start + DAY_MINUTES };
    },
    touched(centerId, { start, end }) {
      const begin = begins.get(centerId) ?? 0;
      const first = Math.floor((start - begin) / DAY_MINUTES);
      const last = Math.max(first, Math.floor((end - 1 - begin) / DAY_MINUTES));
      return Array.from({ length: last - first + 1 }, (_, index) => {
        const date = new Date((first + index) * DAY_MINUTES * 60_000).toISOString().slice(0, 10);
        return `center-day/${centerId}/${date}`;
      });
    },
  };
}
