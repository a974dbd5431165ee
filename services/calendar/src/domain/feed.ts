/** One feed that whoever knows its address may read, as the address names it. */
export type PublicFeed =
  | { readonly type: 'center'; readonly centerId: string }
  | { readonly type: 'room'; readonly roomId: string }
  /** Some rooms of one center together: for a screen in a hallway. */
  | { readonly type: 'rooms'; readonly centerId: string; readonly roomIds: readonly string[] }
  | { readonly type: 'kind'; readonly centerId: string; readonly kindId: string }
  | { readonly type: 'package'; readonly packageId: string }
  | { readonly type: 'route'; readonly routeId: string }
  | { readonly type: 'activity'; readonly activityId: string };

/** One feed for those who hold a token of it: what concerns an organization, a person of the staff, or a crew. */
export type PrivateFeed =
  | { readonly type: 'organization'; readonly organizationId: string }
  | { readonly type: 'person'; readonly personId: string }
  | { readonly type: 'crew'; readonly centerId: string }
  | { readonly type: 'canteen'; readonly centerId: string };

export type FeedSpec = PublicFeed | PrivateFeed;

export const isPrivate = (spec: FeedSpec): spec is PrivateFeed =>
  spec.type === 'organization' || spec.type === 'person' || spec.type === 'crew' || spec.type === 'canteen';

/**
 * Whether processes that send feeds side by side register what they have sent. Not of rooms together, of which there are as
 * many as anybody thinks of, and not of one activity, which takes no longer to read than what would be registered of it.
 */
export const isRegistered = (spec: FeedSpec): boolean => spec.type !== 'rooms' && spec.type !== 'activity';

/** The address below the installation's own. */
export function feedPath(spec: PublicFeed): string {
  switch (spec.type) {
    case 'center':
      return `/feeds/centers/${spec.centerId}.ics`;
    case 'room':
      return `/feeds/rooms/${spec.roomId}.ics`;
    case 'rooms':
      return `/feeds/centers/${spec.centerId}.ics?rooms=${spec.roomIds.join()}`;
    case 'kind':
      return `/feeds/centers/${spec.centerId}/kinds/${spec.kindId}.ics`;
    case 'package':
      return `/feeds/packages/${spec.packageId}.ics`;
    case 'route':
      return `/feeds/routes/${spec.routeId}.ics`;
    case 'activity':
      return `/feeds/activities/${spec.activityId}.ics`;
  }
}

/** Where an entry is listed: what `feeds` and `left` of an entry hold, and what a feed is read by. */
export const feedKey = {
  center: (centerId: string) => `center/${centerId}`,
  room: (centerId: string, roomId: string) => `room/${centerId}/${roomId}`,
  kind: (centerId: string, kindId: string) => `kind/${centerId}/${kindId}`,
  package: (packageId: string) => `package/${packageId}`,
  route: (routeId: string) => `route/${routeId}`,
  organization: (organizationId: string) => `organization/${organizationId}`,
  person: (personId: string) => `person/${personId}`,
  crew: (centerId: string) => `crew/${centerId}`,
  canteen: (centerId: string) => `canteen/${centerId}`,
} as const;

export function privateKey(spec: PrivateFeed): string {
  switch (spec.type) {
    case 'organization':
      return feedKey.organization(spec.organizationId);
    case 'person':
      return feedKey.person(spec.personId);
    case 'crew':
      return feedKey.crew(spec.centerId);
    case 'canteen':
      return feedKey.canteen(spec.centerId);
  }
}

/** What a finished feed is kept under: its address, or for private ones what no address can be. */
export const feedName = (spec: FeedSpec): string => (isPrivate(spec) ? privateKey(spec) : feedPath(spec));
