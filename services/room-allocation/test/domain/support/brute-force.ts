import type { Need, Resource } from '@huitang/contracts';
import type {
  AllocationProblem,
  AllocationRequest,
  Assignment,
  PlannedClaim,
} from '../../../src/domain/allocator/allocation-problem.ts';
import { isWhatIsNeeded, minutesTaken, violations } from './validator.ts';

interface Demand {
  readonly need: Need;
  readonly count: number;
}

/** Needs for the same kit put together: they are answered by one claim. */
function demands(needs: readonly Need[]): readonly Demand[] {
  const kit = new Map<string, number>();
  for (const need of needs) {
    if (need.role === 'kit') kit.set(need.resourceId, (kit.get(need.resourceId) ?? 0) + need.count);
  }
  return needs.flatMap((need, index): readonly Demand[] => {
    if (need.role !== 'kit') return [{ need, count: 1 }];
    const isFirst = needs.findIndex((other) => other.role === 'kit' && other.resourceId === need.resourceId) === index;
    return isFirst ? [{ need, count: kit.get(need.resourceId) ?? 0 }] : [];
  });
}

/** Every way to choose a resource for each need, good or bad. */
function everyChoice(
  request: AllocationRequest,
  start: number,
  resources: readonly Resource[],
): readonly (readonly PlannedClaim[])[] {
  return demands(request.needs).reduce<readonly (readonly PlannedClaim[])[]>(
    (choices, { need, count }) =>
      choices.flatMap((claims) =>
        resources
          .filter((resource) => isWhatIsNeeded(need, resource, request.headcount))
          .map((resource) => [
            ...claims,
            { resource, role: need.role, count, ...minutesTaken(need, resource, request, start) },
          ]),
      ),
    [[]],
  );
}

/** Everything that one request could be given at one start beside what is taken: tried one by one, kept if nothing is wrong. */
export function waysAt(problem: AllocationProblem, request: AllocationRequest, start: number): readonly Assignment[] {
  const { rooms, pools, stops } = problem;
  const ways = everyChoice(request, start, [...rooms, ...pools, ...stops]).map((claims) => ({
    requestId: request.requestId,
    resourceIds: claims.map(({ resource }) => resource.id),
    start,
    movedMinutes: start - request.preferredStart,
    wastedSeats: claims.reduce(
      (sum, { resource }) => sum + (resource.type === 'room' ? resource.capacity - request.headcount : 0),
      0,
    ),
    reasons: [],
    claims,
    setupMinutes: 0,
    teardownMinutes: 0,
  }));
  return ways.filter((way) => {
    const alone = { ...problem, requests: [{ ...request, starts: [start] }] };
    return violations(alone, { assignments: [way], moves: [], refusals: [] }).length === 0;
  });
}
