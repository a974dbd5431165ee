import type { Interval, Minute, Resource } from '@huitang/contracts';
import type { AllocationProblem, Closure } from './allocation-problem.ts';
import { isBorrowed } from './borrowed.ts';
import { capacityOf } from './capacity.ts';
import { type Booking, emptyLine, enter, isTaken, type Line, leave, overlapping } from './line.ts';
import { peakUse } from './peak-use.ts';

/** What one activity has: a booking for each of its slots, in their order. */
export interface Placement {
  readonly start: Minute;
  readonly bookings: readonly Booking[];
  /** Seats wasted and minutes moved. */
  readonly cost: number;
}

interface Change {
  readonly activity: number;
  readonly before: Placement | undefined;
}

/**
 * Who has what and when, with resources and activities as numbers, so that asking and changing cost next to nothing.
 * Every change is logged and can be undone. Owners from `fixedFrom` on are commitments: they never leave.
 */
export interface Board {
  readonly resources: readonly Resource[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly capacities: readonly number[];
  /** By resource; none where nothing was ever taken. */
  readonly lines: (Line | undefined)[];
  readonly closures: readonly (readonly Interval[])[];
  readonly within: Interval;
  readonly fixedFrom: number;
  readonly placed: (Placement | undefined)[];
  readonly log: Change[];
}

const EVER: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
const NO_CLOSURES: readonly Interval[] = [];

/**
 * A center that is closed as a whole bars whoever is in it, and nobody's way there and back: as an interval that may end
 * before it begins, it overlaps what somebody is taken for just where the time between their ways overlaps the closure.
 */
function inside({ start, end }: Interval, resource: Resource): Interval {
  const way = isBorrowed(resource) ? resource.borrowed.travelMinutes : 0;
  return { start: start + way, end: end - way };
}

function closuresOf(resources: readonly Resource[], closures: readonly Closure[]): readonly (readonly Interval[])[] {
  if (closures.length === 0) return resources.map(() => NO_CLOSURES);
  return resources.map((resource) =>
    closures.flatMap(({ resourceId, ...closure }) => {
      if (resourceId === undefined) return [inside(closure, resource)];
      return resourceId === resource.id ? [closure] : [];
    }),
  );
}

function take(lines: (Line | undefined)[], booking: Booking): void {
  let line = lines[booking.resource];
  if (!line) {
    line = emptyLine();
    lines[booking.resource] = line;
  }
  enter(line, booking);
}

function give(lines: readonly (Line | undefined)[], booking: Booking): void {
  const line = lines[booking.resource];
  if (line) leave(line, booking);
}

/** A board with everything that is fixed on it; `activities` of them can be placed. */
export function boardOf(
  { rooms, pools, stops, closures, commitments, policy }: AllocationProblem,
  activities: number,
): Board {
  const resources = [...rooms, ...pools, ...stops];
  const numbers = new Map<string, number>();
  resources.forEach(({ id }, number) => {
    numbers.set(id, number);
  });
  const lines = resources.map((): Line | undefined => undefined);
  commitments.forEach(({ resourceId, start, end, count }, index) => {
    const resource = numbers.get(resourceId);
    if (resource !== undefined) take(lines, { resource, start, end, count, owner: activities + index });
  });
  return {
    resources,
    numbers,
    capacities: resources.map(capacityOf),
    lines,
    closures: closuresOf(resources, closures),
    within: policy.within ?? EVER,
    fixedFrom: activities,
    placed: new Array<Placement | undefined>(activities).fill(undefined),
    log: [],
  };
}

function change(board: Board, activity: number, to: Placement | undefined): void {
  const before = board.placed[activity];
  if (before) for (const booking of before.bookings) give(board.lines, booking);
  if (to) for (const booking of to.bookings) take(board.lines, booking);
  board.placed[activity] = to;
}

/** Gives an activity its place, another place, or none. */
export function place(board: Board, activity: number, to: Placement | undefined): void {
  board.log.push({ activity, before: board.placed[activity] });
  change(board, activity, to);
}

/** Takes back every change since the log had this length: the board is as it was then. */
export function undoTo(board: Board, length: number): void {
  for (let last = board.log.length; last > length; last -= 1) {
    const step = board.log.pop();
    if (step) change(board, step.activity, step.before);
  }
}

/** Nothing before now can be undone any more. */
export function commit(board: Board): void {
  board.log.length = 0;
}

const isWithin = ({ within }: Board, start: Minute, end: Minute): boolean => within.start <= start && end <= within.end;

export function isClosed({ closures }: Board, resource: number, start: Minute, end: Minute): boolean {
  const own = closures[resource];
  if (!own || own.length === 0) return false;
  return own.some((closure) => closure.start < end && start < closure.end);
}

/** False where no move of anybody could help: the resource is closed, or the minutes are beyond what is decided on. */
export const isAllowed = (board: Board, resource: number, start: Minute, end: Minute): boolean =>
  isWithin(board, start, end) && !isClosed(board, resource, start, end);

export const holdersOf = ({ lines }: Board, resource: number, start: Minute, end: Minute): readonly Booking[] => {
  const line = lines[resource];
  return line ? overlapping(line, start, end) : [];
};

/** Whether nobody's use leaves less than `count` of a resource at any minute of the interval. */
export function isFree(
  { lines, capacities }: Board,
  resource: number,
  start: Minute,
  end: Minute,
  count: number,
): boolean {
  const line = lines[resource];
  const capacity = capacities[resource] ?? 0;
  if (count > capacity) return false;
  if (!line) return true;
  if (capacity === 1) return !isTaken(line, start, end);
  const taken = overlapping(line, start, end);
  let inAll = count;
  for (const booking of taken) inAll += booking.count;
  return inAll <= capacity || peakUse(taken, { start, end }) + count <= capacity;
}
