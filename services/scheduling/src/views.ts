import type {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityDeclined,
  ActivityMoved,
  ActivityRevisionDeclined,
  CenterProfile,
} from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import { type ActivityRow, confirmedRow, displacedRow, placedIn, proposedRow, unplacedRow } from './activity-row.ts';

export const VIEWS_GROUP = 'scheduling.views';

/** What proposals and imports check a center by. The rules themselves are room-allocation's. */
export interface KnownCenter {
  readonly id: string;
  readonly timeZone: string;
}

export interface KnownResource {
  readonly id: string;
  readonly center: string;
  readonly type: string;
  readonly names: readonly string[];
  /** Of a room. */
  readonly features: readonly string[];
}

export interface SchedulingViews {
  readonly activities: Collection<ActivityRow>;
  readonly centers: Collection<KnownCenter>;
  readonly resources: Collection<KnownResource>;
}

type Resource = CenterProfile['resources'][number];

const knownResource = (center: string, resource: Resource): KnownResource => ({
  id: resource.id,
  center,
  type: resource.type,
  names: [resource.name.zh, resource.name.en],
  features: resource.type === 'room' ? resource.features : [],
});

export const viewsOf = ({ views }: Platform): SchedulingViews => ({
  activities: views.collection<ActivityRow>({
    name: 'scheduling-activities',
    fields: { center: 'text', organization: 'text', kindId: 'text', status: 'text', start: 'text' },
    indexes: [['center', 'start'], ['organization', 'start'], ['start']],
  }),
  centers: views.collection<KnownCenter>({ name: 'scheduling-centers', fields: {}, indexes: [] }),
  resources: views.collection<KnownResource>({
    name: 'scheduling-resources',
    fields: { center: 'text', type: 'text', features: 'texts' },
    indexes: [['center', 'type'], ['features']],
  }),
});

/** The lists of scheduling, and the centers its input is checked by. */
export function viewConsumer(views: SchedulingViews): Consumer {
  const { activities, centers, resources } = views;

  const change = async (id: string, meta: EventMeta, next: (row: ActivityRow) => ActivityRow): Promise<void> => {
    const row = await activities.get(id);
    if (row) await activities.put(id, next(row), meta.source);
  };
  const decline = (event: ActivityDeclined | ActivityRevisionDeclined, meta: EventMeta) =>
    change(event.activityId, meta, (row) => ({
      ...row,
      revision: event.revision,
      awaitsAnswer: false,
      status: 'keeps' in event ? 'confirmed' : 'declined',
    }));
  /** A change may have been asked for since: only where and when what stands takes place is another. */
  const place = (event: ActivityMoved | ActivityAnnounced, meta: EventMeta) =>
    change(event.activityId, meta, ({ tentative: _, ...row }) => ({ ...row, ...placedIn(event) }));
  const cancel = (event: ActivityCancelled, meta: EventMeta) =>
    change(event.activityId, meta, (row) => ({ ...row, status: 'cancelled', awaitsAnswer: false }));
  const addResource = (center: string, resource: Resource, meta: EventMeta) =>
    resources.put(resource.id, knownResource(center, resource), meta.source);

  return {
    group: VIEWS_GROUP,
    services: ['scheduling', 'room-allocation'],
    rebuilds: [activities, centers, resources],
    handlers: {
      async ActivityProposed(event, meta) {
        await activities.put(event.activityId, proposedRow(event), meta.source);
      },
      ActivityRevised: (event, meta) =>
        change(event.activityId, meta, (row) =>
          // What was confirmed stays in the list until the revision is answered.
          row.status === 'confirmed' ? { ...row, revision: event.revision, awaitsAnswer: true } : proposedRow(event),
        ),
      async ActivityConfirmed(event, meta) {
        const row = await activities.get(event.activityId);
        await activities.put(event.activityId, confirmedRow(event, row), meta.source);
      },
      ActivityMoved: place,
      ActivityAnnounced: place,
      ActivityDisplaced: (event, meta) => change(event.activityId, meta, (row) => displacedRow(row, event)),
      ActivityUnplaced: (event, meta) => change(event.activityId, meta, (row) => unplacedRow(row, event)),
      ActivityDeclined: decline,
      ActivityRevisionDeclined: decline,
      ActivityCancelled: cancel,
      async CenterOpened({ profile }, meta) {
        await centers.put(profile.id, { id: profile.id, timeZone: profile.timeZone }, meta.source);
        for (const resource of profile.resources) await addResource(profile.id, resource, meta);
      },
      async ResourceAdded({ centerId, resource }, meta) {
        await addResource(centerId, resource, meta);
      },
      async ResourceChanged({ centerId, resource }, meta) {
        await addResource(centerId, resource, meta);
      },
    },
  };
}
