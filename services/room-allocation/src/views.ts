import {
  type ActivityConfirmed,
  type ActivityId,
  type ActivityProposed,
  type AllocationGranted,
  type CenterId,
  type CenterProfile,
  type Claim,
  type Interval,
  instantOf,
  minuteOf,
  type Resource,
} from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import { demandReaders, type Unmet, unmetCollection } from './demand/unmet.ts';
import { renamed, withHours, withNeighbours, withResource } from './domain/center-profile.ts';
import type { ActivityAbout } from './domain/shown.ts';
import { type Kinds, kindReader, kindsCollection } from './kinds.ts';
import { holdersCollection, holderWriter, type QuotaHolders } from './quota-holders.ts';
import { type ListedRound, roundReader, roundsCollection } from './rounds/round-views.ts';

export const VIEWS_GROUP = 'room-allocation.views';

/** What one stream has granted to one activity. A day and a coordinating stream may both hold something for a moment. */
export interface Grant {
  readonly activityId: ActivityId;
  readonly center: CenterId;
  readonly start: string;
  readonly end: string;
  readonly claims: readonly Claim[];
  /** True while it may still move. */
  readonly tentative?: boolean;
  /** What it is found by: see `dayKeys`. */
  readonly days: readonly string[];
}

export interface ListedCenter {
  readonly id: string;
  readonly profile: CenterProfile;
  readonly version: number;
}

export interface RoomAllocationViews {
  readonly centers: Collection<ListedCenter>;
  readonly grants: Collection<Grant>;
  readonly activities: Collection<ActivityAbout>;
  readonly unmet: Collection<Unmet>;
  readonly rounds: Collection<ListedRound>;
  readonly kinds: Kinds;
  readonly holders: QuotaHolders;
}

export const viewsOf = ({ views }: Pick<Platform, 'views'>): RoomAllocationViews => ({
  unmet: unmetCollection({ views }),
  rounds: roundsCollection({ views }),
  kinds: kindsCollection({ views }),
  holders: holdersCollection({ views }),
  centers: views.collection<ListedCenter>({ name: 'room-allocation-centers', fields: {}, indexes: [] }),
  grants: views.collection<Grant>({ name: 'room-allocation-grants', fields: { days: 'texts' }, indexes: [['days']] }),
  activities: views.collection<ActivityAbout>({ name: 'room-allocation-activities', fields: {}, indexes: [] }),
});

const grantId = (meta: EventMeta, activityId: string): string => `${meta.source.stream}|${activityId}`;

const aboutOf = ({ title, kind, audience, headcount }: ActivityProposed | ActivityConfirmed): ActivityAbout => ({
  title,
  kind,
  audience,
  headcount,
});

const UTC_DAY_MINUTES = 1440;

/** The keys by which what touches an interval is found: dates of UTC, so that they do not hang on another stream. */
export function dayKeys(centerId: string, { start, end }: Interval): readonly string[] {
  const first = Math.floor(start / UTC_DAY_MINUTES);
  const last = Math.floor((end - 1) / UTC_DAY_MINUTES);
  return Array.from(
    { length: Math.max(0, last - first) + 1 },
    (_, index) => `${centerId}/${instantOf((first + index) * UTC_DAY_MINUTES).slice(0, 10)}`,
  );
}

type Held = Pick<AllocationGranted, 'activityId' | 'centerId' | 'start' | 'end' | 'claims' | 'tentative'>;

function grantOf(event: Held): Grant {
  const { activityId, centerId, start, end, claims } = event;
  const isTentative = event.tentative !== undefined;
  // Whoever is borrowed is taken where they come from, too.
  const keys = claims.flatMap((claim) =>
    dayKeys(claim.centerId ?? centerId, { start: minuteOf(claim.start), end: minuteOf(claim.end) }),
  );
  const days = [...new Set(keys)].sort();
  return { activityId, center: centerId, start, end, claims, ...(isTentative && { tentative: true }), days };
}

/** Room use, and the directory of centers. */
export function viewConsumer(views: RoomAllocationViews): Consumer {
  const { centers, grants, activities, unmet, rounds, kinds } = views;
  const holders = holderWriter(views.holders);
  const demand = demandReaders(unmet);
  const takeRound = roundReader(rounds);
  const changeCenter = async (id: string, meta: EventMeta, change: (profile: CenterProfile) => CenterProfile) => {
    const center = await centers.get(id);
    if (!center) return;
    const { version } = meta.source;
    await centers.put(id, { ...center, profile: change(center.profile), version }, meta.source);
  };
  const takeResource = (event: { readonly centerId: string; readonly resource: Resource }, meta: EventMeta) =>
    changeCenter(event.centerId, meta, (profile) => withResource(profile, event.resource));
  const takeGrant = async (event: Held, meta: EventMeta): Promise<void> => {
    await grants.put(grantId(meta, event.activityId), grantOf(event), meta.source);
  };
  const leaveGrant = async ({ activityId }: Pick<Held, 'activityId'>, meta: EventMeta): Promise<void> => {
    await grants.remove(grantId(meta, activityId), meta.source);
    await holders.left({ activityId }, meta);
  };
  const takeAbout = async (event: ActivityProposed | ActivityConfirmed, meta: EventMeta): Promise<void> => {
    await activities.put(event.activityId, aboutOf(event), meta.source);
  };

  return {
    group: VIEWS_GROUP,
    services: ['room-allocation', 'scheduling'],
    rebuilds: [centers, grants, activities, unmet, rounds, kinds, views.holders],
    handlers: {
      async CenterOpened({ profile }, meta) {
        await centers.put(profile.id, { id: profile.id, profile, version: meta.source.version }, meta.source);
      },
      CenterRenamed: (event, meta) => changeCenter(event.centerId, meta, (profile) => renamed(profile, event)),
      CenterHoursChanged: (event, meta) => changeCenter(event.centerId, meta, (profile) => withHours(profile, event)),
      CenterNeighboursChanged: (event, meta) =>
        changeCenter(event.centerId, meta, (profile) => withNeighbours(profile, event)),
      ResourceAdded: takeResource,
      ResourceChanged: takeResource,
      async AllocationGranted(event, meta) {
        await takeGrant(event, meta);
        await holders.granted(event, meta);
        await demand.granted(event, meta);
      },
      AllocationMoved: takeGrant,
      AllocationFixed: takeGrant,
      AllocationRefused: demand.refused,
      SearchFoundNothing: demand.foundNothing,
      async AllocationDisplaced(event, meta) {
        const { held } = event;
        await (held ? takeGrant({ ...event, ...held }, meta) : leaveGrant(event, meta));
        await demand.displaced(event, meta);
      },
      RoundOpened: takeRound,
      RoundPublished: takeRound,
      RoundGivenUp: takeRound,
      AllocationReleased: leaveGrant,
      ActivityProposed: takeAbout,
      ActivityConfirmed: takeAbout,
      KindDescribed: kindReader(kinds),
    },
  };
}
