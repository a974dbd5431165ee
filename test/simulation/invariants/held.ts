import type {
  AllocationDisplaced,
  AllocationGranted,
  AllocationMoved,
  AllocationReleased,
  Claim,
} from '@huitang/contracts';
import type { StoredEvent } from '@huitang/runtime';
import { streamsOf } from '../state.ts';
import type { View } from './invariant.ts';

/** What an activity holds in one stream of room-allocation. */
export interface Held {
  readonly activityId: string;
  readonly revision: number;
  readonly centerId: string;
  readonly claims: readonly Claim[];
}

/** Each tells all that its revision has in that stream from then on. */
function givenBy({ type, data }: StoredEvent): Held | undefined {
  // What the log has was written by the schema of its type.
  if (type === 'AllocationGranted' || type === 'AllocationMoved') return data as AllocationGranted | AllocationMoved;
  if (type !== 'AllocationDisplaced') return undefined;
  const { held, ...about } = data as AllocationDisplaced;
  return { ...about, claims: held?.claims ?? [] };
}

/** What is held in the end, by room-allocation's log: for each stream and activity the newest that was not released. */
export function heldIn(view: Pick<View, 'world'>): readonly Held[] {
  const held = new Map<string, Held>();
  for (const [stream, commits] of streamsOf(view, 'room-allocation', '')) {
    for (const event of commits.flatMap(({ events }) => events)) {
      const given = givenBy(event);
      if (given?.claims.length === 0) held.delete(`${stream} ${given.activityId}`);
      else if (given) held.set(`${stream} ${given.activityId}`, given);
      if (event.type !== 'AllocationReleased') continue;
      const { activityId, upToRevision } = event.data as AllocationReleased;
      const key = `${stream} ${activityId}`;
      if ((held.get(key)?.revision ?? Number.POSITIVE_INFINITY) <= upToRevision) held.delete(key);
    }
  }
  return [...held.values()];
}
