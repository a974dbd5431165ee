import { type ActivityConfirmed, type Display, instantOf, minuteOf } from '@huitang/contracts';
import { shownAt } from './center.ts';
import { type CalendarEntry, listed } from './entry.ts';
import { feedKey } from './feed.ts';

/**
 * What those know of an activity who have to do with it and nobody else: kept apart from what the public is shown, which
 * has none of this, and without a copy of it.
 */
export interface OwnEntry
  extends Display,
    Pick<CalendarEntry, 'id' | 'center' | 'start' | 'end' | 'cancelled' | 'feeds' | 'left'> {
  /** The organizer's wish that it follows from. */
  readonly revision: number;
  readonly organizationId: string;
  readonly headcount: number;
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  /** The feeds that its last change took it out of. */
  readonly leaving: readonly string[];
}

/** An activity as those see it who have to do with it. */
export type OwnActivity = CalendarEntry & OwnEntry;

/**
 * The entry that everybody's calendars are made of, with what is known beside it. Where the entry is ahead, the revision and
 * the time stay those of what is known beside it: SEQUENCE goes by that alone, whoever renders it and when.
 */
export const ownActivity = (entry: CalendarEntry, own: OwnEntry): OwnActivity => ({
  ...entry,
  ...own,
  feeds: entry.feeds,
  left: entry.left,
});

const PEOPLE = new Set(['guide', 'lecturer', 'interpreter']);

/** Also what may still move is in them: whoever works there plans with it. */
function feedsOf({ organizationId, centerId, claims, setupMinutes, teardownMinutes }: ActivityConfirmed) {
  const people = claims.filter(({ role }) => PEOPLE.has(role)).map(({ resourceId }) => feedKey.person(resourceId));
  return [
    feedKey.organization(organizationId),
    ...new Set(people),
    ...(setupMinutes + teardownMinutes > 0 ? [feedKey.crew(centerId)] : []),
    feedKey.canteen(centerId),
  ];
}

/** What has its place, as it stands; `before` is what was shown until now. */
export function ownEntry(event: ActivityConfirmed, before: OwnEntry | undefined): OwnEntry {
  const { revision, organizationId, headcount, setupMinutes, teardownMinutes } = event;
  const entry = {
    id: event.activityId,
    center: event.centerId,
    start: instantOf(minuteOf(event.start)),
    end: instantOf(minuteOf(event.end)),
    cancelled: false,
    ...shownAt(event),
    ...{ revision, organizationId, headcount, setupMinutes, teardownMinutes },
  };
  const feeds = feedsOf(event);
  const leaving = (before?.feeds ?? []).filter((key) => !feeds.includes(key));
  return listed({ ...entry, leaving }, feeds, before);
}
