import {
  type Availability,
  type AvailableStart,
  type Interval,
  instantOf,
  type Minute,
  type Need,
} from '@huitang/contracts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { takenWithin } from './coordinator/taken-within.ts';
import { allocate } from './domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationRequest } from './domain/allocator/allocation-problem.ts';
import { widestSpan } from './domain/allocator/buffers.ts';
import { concernedOf, type KnownCenter } from './facts.ts';

/** What would be asked for, at each of these starts. */
export interface WouldAsk {
  readonly starts: readonly Minute[];
  readonly durationMinutes: number;
  readonly headcount: number;
  readonly needs: Need[];
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

const requestAt = ({ starts: _, ...terms }: WouldAsk, start: Minute): AllocationRequest => ({
  ...terms,
  requestId: String(start),
  starts: [start],
  preferredStart: start,
  asGiven: false,
});

function startOf(problem: Omit<AllocationProblem, 'requests'>, request: AllocationRequest): AvailableStart {
  const { assignments, refusals } = allocate({ ...problem, requests: [request] });
  const [start] = request.starts;
  const when = { start: instantOf(start ?? 0), end: instantOf((start ?? 0) + request.durationMinutes) };
  const [assignment] = assignments;
  if (assignment) {
    const { resourceIds, reasons } = assignment;
    return { ...when, isAvailable: true, resourceIds: [...resourceIds], reasons: [...reasons] };
  }
  const reasons = refusals.flatMap(({ cause, missing }) => [cause, ...missing]);
  return { ...when, isAvailable: false, resourceIds: [], reasons };
}

/** What a proposal would get at each start if it were alone in asking now, decided as it would be. */
export async function availabilityOf(
  coordinator: Coordinator,
  known: KnownCenter,
  would: WouldAsk,
): Promise<Availability> {
  const { id, timeZone } = known.center.profile;
  const span = widestSpan({ ...would, asGiven: false }, concernedOf(known, would.needs));
  const within: Interval = { start: Math.min(...would.starts) + span.start, end: Math.max(...would.starts) + span.end };
  const { open, within: _, ...facts } = coordinator.factsOf(known, would.needs, within);
  const commitments = await takenWithin(coordinator, id, known, within);
  const problem = {
    ...facts,
    commitments,
    tentative: [],
    policy: { center: id, open, nearestStarts: [], nearestMax: 0 },
  };
  return { center: id, timeZone, items: would.starts.map((start) => startOf(problem, requestAt(would, start))) };
}
