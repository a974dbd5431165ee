import type { ActivityProposed, AllocationGranted, CenterOpened, Claim, Resource } from '@huitang/contracts';
import { minuteOf } from '@huitang/contracts';
import type { Findings, Invariant } from './invariant.ts';

interface Buffers {
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

/** What each room of a center needed around an activity, at each version of the center. */
function createRooms() {
  const rooms = new Map<string, { readonly version: number; readonly buffers: Buffers }[]>();
  return {
    know(version: number, resource: Resource): void {
      if (resource.type !== 'room') return;
      const { setupMinutes, teardownMinutes } = resource;
      const known = rooms.get(resource.id) ?? [];
      rooms.set(resource.id, [...known, { version, buffers: { setupMinutes, teardownMinutes } }]);
    },
    at: (id: string, version: number): Buffers | undefined =>
      rooms.get(id)?.findLast((one) => one.version <= version)?.buffers,
  };
}

/** A room's claim begins with its setup and ends with its teardown, as the room was when it was decided. */
export const claimsCover: Invariant = {
  name: 'I1 setup and teardown',
  watch() {
    const rooms = createRooms();
    /** Whoever lets themselves in takes the room as it is: by activity and revision. */
    const asFound = new Set<string>();

    function know({ activityId, revision, wish }: ActivityProposed): void {
      if (wish.asFound) asFound.add(`${activityId}#${revision}`);
    }

    function short(claim: Claim, { activityId, revision, start, end, centerVersion }: AllocationGranted): Findings {
      const buffers = claim.role === 'room' ? rooms.at(claim.resourceId, centerVersion) : undefined;
      if (!buffers) return [];
      const setsUp = !asFound.has(`${activityId}#${revision}`);
      const from = minuteOf(start) - (setsUp ? buffers.setupMinutes : 0);
      const to = minuteOf(end) + buffers.teardownMinutes;
      if (minuteOf(claim.start) <= from && minuteOf(claim.end) >= to) return [];
      const { setupMinutes, teardownMinutes } = buffers;
      return [
        `${activityId} has ${claim.resourceId} from ${claim.start} to ${claim.end}, for ${start} to ${end} with ${setupMinutes} minutes before and ${teardownMinutes} after`,
      ];
    }
    return {
      committed(service, { events, version }): Findings {
        if (service === 'scheduling') {
          // What the log has was written by the schema of its type.
          for (const { type, data } of events) if (type === 'ActivityProposed') know(data as ActivityProposed);
        }
        if (service !== 'room-allocation') return [];
        return events.flatMap(({ type, data }) => {
          // What the log has was written by the schema of its type.
          if (type === 'CenterOpened')
            for (const one of (data as CenterOpened).profile.resources) rooms.know(version, one);
          if (type === 'ResourceAdded' || type === 'ResourceChanged') {
            rooms.know(version, (data as { resource: Resource }).resource);
          }
          if (type !== 'AllocationGranted' && type !== 'AllocationMoved') return [];
          const granted = data as AllocationGranted;
          return granted.claims.flatMap((claim) => short(claim, granted));
        });
      },
    };
  },
};
