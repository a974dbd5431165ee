import type { AllocationProblem, AllocationRequest, Placed, SearchBounds } from './allocation-problem.ts';
import { type Ask, askOf } from './ask.ts';
import { type Board, boardOf, commit, type Placement, place } from './board.ts';
import type { Booking } from './line.ts';

/** One problem being solved: who may have what, who has it by now, and who may be moved. Tentative activities come first. */
export interface Session {
  readonly problem: AllocationProblem;
  readonly bounds: SearchBounds;
  readonly board: Board;
  readonly activities: readonly AllocationRequest[];
  /** How many of the activities are tentative ones. */
  readonly tentative: number;
  readonly movable: boolean[];
  /** Filled when they are asked for: most tentative activities never are. */
  readonly asks: (Ask | undefined)[];
}

/** Found by measuring: see docs/allocation.md. */
const SEARCH_DEFAULT: SearchBounds = { chainDepth: 3, blockersMax: 2, nodesMax: 200, rounds: 15, seed: 1 };

/** What an activity has, in numbers, as far as this board knows it. */
export function placementFrom(
  { numbers }: Board,
  request: AllocationRequest,
  placed: Placed,
  owner: number,
): Placement {
  const { start, claims } = placed;
  let cost = Math.abs(start - request.preferredStart);
  const bookings: Booking[] = [];
  for (const claim of claims) {
    const resource = numbers.get(claim.resource.id);
    if (claim.resource.type === 'room') cost += claim.resource.capacity - request.headcount;
    if (resource === undefined) continue;
    bookings.push({ resource, start: claim.start, end: claim.end, count: claim.count, owner });
  }
  return { start, bookings, cost };
}

export function sessionOf(problem: AllocationProblem): Session {
  const { tentative, requests, policy } = problem;
  const activities = [...tentative.map(({ request }) => request), ...requests];
  const board = boardOf(problem, activities.length);
  const movable = activities.map(() => true);
  tentative.forEach((one, activity) => {
    const placement = placementFrom(board, one.request, one.assignment, activity);
    place(board, activity, placement);
    // What is not known here cannot be given back, so it stays where it is.
    movable[activity] = placement.bookings.length === one.assignment.claims.length;
  });
  commit(board);
  const bounds = { ...SEARCH_DEFAULT, ...policy.search };
  return {
    problem,
    bounds,
    board,
    activities,
    tentative: tentative.length,
    movable,
    asks: new Array<Ask | undefined>(activities.length).fill(undefined),
  };
}

export function askFor({ asks, activities, board, problem }: Session, activity: number): Ask {
  const known = asks[activity];
  if (known) return known;
  const request = activities[activity];
  if (!request) throw new RangeError(`no activity ${activity}`);
  const ask = askOf(board, request, problem.policy.open);
  asks[activity] = ask;
  return ask;
}
