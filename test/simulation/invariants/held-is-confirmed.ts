import type { AllocationGranted, AllocationReleased } from '@huitang/contracts';
import { busIsIdle, parkedStreams, streamsOf, undecided, unpublished } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { publicState } from './public-state.ts';

interface Hold {
  readonly activityId: string;
  readonly revision: number;
}

/** What is held in the end: for each stream and activity the newest grant that was not released. */
function heldIn(view: View): readonly Hold[] {
  const held = new Map<string, Hold>();
  for (const [stream, commits] of streamsOf(view, 'room-allocation', '')) {
    for (const { type, data } of commits.flatMap(({ events }) => events)) {
      // What the log has was written by the schema of its type.
      if (type === 'AllocationGranted') {
        const { activityId, revision } = data as AllocationGranted;
        held.set(`${stream} ${activityId}`, { activityId, revision });
      } else if (type === 'AllocationReleased') {
        const { activityId, upToRevision } = data as AllocationReleased;
        const key = `${stream} ${activityId}`;
        if ((held.get(key)?.revision ?? Number.POSITIVE_INFINITY) <= upToRevision) held.delete(key);
      }
    }
  }
  return [...held.values()];
}

function compare(view: View): Findings {
  const confirmed = new Map(
    [...publicState(view).activities].flatMap(([id, placed]) =>
      placed.cancelled ? [] : [[id, placed.confirmed.revision]],
    ),
  );
  const held = heldIn(view);
  const wrongly = held.filter(({ activityId, revision }) => confirmed.get(activityId) !== revision);
  const missing = [...confirmed].filter(([id]) => !held.some(({ activityId }) => activityId === id));
  return [
    ...wrongly.map(
      ({ activityId, revision }) =>
        `${activityId}#${revision} holds a place, and ${confirmed.has(activityId) ? `#${confirmed.get(activityId)} is what is confirmed` : 'is not confirmed'}`,
    ),
    ...missing.map(([id, revision]) => `${id}#${revision} is confirmed, and holds nothing`),
  ];
}

/** At rest what is held is what is confirmed: nothing leaks, and nobody is promised what they do not have. */
export const heldIsConfirmed: Invariant = {
  name: 'I3 held is confirmed',
  watch: (view) => ({
    ended({ quiet }) {
      const isSettled =
        busIsIdle(view) &&
        unpublished(view).length === 0 &&
        undecided(view).length === 0 &&
        parkedStreams(view).every(({ subject }) => view.poisoned.has(subject));
      return quiet && isSettled ? compare(view) : [];
    },
  }),
};
