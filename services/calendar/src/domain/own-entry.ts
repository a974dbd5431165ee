import type { ActivityConfirmed } from '@huitang/contracts';
import { bareEntry, type CalendarEntry, listed } from './entry.ts';
import { feedKey } from './feed.ts';

/**
 * One activity as those see it who have to do with it: the organization, its guides and lecturers, the crews. Kept apart
 * from what the public is shown, which has none of this.
 */
export interface OwnEntry extends CalendarEntry {
  readonly organizationId: string;
  readonly headcount: number;
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

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
  const { organizationId, headcount, setupMinutes, teardownMinutes } = event;
  const entry = { ...bareEntry(event), organizationId, headcount, setupMinutes, teardownMinutes };
  return listed(entry, feedsOf(event), before);
}
