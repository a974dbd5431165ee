import type { Interval, Minute, Resource, Room } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest } from '@huitang/room-allocation/allocator';

// What others do: whoever comes first takes what is free, and nothing moves. Only to be compared with.

type Taken = Map<string, Interval[]>;

const isFree = (taken: Taken, id: string, { start, end }: Interval): boolean =>
  !(taken.get(id) ?? []).some((other) => other.start < end && start < other.end);

function take(taken: Taken, id: string, interval: Interval): void {
  const known = taken.get(id);
  if (known) known.push(interval);
  else taken.set(id, [interval]);
}

const roomInterval = ({ setupMinutes, teardownMinutes }: Room, start: Minute, minutes: number): Interval => ({
  start: start - setupMinutes,
  end: start + minutes + teardownMinutes,
});

interface Given {
  readonly claims: readonly { readonly id: string; readonly interval: Interval }[];
  readonly wasted: number;
}

function givenAt(
  { rooms, pools, stops }: AllocationProblem,
  taken: Taken,
  request: AllocationRequest,
  start: Minute,
): Given | undefined {
  const claims: { id: string; interval: Interval }[] = [];
  const during = { start, end: start + request.durationMinutes };
  let wasted = 0;
  for (const need of request.needs) {
    const found = ((): { resource: Resource; interval: Interval } | undefined => {
      switch (need.role) {
        case 'room': {
          const room = rooms.find(
            (one) =>
              one.capacity >= request.headcount &&
              need.features.every((feature) => one.features.includes(feature)) &&
              isFree(taken, one.id, roomInterval(one, start, request.durationMinutes)),
          );
          return room && { resource: room, interval: roomInterval(room, start, request.durationMinutes) };
        }
        case 'guide':
        case 'lecturer':
        case 'interpreter': {
          const person = pools.find((one) => one.type === 'person' && isFree(taken, one.id, during));
          return person && { resource: person, interval: during };
        }
        case 'kit':
          return undefined;
        case 'stop': {
          const stop = stops.find(({ id }) => id === need.resourceId);
          const from = start + need.offsetMinutes;
          const interval = { start: from, end: from + need.minutes + (stop?.headwayMinutes ?? 0) };
          return stop && isFree(taken, stop.id, interval) ? { resource: stop, interval } : undefined;
        }
      }
    })();
    if (!found) return undefined;
    if (found.resource.type === 'room') wasted += found.resource.capacity - request.headcount;
    claims.push({ id: found.resource.id, interval: found.interval });
  }
  return { claims, wasted };
}

export interface Baseline {
  readonly weight: number;
  readonly accepted: number;
  readonly wasted: number;
  readonly given: readonly {
    readonly requestId: string;
    readonly start: Minute;
    readonly resourceIds: readonly string[];
  }[];
}

/** First come, first served: the first of the acceptable starts, and of the rooms in the order given. */
function inOrder(problem: AllocationProblem, startsOf: (request: AllocationRequest) => readonly Minute[]): Baseline {
  const taken: Taken = new Map();
  for (const { resourceId, ...closed } of problem.closures) take(taken, resourceId ?? '', closed);
  let [weight, wasted] = [0, 0];
  const all: Baseline['given'][number][] = [];
  for (const request of problem.requests) {
    for (const start of startsOf(request)) {
      const given = givenAt(problem, taken, request, start);
      if (!given) continue;
      for (const { id, interval } of given.claims) take(taken, id, interval);
      weight += request.weight ?? 1;
      all.push({ requestId: request.requestId, start, resourceIds: given.claims.map(({ id }) => id) });
      wasted += given.wasted;
      break;
    }
  }
  return { weight, accepted: all.length, wasted, given: all };
}

const allStarts = ({ starts }: AllocationRequest): readonly Minute[] => starts;

export const preferredOnly = (problem: AllocationProblem): Baseline =>
  inOrder(problem, ({ starts }) => starts.slice(0, 1));

export const firstFit = (problem: AllocationProblem): Baseline => inOrder(problem, allStarts);

export const bestFit = (problem: AllocationProblem): Baseline =>
  inOrder({ ...problem, rooms: [...problem.rooms].sort((a, b) => a.capacity - b.capacity) }, allStarts);
