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

const ownerOf = (of: Held, { centerId }: Claim): string => centerId ?? of.centerId;

/** Who comes from a neighbour may be on their way there or back: how long the center is in use its own rooms tell. */
function concerns({ centerId, resourceIds }: ClosureAnnounced, of: Held, claim: Claim): boolean {
  if (resourceIds) return resourceIds.includes(claim.resourceId);
  if (ownerOf(of, claim) === centerId) return true;
  return of.centerId === centerId && !of.claims.some((one) => ownerOf(of, one) === centerId);
}

const isIn = (closure: ClosureAnnounced, of: Held, claim: Claim): boolean =>
  concerns(closure, of, claim) &&
  minuteOf(claim.start) < minuteOf(closure.end) &&
  minuteOf(closure.start) < minuteOf(claim.end);

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
