const MINUTE_MS = 60_000;

/** What the clocks of a zone show. `weekday` counts from Sunday, 0. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  /** `09:00`, 24 hours. */
  readonly clock: string;
  /** `UTC+8`, `UTC+5:30` */
  readonly offset: string;
}

export type WallClock = (ms: number) => WallTime;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${twoDigits(rest)}`}`;
}

/** The clocks of an IANA zone by the platform's own tables; to be made once, for it is making them that takes time. */
function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const [year, month, day, hour, minute] = [part('year'), part('month'), part('day'), part('hour'), part('minute')];
    const asUtcMs = Date.UTC(year, month - 1, day, hour, minute);
    const weekday = new Date(asUtcMs).getUTCDay();
    const offset = offsetText(Math.round((asUtcMs - ms) / MINUTE_MS));
    return { year, month, day, weekday, clock: `${twoDigits(hour)}:${twoDigits(minute)}`, offset };
  };
}

const clocks = new Map<string, WallClock>();

export function wallClock(timeZone: string): WallClock {
  const clock = clocks.get(timeZone) ?? createWallClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}
