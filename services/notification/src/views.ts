import type { Collection, EventMeta, Platform } from '@huitang/runtime';
import { type ActivityEvent, type KnownActivity, knownAfter } from './domain/known-activity.ts';
import type { KnownCenter } from './domain/known-center.ts';

/** Where the activities of an organization, or at a center, that are still to come are found. */
export interface Upcoming {
  readonly id: string;
  readonly organizationId: string;
  readonly centerId: string;
  /** Milliseconds. */
  readonly startMs: number;
}

/** By the name of the stream they come from. */
export interface NotificationViews {
  readonly activities: Collection<KnownActivity>;
  readonly centers: Collection<KnownCenter>;
  readonly upcoming: Collection<Upcoming>;
}

export const viewsOf = ({ views }: Platform): NotificationViews => ({
  activities: views.collection<KnownActivity>({
    name: 'notification-activities',
    fields: {},
    indexes: [],
    byIdOnly: true,
  }),
  // Not as the activities: what an older version has kept says nothing of how calendars count, and has to be made anew.
  centers: views.collection<KnownCenter>({ name: 'notification-centers', fields: {}, indexes: [] }),
  upcoming: views.collection<Upcoming>({
    name: 'notification-upcoming',
    fields: { organizationId: 'text', centerId: 'text', startMs: 'number' },
    indexes: [
      ['organizationId', 'startMs'],
      ['centerId', 'startMs'],
    ],
  }),
});

const PLACES: ReadonlySet<ActivityEvent['type']> = new Set([
  'ActivityConfirmed',
  'ActivityMoved',
  'ActivityDisplaced',
  'ActivityAnnounced',
]);

/** Keeps when something begins that somebody may want to be reminded of. */
export async function rememberUpcoming(
  { upcoming }: NotificationViews,
  { id, organizationId, centerId, confirmed }: KnownActivity,
  event: ActivityEvent,
  { source }: EventMeta,
): Promise<void> {
  if (!confirmed || confirmed.silent || !PLACES.has(event.type)) return;
  const startMs = Date.parse(confirmed.start);
  await upcoming.put(source.stream, { id, organizationId, centerId, startMs }, source);
}

export const knownActivity = ({ activities }: NotificationViews, id: string): Promise<KnownActivity | undefined> =>
  activities.get(`activity/${id}`);

export const knownCenter = ({ centers }: NotificationViews, id: string): Promise<KnownCenter | undefined> =>
  centers.get(`center/${id}`);

/** Keeps what an event says of its activity, and gives what is known of it now; a repeated event changes nothing. */
export async function remember(
  { activities }: NotificationViews,
  event: ActivityEvent,
  { source }: EventMeta,
): Promise<KnownActivity> {
  const before = await activities.get(source.stream);
  const after = knownAfter(before, event);
  if (await activities.put(source.stream, after, source)) return after;
  // Repeated, or applied in between by a process that has the stream by now: what was read before may be older than that.
  return (await activities.get(source.stream)) ?? after;
}

export async function rememberCenter(
  { centers }: NotificationViews,
  { source }: EventMeta,
  next: (center: KnownCenter) => KnownCenter,
): Promise<void> {
  const center = await centers.get(source.stream);
  if (center) await centers.put(source.stream, next(center), source);
}
