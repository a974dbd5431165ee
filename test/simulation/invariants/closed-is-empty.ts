import { type Claim, type ClosureAnnounced, type ClosureLifted, minuteOf } from '@huitang/contracts';
import { streamsOf } from '../state.ts';
import { type Held, heldIn } from './held.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { isSettled } from './settled.ts';

/** Announced and not lifted. */
function closuresIn(view: View): readonly ClosureAnnounced[] {
  const closed = new Map<string, ClosureAnnounced>();
  for (const commits of streamsOf(view, 'room-allocation', 'center/').values()) {
    for (const { type, data } of commits.flatMap(({ events }) => events)) {
      // What the log has was written by the schema of its type.
      if (type === 'ClosureAnnounced') closed.set((data as ClosureAnnounced).closureId, data as ClosureAnnounced);
      if (type === 'ClosureLifted') closed.delete((data as ClosureLifted).closureId);
    }
  }
  return [...closed.values()];
}

/** Who comes from a neighbour is on their way home when the center they were at has closed: that is no use of it. */
const isIn = ({ centerId, resourceIds, start, end }: ClosureAnnounced, of: Held, claim: Claim): boolean =>
  (resourceIds ? resourceIds.includes(claim.resourceId) : (claim.centerId ?? of.centerId) === centerId) &&
  minuteOf(claim.start) < minuteOf(end) &&
  minuteOf(start) < minuteOf(claim.end);

function heldInClosures(view: View): Findings {
  const closures = closuresIn(view);
  if (closures.length === 0) return [];
  return heldIn(view).flatMap((held) =>
    held.claims.flatMap((claim) =>
      closures
        .filter((closure) => isIn(closure, held, claim))
        .map(
          ({ closureId }) =>
            `${held.activityId}#${held.revision} has ${claim.resourceId} from ${claim.start}, which ${closureId} has closed`,
        ),
    ),
  );
}

/** At rest nothing is held where something is closed: who had it was given another place, or told that there is none. */
export const closedIsEmpty: Invariant = {
  name: 'I14 what is closed is empty',
  watch: (view) => ({
    ended: ({ quiet }) => (quiet && isSettled(view) ? heldInClosures(view) : []),
  }),
};
