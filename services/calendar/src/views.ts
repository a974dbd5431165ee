import type { ActivityCancelled, ActivityConfirmed, ActivityUnplaced, Resource } from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import { type CalendarCenter, centerWithResource, openedCenter, renamedCenter } from './domain/center.ts';
import { type CalendarEntry, cancelledEntry, confirmedEntry } from './domain/entry.ts';
import { type OwnEntry, ownEntry } from './domain/own-entry.ts';

export const VIEWS_GROUP = 'calendar.views';

export interface CalendarViews {
  readonly entries: Collection<CalendarEntry>;
  /** What those know beside it who have to do with an activity. */
  readonly own: Collection<OwnEntry>;
  readonly centers: Collection<CalendarCenter>;
}

const listing = {
  fields: { feeds: 'texts', left: 'texts', start: 'text', displayChangedAt: 'text' },
  indexes: [
    ['feeds', 'start'],
    ['feeds', 'displayChangedAt'],
    ['left', 'displayChangedAt'],
  ],
} as const;

export const viewsOf = ({ views }: Platform): CalendarViews => ({
  entries: views.collection<CalendarEntry>({ name: 'calendar-entries', ...listing }),
  own: views.collection<OwnEntry>({
    name: 'calendar-own-entries',
    ...listing,
    fields: { ...listing.fields, revision: 'number' },
  }),
  centers: views.collection<CalendarCenter>({
    name: 'calendar-centers',
    fields: { roomIds: 'texts', personIds: 'texts' },
    indexes: [['roomIds'], ['personIds']],
  }),
});

/** What is shown of activities and centers. `changed` is called after each applied event, before its position is kept. */
export function viewConsumer({ entries, own, centers }: CalendarViews, changed: (centerId: string) => void): Consumer {
  async function changeCenter(
    id: string,
    meta: EventMeta,
    next: (center: CalendarCenter) => CalendarCenter,
  ): Promise<void> {
    const center = await centers.get(id);
    if (center) await centers.put(id, next(center), meta.source);
    changed(id);
  }

  async function place(event: ActivityConfirmed, meta: EventMeta): Promise<void> {
    const { activityId } = event;
    const [before, ownBefore] = await Promise.all([entries.get(activityId), own.get(activityId)]);
    await Promise.all([
      entries.put(activityId, confirmedEntry(event, before), meta.source),
      own.put(activityId, ownEntry(event, ownBefore), meta.source),
    ]);
    changed(event.centerId);
  }

  async function callOff(event: ActivityCancelled | ActivityUnplaced, meta: EventMeta): Promise<void> {
    const before = await entries.get(event.activityId);
    if (!before) return;
    await entries.put(event.activityId, cancelledEntry(before, event), meta.source);
    const ownBefore = await own.get(event.activityId);
    if (ownBefore) await own.put(event.activityId, { ...cancelledEntry(ownBefore, event), leaving: [] }, meta.source);
    changed(event.centerId);
  }

  const takeResource = (
    event: { centerId: string; resource: Resource; displayRevision: number; displayChangedAt: string },
    meta: EventMeta,
  ) => changeCenter(event.centerId, meta, (center) => centerWithResource(center, event.resource, event));

  return {
    group: VIEWS_GROUP,
    services: ['scheduling', 'room-allocation'],
    rebuilds: [entries, own, centers],
    handlers: {
      ActivityConfirmed: place,
      ActivityMoved: place,
      ActivityAnnounced: place,
      ActivityDisplaced: place,
      ActivityUnplaced: callOff,
      async ActivityCancelled(event, meta) {
        // What has lost its place before is called off already.
        if (event.wasConfirmed) await callOff(event, meta);
      },
      async CenterOpened(event, meta) {
        await centers.put(event.profile.id, openedCenter(event), meta.source);
        changed(event.profile.id);
      },
      CenterRenamed: (event, meta) => changeCenter(event.centerId, meta, (center) => renamedCenter(center, event)),
      ResourceAdded: takeResource,
      ResourceChanged: takeResource,
    },
  };
}
