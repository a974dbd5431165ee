import type { ActivityId, CenterId, Minute, Need, OrganizationId, Resource } from '@huitang/contracts';
import { withoutTheirs } from './allocate-on-day.ts';
import { allocate } from './allocator/allocate.ts';
import type {
  AllocationProblem,
  AllocationRefusal,
  AllocationRequest,
  AllocationResult,
  Assignment,
  Commitment,
} from './allocator/allocation-problem.ts';
import type { CenterFacts } from './center-day-command.ts';
import { activityOn, type CenterDay, takenOn, tentativeOn } from './center-day-state.ts';
import { closedOn } from './day-closures.ts';
import { batchIn, type DayRound } from './round-state.ts';
import type { Adjustment, Collected } from './round-wish.ts';
import { movableNow } from './tentative.ts';

/** More than whatever a day of wishes is worth together: what staff have settled goes first. */
const SETTLED_WEIGHT = 1_000;

export interface Solving {
  readonly day: CenterDay;
  readonly round: DayRound;
  readonly facts: CenterFacts;
  readonly centerId: CenterId;
  readonly now: Minute;
  /** What is added to the weight of an organization's first wish. */
  readonly credits: ReadonlyMap<OrganizationId, number>;
}

export interface RoundProblem {
  /** Who is answered together. */
  readonly problem: AllocationProblem;
  /** Who has something here from an earlier revision: they are answered after those who have nothing. */
  readonly revised: readonly AllocationRequest[];
  readonly leftOut: readonly { readonly activityId: ActivityId; readonly because: string }[];
}

function withRooms(needs: readonly Need[], rooms: readonly string[]): readonly Need[] {
  const left = [...rooms];
  return needs.map((need): Need => {
    const resourceId = need.role === 'room' ? left.shift() : undefined;
    // Ids of resources come from the center itself.
    return need.role === 'room' && resourceId !== undefined
      ? { ...need, resourceId: resourceId as Resource['id'] }
      : need;
  });
}

function requestFrom(
  { asked, request }: Collected,
  settled: Adjustment | undefined,
  credit: number,
): AllocationRequest {
  const { start, rooms } = settled ?? {};
  return {
    ...request,
    starts: start === undefined ? request.starts : [start],
    needs: rooms ? withRooms(request.needs, rooms) : request.needs,
    weight: settled ? SETTLED_WEIGHT : (asked.wish.weight ?? 1) + credit,
    // Rules of booking do not bind staff.
    barred: settled ? undefined : request.barred,
    organization: asked.organizationId,
  };
}

/** The heaviest of each organization, the smallest id of equals: nothing hangs on the order of arrival. */
function firstOfEach(wishes: readonly Collected[]): ReadonlySet<ActivityId> {
  const first = new Map<OrganizationId, Collected>();
  for (const wish of wishes) {
    const { organizationId, wish: terms } = wish.asked;
    const known = first.get(organizationId);
    if (!known || (terms.weight ?? 1) > (known.asked.wish.weight ?? 1)) first.set(organizationId, wish);
  }
  return new Set([...first.values()].map(({ asked }) => asked.activityId));
}

const hasSomething = (day: CenterDay, activityId: ActivityId): boolean => {
  const { granted, legs } = activityOn(day, activityId);
  return granted !== undefined || legs.length > 0;
};

/** The day as it stands, and everybody collected: the same whatever the order of arrival. */
export function problemOfRound({ day, round, facts, centerId, now, credits }: Solving): RoundProblem {
  const settled = new Map(round.adjustments.map((one) => [one.activityId, one]));
  const all = [...batchIn(round)].sort((a, b) => (a.asked.activityId < b.asked.activityId ? -1 : 1));
  const wishes = all.filter(({ asked }) => !settled.get(asked.activityId)?.leftOut);
  const first = firstOfEach(wishes);
  const requestOf = (wish: Collected): AllocationRequest => {
    const { activityId, organizationId } = wish.asked;
    const credit = first.has(activityId) ? (credits.get(organizationId) ?? 0) : 0;
    return requestFrom(wish, settled.get(activityId), credit);
  };
  const revised = wishes.filter(({ asked }) => hasSomething(day, asked.activityId));
  const staying = new Set(revised.map(({ asked }) => asked.activityId));
  const byId = new Map<string, Resource>(
    [...facts.rooms, ...facts.pools, ...facts.stops].map((resource) => [resource.id, resource]),
  );
  const movable = tentativeOn(day, undefined).flatMap((grant) => {
    const { activityId } = grant.answer;
    const found = staying.has(activityId) ? undefined : movableNow(grant, byId, now);
    return found ? [{ found, activityId }] : [];
  });
  const moving = movable.map(({ activityId }) => activityId);
  const { open, within, closures, ...parts } = facts;
  return {
    problem: {
      ...parts,
      closures: [...closures, ...closedOn(day.closures)],
      commitments: withoutTheirs(day, takenOn(day, undefined, { holds: true }), moving),
      tentative: movable.map(({ found }) => found),
      requests: wishes.filter(({ asked }) => !staying.has(asked.activityId)).map(requestOf),
      policy: { center: centerId, open, within, nearestStarts: [], nearestMax: 0, order: 'batch' },
    },
    revised: revised.map(requestOf),
    leftOut: all.flatMap(({ asked: { activityId } }) => {
      const one = settled.get(activityId);
      return one?.leftOut ? [{ activityId, because: one.ordered.reason }] : [];
    }),
  };
}

const takenBy = ({ requestId, claims }: Pick<Assignment, 'requestId' | 'claims'>): Commitment[] =>
  claims.map(({ resource, start, end, count }) => ({
    resourceId: resource.id,
    start,
    end,
    count,
    activityId: requestId,
  }));

/**
 * Answers those who have something already, one after the other, with what the others were given taken. What they have
 * is theirs to use, and stays theirs when they are refused.
 */
export function answerRevised(
  { problem, revised }: RoundProblem,
  { assignments, moves, refusals }: AllocationResult,
): AllocationResult {
  const moved = new Map(moves.map(({ requestId, to }) => [requestId, to]));
  const standing = problem.tentative.flatMap(({ request, assignment }) =>
    takenBy({ requestId: request.requestId, claims: (moved.get(request.requestId) ?? assignment).claims }),
  );
  const commitments = [...problem.commitments, ...standing, ...assignments.flatMap(takenBy)];
  const given = [...assignments];
  const refused: AllocationRefusal[] = [...refusals];
  for (const request of revised) {
    const answer = allocate({
      ...problem,
      commitments: commitments.filter(({ activityId }) => activityId !== request.requestId),
      tentative: [],
      requests: [request],
      policy: { ...problem.policy, order: 'arrival' },
    });
    given.push(...answer.assignments);
    refused.push(...answer.refusals);
    // What it had stays taken until this is published: it would be given back if it were not.
    commitments.push(...answer.assignments.flatMap(takenBy));
  }
  return { assignments: given, moves, refusals: refused };
}
