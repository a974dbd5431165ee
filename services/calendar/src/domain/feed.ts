/** One public feed, as its address names it. */
export type FeedSpec =
  | { readonly type: 'center'; readonly centerId: string }
  | { readonly type: 'room'; readonly roomId: string }
  | { readonly type: 'kind'; readonly centerId: string; readonly kindId: string }
  | { readonly type: 'package'; readonly packageId: string }
  | { readonly type: 'route'; readonly routeId: string }
  | { readonly type: 'activity'; readonly activityId: string };

/** The address below the installation's own, without a query. */
export function feedPath(spec: FeedSpec): string {
  switch (spec.type) {
    case 'center':
      return `/feeds/centers/${spec.centerId}.ics`;
    case 'room':
      return `/feeds/rooms/${spec.roomId}.ics`;
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
} as const;
