import {
  CenterDocument,
  CenterHours,
  CenterList,
  type Interval,
  instantOf,
  type Language,
  type LocalDate,
  minuteOf,
  ResourceList,
  type Room,
  RoomUse,
} from '@huitang/contracts';
import {
  ActivityAnswer,
  ActivityList,
  type Feed,
  FeedList,
  InboxPage,
  type Kind,
  KindList,
  type ListedActivity,
  type Package,
  PackageList,
  RouteList,
  type WalkingRoute,
} from './answers.ts';
import type { Ask } from './client.ts';

const ACTIVITIES_MAX = 500;
/** On one page of an inbox. */
const MESSAGES_MAX = 30;
const DAY_MINUTES = 1440;

export interface Listing {
  /** By start. */
  readonly items: readonly ListedActivity[];
  /** True when there are more that begin later. */
  readonly isCut: boolean;
}

/** Everything the pages read, one request each. */
export interface Reads {
  centers(search: string | undefined): Promise<readonly CenterDocument[]>;
  center(id: string): Promise<CenterDocument | undefined>;
  /** From one date to another, both inside. */
  hours(center: string, from: LocalDate, to: LocalDate): Promise<CenterHours | undefined>;
  rooms(center: string): Promise<readonly Room[]>;
  use(center: string, interval: Interval): Promise<RoomUse | undefined>;
  /** Confirmed ones that are on at some minute of `interval` and began at most a day before it. Not masked. */
  activities(center: string, interval: Interval): Promise<Listing>;
  /** Not masked. */
  activity(id: string): Promise<ActivityAnswer | undefined>;
  /** Calendars in that language. */
  feeds(center: string, language: Language): Promise<readonly Feed[]>;
  /** Those older than `before`; the newest without it. */
  inbox(organization: string, before: number | undefined): Promise<InboxPage | undefined>;
  kinds(): Promise<readonly Kind[]>;
  packages(): Promise<readonly Package[]>;
  routes(center: string): Promise<readonly WalkingRoute[]>;
}

const items = <T>(list: { readonly items: readonly T[] } | undefined): readonly T[] => list?.items ?? [];
const at = (id: string): string => encodeURIComponent(id);

export const readsOf = (ask: Ask): Reads => ({
  centers: async (q) => items(await ask('/api/centers', CenterList, { q })),
  center: (id) => ask(`/api/centers/${at(id)}`, CenterDocument),
  hours: (center, from, to) => ask(`/api/centers/${at(center)}/hours`, CenterHours, { from, to }),
  async rooms(center) {
    const resources = items(await ask(`/api/centers/${at(center)}/resources`, ResourceList));
    return resources.filter((resource) => resource.type === 'room');
  },
  use: (center, { start, end }) =>
    ask(`/api/centers/${at(center)}/use`, RoomUse, { from: instantOf(start), to: instantOf(end) }),
  async activities(center, { start, end }) {
    const list = await ask('/api/activities', ActivityList, {
      center,
      status: 'confirmed',
      from: instantOf(start - DAY_MINUTES),
      to: instantOf(end),
      limit: String(ACTIVITIES_MAX),
    });
    const on = items(list).filter((activity) => minuteOf(activity.end) > start);
    return { items: on, isCut: list?.cursor !== undefined };
  },
  activity: (id) => ask(`/api/activities/${at(id)}`, ActivityAnswer),
  // The calendar may not have heard of a new center yet; it then has no feeds of it.
  feeds: async (center, lang) => items(await ask('/api/feeds', FeedList, { center, lang })),
  inbox: (organization, before) =>
    ask('/api/inbox', InboxPage, {
      organization,
      limit: String(MESSAGES_MAX),
      cursor: before === undefined ? undefined : String(before),
    }),
  kinds: async () => items(await ask('/api/kinds', KindList)),
  packages: async () => items(await ask('/api/packages', PackageList)),
  routes: async (center) => items(await ask('/api/routes', RouteList)).filter(({ centerId }) => centerId === center),
});
