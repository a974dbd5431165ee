import {
  type ActivityConfirmed,
  type Audience,
  type Bilingual,
  type Display,
  instantOf,
  type KindRef,
  minuteOf,
  type ProgrammeStep,
} from '@huitang/contracts';
import { type ShownRoom, shownAt } from './center.ts';
import { feedKey } from './feed.ts';

/** One activity that has been given a place: what feeds are made of. Times are UTC text, so that they sort. */
export interface CalendarEntry extends Display {
  readonly id: string;
  readonly center: string;
  readonly start: string;
  readonly end: string;
  readonly title: string;
  readonly kind: KindRef;
  readonly packageId?: string;
  readonly packageName?: Bilingual;
  readonly routeId?: string;
  readonly routeName?: Bilingual;
  readonly audience: Audience;
  /** Names as they were when it was confirmed; the center's own are shown where it has them. */
  readonly rooms: readonly ShownRoom[];
  readonly programme: readonly ProgrammeStep[];
  readonly announced: boolean;
  readonly cancelled: boolean;
  /** The feeds it is in, and those it was in once. */
  readonly feeds: readonly string[];
  readonly left: readonly string[];
}

type Bare = Omit<CalendarEntry, 'feeds' | 'left'>;

/** Private activities are seen only as "occupied" where the place is asked about; those not announced nowhere. */
function feedsOf(entry: Bare): readonly string[] {
  if (!entry.announced) return [];
  const places = [feedKey.center(entry.center), ...entry.rooms.map(({ id }) => feedKey.room(entry.center, id))];
  if (entry.audience === 'private') return places;
  return [
    ...places,
    feedKey.kind(entry.center, entry.kind.id),
    ...(entry.packageId ? [feedKey.package(entry.packageId)] : []),
    ...(entry.routeId ? [feedKey.route(entry.routeId)] : []),
  ];
}

/** Where it is listed from now on; what it was listed in before is not forgotten. */
export function listed<E extends object>(
  entry: E,
  feeds: readonly string[],
  before: Pick<CalendarEntry, 'feeds' | 'left'> | undefined,
): E & Pick<CalendarEntry, 'feeds' | 'left'> {
  const earlier = new Set([...(before?.left ?? []), ...(before?.feeds ?? [])]);
  return { ...entry, feeds, left: [...earlier].filter((key) => !feeds.includes(key)).sort() };
}

function roomsOf({ claims }: ActivityConfirmed): readonly ShownRoom[] {
  const byId = new Map<string, ShownRoom>();
  for (const { role, resourceId, name } of claims) {
    if (role === 'room' && !byId.has(resourceId)) byId.set(resourceId, { id: resourceId, name });
  }
  return [...byId.values()];
}

/**
 * What has its place, as it stands after it was confirmed, moved, displaced or announced; `before` is what was shown until
 * now. Who was public and is revised into something that may still move, or is displaced, leaves the feeds until that is
 * announced: called off it is not, and where it will be nobody knows yet.
 */
export function confirmedEntry(event: ActivityConfirmed, before: CalendarEntry | undefined): CalendarEntry {
  const entry = bareEntry(event);
  return listed(entry, feedsOf(entry), before);
}

function bareEntry(event: ActivityConfirmed): Bare {
  return {
    id: event.activityId,
    center: event.centerId,
    start: instantOf(minuteOf(event.start)),
    end: instantOf(minuteOf(event.end)),
    title: event.title,
    kind: event.kind,
    ...(event.packageId && { packageId: event.packageId }),
    ...(event.packageName && { packageName: event.packageName }),
    ...(event.routeId && { routeId: event.routeId }),
    ...(event.routeName && { routeName: event.routeName }),
    audience: event.audience,
    rooms: roomsOf(event),
    programme: event.programme,
    announced: event.announced,
    cancelled: false,
    ...shownAt(event),
  };
}

/** Called off, or without a place any more: time and place stay as they were shown. */
export const cancelledEntry = <E extends Display & Pick<CalendarEntry, 'cancelled'>>(before: E, event: Display): E => ({
  ...before,
  cancelled: true,
  ...shownAt(event),
});
