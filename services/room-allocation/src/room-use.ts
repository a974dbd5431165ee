import {
  type Interval,
  instantOf,
  minuteOf,
  type OpenDay,
  overlaps,
  type Reservation,
  type Resource,
  type ResourceUse,
  type RoomUse,
} from '@huitang/contracts';
import { closureDocument } from './closure-document.ts';
import { capacityOf } from './domain/allocator/capacity.ts';
import { closuresWithin } from './domain/center-closures.ts';
import type { OpenCenter } from './domain/center-state.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { type ActivityAbout, shownOf } from './domain/shown.ts';
import { openDates } from './opening.ts';
import { dayKeys, type Grant, type RoomAllocationViews } from './views.ts';

const GRANTS_MAX = 10_000;
const DAY_MINUTES = 1440;

interface Claimed {
  readonly resourceId: string;
  /** For the order of what starts together, also where it is not shown. */
  readonly activityId: string;
  readonly reservation: Reservation;
}

/** Every grant that touches the interval, each once. */
async function grantsIn(
  { grants }: RoomAllocationViews,
  centerId: string,
  interval: Interval,
): Promise<readonly Grant[]> {
  const found = new Map<string, Grant>();
  for (const day of dayKeys(centerId, interval)) {
    let cursor: string | undefined;
    do {
      const page = await grants.find({
        where: { days: { contains: day } },
        limit: GRANTS_MAX,
        ...(cursor && { cursor }),
      });
      for (const grant of page.items) found.set(JSON.stringify([grant.activityId, grant.days, grant.start]), grant);
      cursor = page.cursor;
    } while (cursor);
  }
  return [...found.values()];
}

function claimedBy(grant: Grant, about: ActivityAbout | undefined, interval: Interval): readonly Claimed[] {
  const { activityId, start: activityStart, end: activityEnd, tentative } = grant;
  const shown = shownOf(activityId, about);
  // Of what is only "occupied" nothing more is told.
  const mayMove = tentative && shown.activityId !== undefined;
  return grant.claims
    .filter((claim) => overlaps({ start: minuteOf(claim.start), end: minuteOf(claim.end) }, interval))
    .map(({ resourceId, start, end, count }) => ({
      resourceId,
      activityId,
      reservation: { ...shown, start, end, activityStart, activityEnd, count, ...(mayMove && { tentative }) },
    }));
}

const byStart = (a: Claimed, b: Claimed): number =>
  minuteOf(a.reservation.start) - minuteOf(b.reservation.start) || (a.activityId < b.activityId ? -1 : 1);

function useOf(resource: Resource, claimed: readonly Claimed[]): ResourceUse {
  const { id, type, name } = resource;
  const own = claimed.filter(({ resourceId }) => resourceId === id).sort(byStart);
  return {
    id,
    type,
    name,
    capacity: resource.type === 'room' ? resource.capacity : capacityOf(resource),
    reservations: own.map(({ reservation }) => reservation),
  };
}

/** Every date with hours that reach into the interval, and every date of it: hours may begin the evening before. */
function openIn(profile: OpenCenter['profile'], calendars: HolidayCalendars, interval: Interval): OpenDay[] {
  const dates = openDates(profile, calendars, { start: interval.start - DAY_MINUTES, end: interval.end });
  return dates
    .filter(({ spans }, index) => index > 0 || spans.some((span) => overlaps(span, interval)))
    .map(({ date, spans }) => ({
      date,
      spans: spans.map(({ start, end }) => ({ start: instantOf(start), end: instantOf(end) })),
    }));
}

/** Who has what of a center in an interval, as everybody may see it. */
export async function roomUse(
  views: RoomAllocationViews,
  { profile, closures }: OpenCenter,
  calendars: HolidayCalendars,
  interval: Interval,
): Promise<RoomUse> {
  const grants = await grantsIn(views, profile.id, interval);
  const claimed = await Promise.all(
    grants.map(async (grant) => claimedBy(grant, await views.activities.get(grant.activityId), interval)),
  );
  const closed = closuresWithin(closures, interval);
  return {
    center: profile.id,
    timeZone: profile.timeZone,
    from: instantOf(interval.start),
    to: instantOf(interval.end),
    open: openIn(profile, calendars, interval),
    resources: profile.resources.map((resource) => useOf(resource, claimed.flat())),
    ...(closed.length > 0 && { closures: closed.map((closure) => closureDocument(profile.id, closure)) }),
  };
}
