import { heldIn } from './held.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { publicState } from './public-state.ts';
import { isSettled } from './settled.ts';

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
    ended: ({ quiet }) => (quiet && isSettled(view) ? compare(view) : []),
  }),
};
