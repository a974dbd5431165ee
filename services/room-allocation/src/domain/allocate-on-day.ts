import type { ActivityId, CenterId, Minute, Resource } from '@huitang/contracts';
import { allocate } from './allocator/allocate.ts';
import type {
  AllocationRequest,
  AllocationResult,
  Commitment,
  Move,
  Tentative,
} from './allocator/allocation-problem.ts';
import { concerned, partsOf } from './allocator/suitable.ts';
import type { CenterFacts } from './center-day-command.ts';
import {
  activityOn,
  type CenterDay,
  type CenterDayEvent,
  type Counted,
  takenOn,
  tentativeOn,
} from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import { movableNow, movedOf } from './tentative.ts';

/** What a day is asked: one wish, by somebody who may have something there already, or by nobody yet. */
interface OnDay {
  readonly activityId?: ActivityId;
  /** The one that is answered, where it is granted by what comes out. */
  readonly revision?: number;
  readonly centerId: CenterId;
  readonly request: AllocationRequest;
  readonly facts: CenterFacts;
  readonly now: Minute;
}

/** What is taken, but for what these were granted: a leg that one of them holds for a newer revision stays. */
export function withoutTheirs(
  day: CenterDay,
  taken: readonly Commitment[],
  who: readonly ActivityId[],
): readonly Commitment[] {
  const leaving = new Set<Commitment>(who.flatMap((activityId) => activityOn(day, activityId).granted?.claims ?? []));
  return taken.filter((claim) => !leaving.has(claim));
}

/** Everything taken of a day but one activity's own: what may make way, and what stays where it is. */
function standingOn(
  day: CenterDay,
  except: string | undefined,
  which: Counted,
  resources: readonly Resource[],
  now: Minute,
): { readonly tentative: readonly Tentative[]; readonly commitments: readonly Commitment[] } {
  const taken = takenOn(day, except, which);
  const grants = tentativeOn(day, except);
  if (grants.length === 0) return { tentative: [], commitments: taken };
  const byId = new Map<string, Resource>(resources.map((resource) => [resource.id, resource]));
  const movable = grants.flatMap((grant) => {
    const found = movableNow(grant, byId, now);
    return found ? [{ found, activityId: grant.answer.activityId }] : [];
  });
  const who = movable.map(({ activityId }) => activityId);
  return { tentative: movable.map(({ found }) => found), commitments: withoutTheirs(day, taken, who) };
}

/** One wish on one day. Others that may still move make way for it inside what they offered. */
export function allocateOn(
  day: CenterDay,
  { activityId, revision, centerId, request, facts, now }: OnDay,
  which: Pick<Counted, 'holds'>,
): AllocationResult {
  const { closures, open, within, rooms, pools, stops } = facts;
  const resources = [...rooms, ...pools, ...stops];
  const { tentative, commitments } = standingOn(day, activityId, { ...which, ownFrom: revision }, resources, now);
  const needs = [...request.needs, ...tentative.flatMap(({ request: { needs: theirs } }) => theirs)];
  return allocate({
    ...partsOf(concerned(resources, needs)),
    closures: [...closures, ...closedOn(day.closures)],
    commitments,
    tentative,
    requests: [request],
    policy: { center: centerId, open, within, nearestStarts: [], nearestMax: 0 },
  });
}

/** The events that say who made way. */
export function movesOf(day: CenterDay, moves: readonly Move[], centerVersion: number): readonly CenterDayEvent[] {
  if (moves.length === 0) return [];
  const grants = new Map(tentativeOn(day, undefined).map((grant) => [grant.request.requestId, grant]));
  return moves.flatMap(({ requestId, to }): CenterDayEvent[] => {
    const grant = grants.get(requestId);
    if (!grant) return [];
    return [{ type: 'AllocationMoved', data: movedOf(grant, to, { because: { code: 'made-way' }, centerVersion }) }];
  });
}
