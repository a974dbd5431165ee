import type {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityMoved,
  ActivityProposed,
  ActivityRevisionDeclined,
  CenterProfile,
  Claim,
} from '@huitang/contracts';
import { instantOf, minuteOf } from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import type { Status } from './domain/activity.ts';

export const VIEWS_GROUP = 'scheduling.views';

/** One activity in lists. Times are those confirmed, or those wished for until then. */
export interface ActivityRow {
  readonly id: string;
  readonly status: Status;
  readonly revision: number;
  readonly awaitsAnswer: boolean;
  /** True while what was confirmed is not announced, and if it is cancelled before; absent otherwise. */
  readonly tentative?: boolean;
  readonly center: string;
  readonly organization: string;
  readonly kindId: string;
  readonly kind: ActivityProposed['kind'];
  readonly packageId?: string;
  readonly routeId?: string;
  readonly title: string;
  readonly audience: ActivityProposed['audience'];
  readonly headcount: number;
  readonly start: string;
  readonly end: string;
  readonly claims: readonly Claim[];
}

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
}

export interface SchedulingViews {
  readonly activities: Collection<ActivityRow>;
  readonly centers: Collection<KnownCenter>;
  readonly resources: Collection<KnownResource>;
}

export const viewsOf = ({ views }: Platform): SchedulingViews => ({
  activities: views.collection<ActivityRow>({
    name: 'scheduling-activities',
    fields: { center: 'text', organization: 'text', kindId: 'text', status: 'text', start: 'text' },
    indexes: [['center', 'start'], ['organization', 'start'], ['start']],
  }),
  centers: views.collection<KnownCenter>({ name: 'scheduling-centers', fields: {}, indexes: [] }),
  resources: views.collection<KnownResource>({
    name: 'scheduling-resources',
    fields: { center: 'text', type: 'text' },
    indexes: [['center', 'type']],
  }),
});

type About = Omit<ActivityProposed, 'wish' | 'programme'>;

const aboutRow = (about: About): Omit<ActivityRow, 'status' | 'awaitsAnswer' | 'start' | 'end' | 'claims'> => ({
  id: about.activityId,
  revision: about.revision,
  center: about.centerId,
  organization: about.organizationId,
  kindId: about.kind.id,
  kind: about.kind,
  ...(about.packageId && { packageId: about.packageId }),
  ...(about.routeId && { routeId: about.routeId }),
  title: about.title,
  audience: about.audience,
  headcount: about.headcount,
});

function wishedTimes({ wish }: ActivityProposed): { start: string; end: string } {
  const start = minuteOf(wish.starts[0] ?? '');
  return { start: instantOf(start), end: instantOf(start + wish.durationMinutes) };
}

const proposedRow = (event: ActivityProposed): ActivityRow => ({
  ...aboutRow(event),
  ...wishedTimes(event),
  status: 'proposed',
  awaitsAnswer: true,
  claims: [],
});

const placedIn = ({ start, end, claims, announced }: ActivityConfirmed) => ({
  start,
  end,
  claims,
  ...(!announced && { tentative: true }),
});

function confirmedRow(event: ActivityConfirmed, before: ActivityRow | undefined): ActivityRow {
  const row: ActivityRow = { ...aboutRow(event), ...placedIn(event), status: 'confirmed', awaitsAnswer: false };
  // What waited in a round may be granted after a newer wish was asked for.
  if (!before || before.revision <= event.revision) return row;
  return { ...row, revision: before.revision, awaitsAnswer: before.awaitsAnswer };
}

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
  const addResource = (center: string, resource: CenterProfile['resources'][number], meta: EventMeta) =>
    resources.put(
      resource.id,
      { id: resource.id, center, type: resource.type, names: [resource.name.zh, resource.name.en] },
      meta.source,
    );

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
