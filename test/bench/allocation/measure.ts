import type { Commitment } from '@huitang/room-allocation/allocator';
import {
  type AllocationProblem,
  type AllocationResult,
  allocate,
  type Placed,
  type Tentative,
} from '@huitang/room-allocation/allocator';

const DAY = 1_440;

export const weightOf = (problem: AllocationProblem, { assignments }: AllocationResult): number => {
  const weights = new Map(problem.requests.map(({ requestId, weight }) => [requestId, weight ?? 1]));
  return assignments.reduce((sum, { requestId }) => sum + (weights.get(requestId) ?? 0), 0);
};

/** 10,000 for each weight, without seats wasted and minutes moved. */
export const objectiveOf = (problem: AllocationProblem, result: AllocationResult): number =>
  result.assignments.reduce(
    (sum, { wastedSeats, movedMinutes }) => sum - wastedSeats - Math.abs(movedMinutes),
    10_000 * weightOf(problem, result),
  );

export const wastePerBooking = ({ assignments }: AllocationResult): number =>
  assignments.reduce((sum, { wastedSeats }) => sum + wastedSeats, 0) / Math.max(1, assignments.length);

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The value that a share of all do not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export interface Timed<T> {
  /** Milliseconds of one core: what else the machine does while it runs is not in them. */
  readonly ms: number;
  readonly value: T;
}

const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};

/** The cheapest of several runs. */
export function fastest<T>(times: number, run: () => T): Timed<T> {
  let best: Timed<T> | undefined;
  for (let time = 0; time < times; time += 1) {
    const before = process.cpuUsage();
    const value = run();
    const ms = cpuMs(before);
    if (!best || ms < best.ms) best = { ms, value };
  }
  if (!best) throw new RangeError('at least one run');
  return best;
}

/** What something that is waited for costs of one core. */
export async function costOf<T>(run: () => Promise<T>): Promise<Timed<T>> {
  const before = process.cpuUsage();
  const value = await run();
  return { ms: cpuMs(before), value };
}

/** The same problem day by day; for requests that accept no other day. */
export function daysOf(problem: AllocationProblem): readonly AllocationProblem[] {
  const byDay = new Map<number, AllocationProblem['requests'][number][]>();
  for (const request of problem.requests) {
    const day = Math.floor((request.starts[0] ?? request.preferredStart) / DAY);
    byDay.set(day, [...(byDay.get(day) ?? []), request]);
  }
  return [...byDay.values()].map((requests) => ({ ...problem, requests }));
}

const commitmentsOf = (activityId: string, { claims }: Placed): readonly Commitment[] =>
  claims.map(({ resource, start, end, count }) => ({ resourceId: resource.id, start, end, count, activityId }));

interface Day {
  readonly commitments: Commitment[];
  readonly tentative: Map<string, Tentative>;
}

/**
 * The milliseconds of each request when it is asked for alone, beside everything of its day that was answered before:
 * what one proposal costs. The shortest of several tries each.
 */
export function msOfEach(problem: AllocationProblem, tries: number): readonly number[] {
  const days = new Map<number, Day>();
  return problem.requests.map((request) => {
    const number = Math.floor((request.starts[0] ?? request.preferredStart) / DAY);
    const day: Day = days.get(number) ?? { commitments: [], tentative: new Map() };
    days.set(number, day);
    const tentative = [...day.tentative.values()];
    const asked = { ...problem, commitments: day.commitments, tentative, requests: [request] };
    const { ms, value } = fastest(tries, () => allocate(asked));
    for (const { requestId, to } of value.moves) {
      const moved = day.tentative.get(requestId);
      if (moved) day.tentative.set(requestId, { ...moved, assignment: to });
    }
    for (const assignment of value.assignments) {
      if (request.starts.length > 1) day.tentative.set(request.requestId, { request, assignment });
      else day.commitments.push(...commitmentsOf(request.requestId, assignment));
    }
    return ms;
  });
}
