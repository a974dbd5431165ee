import type { Interval, Need, Resource } from '@huitang/contracts';
import { recent } from '@huitang/runtime';
import { concerned, partsOf } from './domain/allocator/suitable.ts';
import { closedWithin } from './domain/center-closures.ts';
import type { CenterFacts } from './domain/center-day-command.ts';
import { type DayCut, dayIntervalOf } from './domain/center-days.ts';
import type { OpenCenter } from './domain/center-state.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { openAround } from './opening.ts';

/** One version of a center, as allocations ask for it. */
export interface KnownCenter {
  readonly center: OpenCenter;
  readonly version: number;
}

export const cutOf = ({ center }: KnownCenter): DayCut => ({
  standardOffsetMinutes: center.standardOffsetMinutes,
  dayBoundaryMinutes: center.profile.dayBoundaryMinutes,
});

/** The stretch of some consecutive center-days, named ascending. */
export function spanOfDays(cut: DayCut, days: readonly string[]): Interval {
  const intervals = days.map((day) => dayIntervalOf(cut, day));
  return { start: Math.min(...intervals.map(({ start }) => start)), end: Math.max(...intervals.map(({ end }) => end)) };
}

export const concernedOf = ({ center }: KnownCenter, needs: readonly Need[]): readonly Resource[] =>
  concerned(center.profile.resources, needs);

/** `needs` leaves out what could not serve them; without it everything the center has is told. */
export type FactsOf = (known: KnownCenter, needs: readonly Need[] | undefined, within: Interval) => CenterFacts;

const OPENINGS_MAX = 2_000;
const CENTERS_MAX = 500;

/** What a decision has to know of a center: the resources that could serve, and when it is open, within `within`. */
export function createFacts(calendars: HolidayCalendars): FactsOf {
  // The same days are asked about again and again, and zones are slow.
  const openings = recent<readonly Interval[]>(OPENINGS_MAX);
  const openIn = ({ center, version }: KnownCenter, { start, end }: Interval): readonly Interval[] => {
    const key = `${center.profile.id}@${version}/${start}/${end}`;
    const open = openings.get(key) ?? openAround(center.profile, calendars, { start, end });
    openings.set(key, open);
    return open;
  };
  // Every proposal asks for all a center has.
  const wholes = recent<ReturnType<typeof partsOf>>(CENTERS_MAX);
  const wholeOf = ({ center, version }: KnownCenter) => {
    const key = `${center.profile.id}@${version}`;
    const whole = wholes.get(key) ?? partsOf(center.profile.resources);
    wholes.set(key, whole);
    return whole;
  };
  return (known, needs, within) => {
    return {
      ...(needs ? partsOf(concernedOf(known, needs)) : wholeOf(known)),
      closures: closedWithin(known.center.closures, within),
      open: openIn(known, within),
      within,
    };
  };
}
