import type { Collection, EventMeta, Platform } from '@huitang/runtime';
import { type ActivityEvent, type KnownActivity, knownAfter } from './domain/known-activity.ts';
import type { KnownCenter } from './domain/known-center.ts';

/** By the name of the stream they come from. */
export interface NotificationViews {
  readonly activities: Collection<KnownActivity>;
  readonly centers: Collection<KnownCenter>;
}

const byStream = { fields: {}, indexes: [], byIdOnly: true } as const;

export const viewsOf = ({ views }: Platform): NotificationViews => ({
  activities: views.collection<KnownActivity>({ name: 'notification-activities', ...byStream }),
  centers: views.collection<KnownCenter>({ name: 'notification-centers', ...byStream }),
});

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
  return (await activities.put(source.stream, after, source)) ? after : (before ?? after);
}

export async function rememberCenter(
  { centers }: NotificationViews,
  { source }: EventMeta,
  next: (center: KnownCenter) => KnownCenter,
): Promise<void> {
  const center = await centers.get(source.stream);
  if (center) await centers.put(source.stream, next(center), source);
}
