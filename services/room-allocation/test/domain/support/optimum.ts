import type {
  AllocationProblem,
  AllocationRequest,
  Assignment,
} from '../../../src/domain/allocator/allocation-problem.ts';
import { waysAt } from './brute-force.ts';

const takenBy = ({ requestId, claims }: Assignment) =>
  claims.map(({ resource, start, end, count }) => ({
    resourceId: resource.id,
    activityId: requestId,
    start,
    end,
    count,
  }));

/** The problem as it is for whoever comes after these. */
export const after = (problem: AllocationProblem, assignments: readonly Assignment[]): AllocationProblem => ({
  ...problem,
  commitments: [...problem.commitments, ...assignments.flatMap(takenBy)],
});

export const worthOf = (request: AllocationRequest, { wastedSeats, movedMinutes }: Assignment): number =>
  10_000 * (request.weight ?? 1) - wastedSeats - Math.abs(movedMinutes);

/** The most that any answer is worth: every request left out, and at every start with everything it could have. */
export function mostWorth(problem: AllocationProblem, requests = problem.requests): number {
  const [request, ...others] = requests;
  if (!request) return 0;
  const ways = [...new Set(request.starts)].flatMap((start) => waysAt(problem, request, start));
  const worths = ways.map((way) => worthOf(request, way) + mostWorth(after(problem, [way]), others));
  return Math.max(mostWorth(problem, others), ...worths);
}
